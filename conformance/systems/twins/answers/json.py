"""Other lawful writings of the same JSON: order, escapes, blanks, numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import around
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed

Turn = Callable[[Any], Any]


def written(turn: Turn, **how: Any) -> Mutation:
    """JSON is made of a value as turned, and written so."""
    said: dict[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":"), **how}
    return around("responses.encode", lambda sound, value: json.dumps(turn(value), **said).encode())


def _as_it_is(value: Any) -> Any:
    return value


def _reversed(value: Any) -> Any:
    """The members of every object in the opposite order; lists keep theirs."""
    if isinstance(value, dict):
        return {name: _reversed(held) for name, held in reversed(value.items())}
    return [_reversed(held) for held in value] if isinstance(value, list) else value


_COUNTS = ("total", "page", "pageSize")


def _with_fraction(value: Any) -> Any:
    """The counts of a page written as 20.0."""
    if not (isinstance(value, dict) and "items" in value):
        return value
    return {name: float(held) if name in _COUNTS else held for name, held in value.items()}


TWINS = (
    Twin(
        "ascii-json",
        Text("JSON 中的汉字一律转义", "escapes every Chinese character in JSON"),
        Lawful(Text("任何字符都可转义，含义不变。", "Any character may be escaped; it means the same."), "RFC 8259"),
        fixed(written(_as_it_is, ensure_ascii=True)),
        frozenset({"json"}),
        order=Order.FIRST,
    ),
    Twin(
        "indented-json",
        Text("JSON 带换行与缩进", "writes JSON with line breaks and indents"),
        Lawful(Text("记号之间可有空白。", "There may be white space between tokens."), "RFC 8259"),
        fixed(written(_as_it_is, indent="\t", separators=(" , ", " : "))),
        frozenset({"json"}),
        order=Order.FIRST,
    ),
    Twin(
        "members-reversed",
        Text("JSON 对象成员次序相反", "writes the members of objects in the opposite order"),
        Lawful(Text("对象是无序的成员集合。", "An object is an unordered collection of members."), "RFC 8259"),
        fixed(written(_reversed)),
        frozenset({"json"}),
        order=Order.FIRST,
    ),
    Twin(
        "counts-with-fraction",
        Text("条数、页码写作 20.0", "writes counts and page numbers as 20.0"),
        Lawful(
            Text("小数部分为零的数即整数。", "A number with a zero fractional part is an integer."),
            "JSON Schema 2020-12",
        ),
        fixed(written(_with_fraction)),
        frozenset({"json"}),
        order=Order.FIRST,
    ),
)
