"""What a keyword of JSON Schema asks for, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from conformance.model.text import Text

MOST_SHOWN = 20


def asked(keyword: str, value: Any) -> Text | None:
    """What a keyword with this value asks for; None for one that there are no words for."""
    said = _SAID.get(keyword)
    return said(value) if said else None


def text_of(value: Any) -> str:
    """A value of a schema as a sentence shows it: text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _series(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    more = f", … ({len(values)})" if len(values) > MOST_SHOWN else ""
    # Where texts and numbers stand side by side, which is which must show.
    quoted = len({isinstance(each, str) for each in values}) > 1
    return (
        ", ".join(json.dumps(each, ensure_ascii=False) if quoted else text_of(each) for each in values[:MOST_SHOWN])
        + more
    )


def _one_of(value: Any) -> Text:
    return Text(f"取值为 {_series(value)} 之一", f"one of {_series(value)}")


def _types(value: Any) -> Text:
    names = " | ".join(sorted(map(str, value))) if isinstance(value, list) else str(value)
    return Text(f"类型为 {names}", f"of type {names}")


def _no_member(value: Any) -> Text:
    return Text(f"没有成员 {_series(value)}", f"no member {_series(value)}")


def _saying(zh: str, en: str) -> Callable[[Any], Text]:
    return lambda value: Text(zh.format(text_of(value)), en.format(text_of(value)))


_SAID: Mapping[str, Callable[[Any], Text]] = {
    "enum": _one_of,
    "const": _one_of,
    "type": _types,
    "required": _saying("必有成员 {}", "a member {}"),
    "additionalProperties": _no_member,
    "unevaluatedProperties": _no_member,
    "falseSchema": lambda _: Text("不出现", "nothing at all"),
    "minLength": _saying("至少 {} 个字符", "at least {} characters"),
    "maxLength": _saying("至多 {} 个字符", "at most {} characters"),
    "minimum": _saying("不小于 {}", "at least {}"),
    "maximum": _saying("不大于 {}", "at most {}"),
    "exclusiveMinimum": _saying("大于 {}", "more than {}"),
    "exclusiveMaximum": _saying("小于 {}", "less than {}"),
    "multipleOf": _saying("{} 的倍数", "a multiple of {}"),
    "pattern": _saying("写法为 {}", "written as {}"),
    "format": _saying("格式为 {}", "of format {}"),
    "minItems": _saying("至少 {} 项", "at least {} entries"),
    "maxItems": _saying("至多 {} 项", "at most {} entries"),
    "minProperties": _saying("至少 {} 个成员", "at least {} members"),
    "maxProperties": _saying("至多 {} 个成员", "at most {} members"),
    "uniqueItems": lambda _: Text("各项不重复", "no entry twice"),
}
