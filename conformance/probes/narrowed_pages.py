"""Walks a list, narrowed where it can be, page by page in small pages, between two readings of it in one large page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member
from conformance.model.text import Text
from conformance.probes.pages import turned

NEEDS = Text("按页列出", "a list by pages")
LARGE = 100
FEWEST = 3
"""Records a value must be held by, so that a list narrowed to it has several pages."""
SMALLEST = 2
PAGES = 4
MOST_PAGES = 6


def fits(contract: Contract, record: RecordKind) -> bool:
    form = record.listing
    return record.has("list") and bool(form.page) and (bool(form.filters) or not form.moves)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 3 + MOST_PAGES}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    role = record.roles.get("reader") or record.roles.get("decider", "")
    parts = ask.parts(operation)
    page = ask(operation, role=role, step="all", parts=parts, query={form.size: LARGE})
    narrowed, number = _narrowed(record, page.data)
    if number < FEWEST:
        return
    large = {**narrowed, form.page: 1, form.size: LARGE}
    small = {**narrowed, form.page: 1, form.size: max(SMALLEST, number // PAGES)}
    ask(operation, role=role, step="large", parts=parts, query=large)
    list(turned(ask, operation, "small", small, MOST_PAGES, parts, role, form))
    ask(operation, role=role, step="large", parts=parts, query=large)


def _narrowed(record: RecordKind, page: object) -> tuple[dict[str, str], int]:
    """The filter by a value that several records hold, as few as will do, and how many; else none, and all of them."""
    entries, moves = record.entries(page), record.listing.moves
    held = Counter(asked for item in entries for asked in _values(record, item))
    newest = {*_values(record, entries[0])} if moves and entries else set()  # reading the list adds more of them
    enough = {asked: number for asked, number in held.items() if number >= FEWEST and asked not in newest}
    if enough:
        asked = min(enough, key=lambda each: (enough[each], each))
        return {asked[0]: asked[1]}, enough[asked]
    return {}, 0 if moves else len(entries)


def _values(record: RecordKind, item: object) -> list[tuple[str, str]]:
    """The filters that a record passes, each by the value it holds."""
    found = ((each.parameter, member(item, each.member)) for each in record.listing.filters)
    return [(name, value) for name, value in found if isinstance(value, str)]
