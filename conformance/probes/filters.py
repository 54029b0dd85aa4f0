"""Lists the records each filter leaves, by values that records hold, beside all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import Filter, RecordKind, member
from conformance.model.text import Text
from conformance.probes.pages import one_page

NEEDS = Text("可筛选", "a list that can be narrowed")
PAGE_SIZE = 100
PREFIX = 6
"""Characters of a code that a higher class shares with those below it."""


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.filters) and not record.listing.moves


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    asked = (len(_named(contract, record, each)) if each.parts else 1 for each in record.listing.filters)
    return {record.operations["list"]: 1 + sum(asked)}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    parts = ask.parts(operation)
    listed = one_page(ask, operation, "all", {form.size: PAGE_SIZE}, parts, form=form)
    for each in form.filters:
        values = _values(ask.contract, record, each, listed.data)
        # Of parts that add up to a whole none may be left out; of other values the rarest is the one to show a flaw.
        named = Text(f"{each.parameter} 的取值", f"values of {each.parameter}")
        for value in values if each.parts else ask.sample(values, 1, named, each.parameter):
            query = {each.parameter: value, form.size: PAGE_SIZE}
            one_page(ask, operation, each.parameter, query, parts, form=form)


def _values(contract: Contract, record: RecordKind, each: Filter, page: object) -> list[str]:
    """The values to narrow by: all that the contract names where they are parts of a whole, else held, rare first."""
    if each.parts:
        return [str(value) for value in _named(contract, record, each)]
    counts = Counter(_held(record, each, page))
    rare = sorted(counts, key=lambda value: (counts[value], value))
    return list(dict.fromkeys(value[:PREFIX] if each.by == "prefix" else value for value in rare))


def _held(record: RecordKind, each: Filter, page: object) -> Iterator[str]:
    for item in record.entries(page):
        value = member(item, each.member)
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one)


def _named(contract: Contract, record: RecordKind, each: Filter) -> list[object]:
    asked = contract.operations[record.operations["list"]]
    schema = next((one.schema for one in asked.parameters if one.name == each.parameter), {})
    return list(schema.get("enum", ()))
