"""The files of a release: what is not there, or is no JSON, is told by its name instead of by a trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from conformance.model.contract import Schema
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import NotRead, read_plain
from conformance.norms.references import Broken
from conformance.norms.schemas import sound

DEPTH = 64


RESTORE = Text("恢复本版标准原来的文件", "restore what the release holds there")


def bytes_of(file: Traversable, name: str) -> bytes:
    """The bytes of a file of the release. Raises DataError where it is not there, or is no plain file."""
    try:
        if isinstance(file, Path):
            return read_plain(file)
        return file.read_bytes()
    except (NotRead, OSError) as error:
        why = error.why if isinstance(error, NotRead) else Text("没有这个文件", "there is no such file")
        raise DataError(why, name, help=RESTORE) from None


def text_of(file: Traversable, name: str) -> str:
    """The text of a file of the release, in UTF-8. Raises DataError."""
    try:
        return bytes_of(file, name).decode("utf-8")
    except UnicodeDecodeError as error:
        text = Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8")
        raise DataError(text, name, help=RESTORE) from None


def frozen(root: Traversable, name: str) -> tuple[str, str] | None:
    """The text of a file of frozen questions and how it is called; None where the release holds none of that name."""
    file, shown = root / "application" / "corpus" / name, f"standards/application/corpus/{name}"
    return (text_of(file, shown), shown) if file.is_file() or file.is_dir() else None


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


def shape_of(file: Traversable, shown: str) -> Mapping[str, Any]:
    """The schema that files of the release have to keep. Raises DataError where it is none."""
    shape = schema_of(bytes_of(file, shown), "", shown).document
    try:
        Draft202012Validator(dict(shape))
    except ValueError as error:
        said = str(error).partition("\n")[0]
        raise DataError(
            Text(f"不是 JSON Schema：{said}", f"it is no JSON Schema: {said}"), shown, help=RESTORE
        ) from None
    return shape


def folder(root: Traversable, name: str, shown: str) -> Iterator[Traversable]:
    """The entries of a folder of the release, by name. Raises DataError where it is not there."""
    inner = root / name
    if not inner.is_dir():
        raise DataError(Text("没有这个文件夹", "there is no such folder"), shown, help=RESTORE)
    yield from sorted(inner.iterdir(), key=lambda file: file.name)
