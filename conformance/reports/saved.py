"""Reads a JSON report back from a file, as it was or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from jsonschema_rs import validator_for

from conformance.model.strict_json import read_json, without_halves
from conformance.model.text import Text
from conformance.reports import json_document
from conformance.reports.reading import ALTERED

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 256
"""Levels of a document; a question in it may nest deeper than anything we say ourselves."""


REMARK = Text(
    "结果文件在生成后被改动或损坏，其中的结论不可采信",
    "The result file was altered or damaged after it was filed; what it says cannot be relied on.",
)


class Unreadable(ValueError):  # noqa: N818 - it says what the file is, not what went wrong here
    """A file that holds no report: what is wrong with it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read(file: Path) -> dict[str, Any]:
    """The document of a file. Raises Unreadable, and OSError for a file that cannot be read."""
    document = _strictly(_bytes(file))
    wanted = json_document.schema()["properties"]["format"]["const"]
    found = document.get("format") if isinstance(document, dict) else None
    if found != wanted:
        zh, en = f"format 是 {found!r}，应为 {wanted!r}", f"format is {found!r}, due {wanted!r}"
        raise Unreadable(Text(f"不是本工具的报告：{zh}", f"not a report of this tool: {en}"))
    wrong = next(validator_for(json_document.schema()).iter_errors(without_halves(document)), None)
    if wrong is not None:
        place = "/".join(map(str, wrong.instance_path)) or "/"
        raise Unreadable(
            Text(f"与报告格式不符，{place}：{wrong.message}", f"not a whole report, {place}: {wrong.message}")
        )
    return dict(document)


def marked(document: dict[str, Any]) -> dict[str, Any]:
    """The document as it was filed, or with the remark that it is not, which every format carries on.

    One made from such a document bears the remark already, and the digest of before.
    """
    if ALTERED not in document and document["digests"]["document"] == json_document.own_digest(document):
        return document
    return {**document, ALTERED: {"zh": REMARK.zh, "en": REMARK.en}}


def _bytes(file: Path) -> bytes:
    """At most what a result may hold, of a pipe too."""
    with file.open("rb") as held:
        if os.fstat(held.fileno()).st_size > MAX_BYTES or len(data := held.read(MAX_BYTES + 1)) > MAX_BYTES:
            raise Unreadable(Text("文件超过 256 MiB", "the file is larger than 256 MiB"))
    return data


def _strictly(data: bytes) -> Any:
    """The value of a JSON text that says everything once and nothing that JSON does not know."""
    if not data.strip():
        raise Unreadable(Text("文件是空的", "the file is empty"))
    try:
        found = read_json(data, MAX_DEPTH)
    except MemoryError:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from None
    if found.problem is not None:
        zh, en = found.problem.zh, found.problem.en
        is_none = en.startswith("not JSON")
        raise Unreadable(found.problem if is_none else Text(f"不是严格的 JSON：{zh}", f"not strict JSON: {en}"))
    return found.value
