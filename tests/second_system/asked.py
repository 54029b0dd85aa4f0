"""Reading requests: parameters, bodies and what the caller accepts."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from flask import request
from pydantic import TypeAdapter

from tests.second_system.fields import moment, wrong_places
from tests.second_system.refusal import Refused, parameter

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 32


def number(name: str, most: int, default: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= most:
        raise parameter(name, f"须为 1 至 {most} 的整数")
    return int(text)


def word(name: str, pattern: str) -> str | None:
    """A query parameter that must match a pattern; None when it was not given."""
    text = request.args.get(name)
    if text is not None and not re.fullmatch(pattern, text, re.DOTALL):
        raise parameter(name, f"须符合 {pattern}")
    return text


def day(name: str) -> str | None:
    text = word(name, r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
    try:
        return text if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise parameter(name, "须为日历上有的一日") from None


def since() -> datetime | None:
    text = request.args.get("since")
    if text is None:
        return None
    try:
        return moment(text)
    except ValueError:
        raise parameter("since", "须为带时区的时间，如 2026-12-01T08:00:00+08:00") from None


def header(name: str, pattern: str) -> str | None:
    text = request.headers.get(name)
    if text is not None and not re.fullmatch(pattern, text):
        raise parameter(name, f"须符合 {pattern}")
    return text


def accepts(*offered: str) -> str:
    """The media type to answer with, the first one when the caller does not care."""
    if not request.headers.get("Accept"):
        return offered[0]
    best = request.accept_mimetypes.best_match(offered)
    if best is None:
        raise Refused(406, f"可提供：{'、'.join(offered)}")
    return best


def body(model: TypeAdapter[Any], tag: str = "") -> dict[str, Any]:
    """The JSON body, in accordance with its model; `tag` is the member that tells the kinds of a union apart."""
    if request.mimetype != "application/json":
        raise Refused(415)
    raw = request.get_data()
    if len(raw) > MOST_BYTES:
        raise Refused(413, "正文不得超过 1 MiB")
    value = _json(raw)
    wrong = wrong_places(model, value, tag)
    if wrong:
        raise Refused(400, "内容不合规约", wrong)
    assert isinstance(value, dict)
    return value


def _json(raw: bytes) -> Any:
    try:
        text = raw.decode()
        value = json.loads(text, parse_constant=_no_constant)
        if _depth(value) > MOST_DEPTH:
            raise ValueError
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused(400, "正文不是可接受的 JSON", [{"pointer": "", "message": "不是可接受的 JSON"}]) from None
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level and depth <= MOST_DEPTH:
        level = [p for v in level for p in (v.values() if isinstance(v, dict) else v if isinstance(v, list) else ())]
        depth += 1
    return depth
