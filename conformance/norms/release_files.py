"""The files of a release: what is not there, or is no JSON, is told by its name instead of by a trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.contract import Schema
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.references import Broken
from conformance.norms.schemas import sound

DEPTH = 64


def bytes_of(file: Traversable, name: str) -> bytes:
    """The bytes of a file of the release. Raises DataError where it is not there."""
    if not file.is_file():
        raise DataError(Text("没有这个文件", "there is no such file"), name)
    return file.read_bytes()


def json_of(raw: bytes, name: str) -> Mapping[str, Any]:
    """The object in a JSON file of the release. Raises DataError."""
    found = read_json(raw, DEPTH)
    if found.problem is not None or not isinstance(found.value, dict):
        raise DataError(found.problem or Text("应为一个 JSON 对象", "should be a JSON object"), name)
    return found.value


def schema_of(raw: bytes, name: str, file: str) -> Schema:
    """The schema in a file of the release. Raises DataError where it is none."""
    value = json_of(raw, file)
    try:
        sound(value, "")
    except Broken as broken:
        place = broken.pointer or "/"
        raise DataError(Text(f"{place}：{broken.text.zh}", f"{place}: {broken.text.en}"), file) from None
    return Schema(value, name)


def folder(root: Traversable, name: str, shown: str) -> Iterator[Traversable]:
    """The entries of a folder of the release, by name. Raises DataError where it is not there."""
    inner = root / name
    if not inner.is_dir():
        raise DataError(Text("没有这个文件夹", "there is no such folder"), shown)
    yield from sorted(inner.iterdir(), key=lambda file: file.name)
