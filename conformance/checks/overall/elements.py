"""Whether what an entry must say is really said, and the identifiers of a catalogue agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.in_force import refuse_before
from conformance.checks.places import at_path
from conformance.checks.reading import not_exercised, record, shown
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member
from conformance.model.record import entries
from conformance.model.text import Text

NOTHING_SAID = frozenset(
    ["", "-", "--", "—", "——", "/", "无", "暂无", "待定", "不详", "null", "none", "nil", "n/a", "undefined"]
)
NONE_THERE = frozenset(["无", "暂无", "none", "nil"])
"""Placeholders, but where that there is none is the truth: the conditions of what is shared without any."""
RESOURCE_CODE = re.compile(r"[1-3]\d{5,}/\d+", re.ASCII)


def elements_are_stated(
    value: Value,
    *,
    elements: Mapping[Member, str],
    or_none: tuple[Member, ...] = (),
    dated: tuple[Member, ...] = (),
    in_force: str = "",
) -> Iterator[Finding]:
    """An entry states every element named, with more than a placeholder. `elements` maps paths to Chinese names.

    Of the elements `or_none` it may state that there is none. One that by the first of `dated` that holds a date lies
    before the day `in_force` is not judged.
    """
    entry = record(value.value)
    if not entry:
        raise not_exercised("不是条目", "it is no entry")
    refuse_before(entry, *dated, in_force=in_force)
    for path, name in elements.items():
        stated = at_path(entry, path)
        if not any(map(is_said, stated)) and not (path in or_none and any(map(_is_none, stated))):
            identifier = shown(entry.get("id"))
            yield Finding(
                Text(f"条目 {identifier} 没有{name}", f"the entry {identifier} has no {path}"),
                Text(f"写明{name}", f"{path} is stated"),
                at=path,
            )


def is_said(value: Any) -> bool:
    """Whether a value says something: no placeholder, and not empty."""
    if isinstance(value, str):
        return value.strip().casefold() not in NOTHING_SAID
    return value is not None and value not in ([], {})


def _is_none(value: Any) -> bool:
    """Whether a value says that there is none."""
    return isinstance(value, str) and value.strip().casefold() in NONE_THERE


def resource_code_is_formed(value: Value) -> Iterator[Finding]:
    """A resource code is class, item, sub-item and detail, a slash, and a serial."""
    code = value.value
    if not isinstance(code, str) or not RESOURCE_CODE.fullmatch(code):
        yield Finding(
            Text(f"“{shown(code)}”", f'"{shown(code)}"'),
            Text("类目代码（类 1、2、3）、斜线、顺序码", "a category code (1, 2, 3), a slash, a serial"),
        )


def code_begins_with_category(value: Value) -> Iterator[Finding]:
    """What stands before the slash of a resource code is the category its entry is filed under."""
    entry = record(value.value)
    code, category = entry.get("code"), entry.get("category")
    if not isinstance(code, str) or not isinstance(category, str):
        raise not_exercised("没有代码或类目", "it has no code or no category")
    if code.partition("/")[0] != category:
        yield Finding(
            Text(f"代码 {code}，类目 {category}", f"code {code}, category {category}"),
            Text(f"代码以 {category}/ 开头", f"a code that begins with {category}/"),
        )


def codes_are_unique(trace: Trace) -> Iterator[Finding]:
    """No two entries of the list have the same resource code."""
    owners: dict[str, tuple[str, Exchange]] = {}
    known: set[str] = set()
    for exchange in trace.at("list"):
        for item in entries(exchange.data):
            code, identifier = item.get("code"), str(item.get("id"))
            if not isinstance(code, str):
                continue
            known.add(identifier)
            before, where = owners.setdefault(code, (identifier, exchange))
            if before != identifier:
                yield Finding(
                    Text(f"{code} 属于 {before} 与 {identifier}", f"{code} belongs to {before} and to {identifier}"),
                    Text("一个代码一个条目", "one entry to a code"),
                    exchanges=(where,) if where is exchange else (where, exchange),
                )
    if len(known) < 2:
        raise not_exercised("条目不足两条", "there are fewer than two entries")
