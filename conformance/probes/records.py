"""Reads a whole list in large pages, then records spread over it, so that every class and state appears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member
from conformance.model.text import Text
from conformance.probes.pages import walk

NEEDS = Text("可列出", "a list")
PAGE_SIZE = 100
MOST_PAGES = 50
MOST_RECORDS = 100


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and not record.listing.moves


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    read = {record.operations["read"]: MOST_RECORDS} if record.has("read") else {}
    return {record.operations["list"]: MOST_PAGES, **read}


def probe(ask: Ask, record: RecordKind) -> None:
    entries = listed(ask, record, MOST_PAGES)
    if not record.has("read") or not record.key:
        return
    chosen = ask.sample(spread(record, entries, MOST_RECORDS), MOST_RECORDS, record.title, "record")
    ask.need(chosen, Text("目录没有条目", "the list holds no entry"))
    read = record.operations["read"]
    known = ask.parts(read)
    last = list(known)[-1]
    for identifier in chosen:
        ask(read, step="record", parts={**known, last: identifier})


def listed(ask: Ask, record: RecordKind, most_pages: int) -> list[Mapping[str, Any]]:
    """The records of a list, its pages read as step `list`."""
    operation, form = record.operations["list"], record.listing
    query = {form.page: 1, form.size: PAGE_SIZE} if form.page else {}
    pages = walk(ask, operation, "list", query, most_pages, ask.parts(operation), form)
    return [item for page in pages for item in record.entries(page)]


def spread(record: RecordKind, entries: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    """The keys of records, first so many of each class and state in turn, evenly over the list."""
    told = [*(each.member for each in record.listing.filters if each.parts), *_state(record)]
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for item in entries:
        key = member(item, record.key)
        if isinstance(key, str):
            kinds[tuple(str(member(item, name)) for name in told)].append(key)
    share = max(1, most // max(1, len(kinds)))
    chosen = sorted({key for keys in kinds.values() for key in keys[:: -(-len(keys) // share)]})
    return [*chosen, *sorted({key for keys in kinds.values() for key in keys} - {*chosen})]


def _state(record: RecordKind) -> list[str]:
    return [record.members["state"]] if record.tells("state") else []
