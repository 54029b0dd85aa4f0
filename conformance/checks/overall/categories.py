"""Whether the categories form the tree the catalogue is filed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

DIGITS = {1: None, 3: 1, 6: 3}
"""Digits of a class, an item and a sub-item, each with those of the one above; a detail has more."""


def categories_form_a_tree(exchange: Exchange) -> Iterator[Finding]:
    """Every category has the digits of its level, and the category it begins with is its parent and published too."""
    found = [exchange]
    listed = {str(item["code"]): item for item in entries(exchange.data) if "code" in item}
    if not listed:
        raise not_exercised("没有读到类目", "no category was read")
    for code, item in sorted(listed.items()):
        above = _above(code)
        if above == "?":
            due = Text("类 1 位、项 2 位、目 3 位、细目若干位", "1 digit for a class, then 2, then 3, then more")
            yield _finding(Text(f"类目代码 {shown(code)}", f"the category {shown(code)}"), due, found)
        elif item.get("parent") != above:
            yield _finding(_parent(code, item), Text(str(above), str(above)), found)
        elif above is not None and above not in listed:
            seen = Text(f"没有 {code} 的上级类目 {above}", f"{above}, the category above {code}, is missing")
            yield _finding(seen, Text("上级类目也在其中", "it is listed too"), found)


def _above(code: str) -> str | None:
    """The category a code is filed under; None for a class, `?` for what is no code."""
    if not code.isascii() or not code.isdigit() or len(code) in (2, 4, 5):
        return "?"
    digits = DIGITS.get(len(code), 6)
    return code[:digits] if digits else None


def _parent(code: str, item: Mapping[str, Any]) -> Text:
    parent = shown(item.get("parent"))
    return Text(f"{code} 的上级类目为 {parent}", f"the category above {code} is {parent}")


def _finding(seen: Text, due: Text, found: list[Exchange]) -> Finding:
    return Finding(seen, due, exchanges=tuple(found))
