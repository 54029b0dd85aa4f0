"""Reads a JSON report back from a file, as it was or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema_rs import validator_for

from conformance.model.strict_json import without_halves
from conformance.model.text import Text
from conformance.reports import json_document

MAX_BYTES = 256 * 1024 * 1024


class Unreadable(ValueError):  # noqa: N818 - it says what the file is, not what went wrong here
    """A file that holds no report: what is wrong with it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read(file: Path) -> dict[str, Any]:
    """The document of a file. Raises Unreadable, and OSError for a file that cannot be read."""
    if file.stat().st_size > MAX_BYTES:
        raise Unreadable(Text("文件超过 256 MiB", "the file is larger than 256 MiB"))
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(Text(f"不是 JSON：{error}", f"not JSON: {error}")) from None
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
