"""The kinds of record a contract keeps, read from its `x-hutong-records`; what does not hold there is a flaw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from conformance.model.contract import Flaw, Operation
from conformance.model.record import Filter, Listing, Part, Party, RecordKind, Word
from conformance.model.text import Text
from conformance.norms.own_words import ODD
from conformance.norms.schemas import escaped

WORD = "x-hutong-records"
LISTING = {"items", "total", "next", "page", "size", "search", "since", "searched", "filters", "moves"}


def records_of(
    document: Mapping[str, Any], operations: Mapping[str, Operation]
) -> tuple[dict[str, RecordKind], list[Flaw]]:
    """The record kinds of a document by their names there, and what of them does not hold of its operations."""
    stated, records, flaws = document.get(WORD, {}), dict[str, RecordKind](), list[Flaw]()
    if not isinstance(stated, Mapping):
        return {}, [Flaw(f"/{WORD}", ODD)]
    for name, said in stated.items():
        try:
            flaws += _flaws(name, said, operations)
            records[name] = _record(name, said)
        except (KeyError, TypeError, AttributeError):
            flaws.append(Flaw(f"/{WORD}/{escaped(name)}", ODD))
    return records, flaws


def _record(name: str, said: Mapping[str, Any]) -> RecordKind:
    return RecordKind(
        id=name,
        title=Text(**said["title"]),
        key=said.get("key", ""),
        operations=said.get("operations", {}),
        members=said.get("members", {}),
        roles=said.get("roles", {}),
        listing=_listing(said.get("list", {})),
        advanced=said.get("advanced", {}),
        public=said.get("public", {}),
    )


def _listing(said: Mapping[str, Any]) -> Listing:
    plain = {name: value for name, value in said.items() if name not in ("next", "searched", "filters")}
    return Listing(
        **plain,
        **({"following": said["next"]} if "next" in said else {}),
        searched=tuple(said.get("searched", ())),
        filters=tuple(Filter(**each) for each in said.get("filters", ())),
    )


def _flaws(name: str, said: Mapping[str, Any], operations: Mapping[str, Operation]) -> Iterator[Flaw]:
    place = f"/{WORD}/{name}"
    for part, known in (("operations", Word), ("members", Part), ("roles", Party)):
        for word in said.get(part, {}):
            if word not in get_args(known):
                yield _unknown(f"{place}/{part}/{word}", word, get_args(known))
    for word, operation in said.get("operations", {}).items():
        if operation not in operations:
            zh, en = f"没有操作 {operation}", f"there is no operation {operation}"
            yield Flaw(f"{place}/operations/{word}", Text(zh, en))
    for word in said.get("list", {}).keys() - LISTING:
        yield _unknown(f"{place}/list/{word}", word, sorted(LISTING))
    asked = operations.get(said.get("operations", {}).get("list", ""))
    declared = {parameter.name for parameter in asked.parameters} if asked else set()
    for number, each in enumerate(said.get("list", {}).get("filters", ())):
        if asked and each.get("parameter") not in declared:
            zh = f"{asked.id} 没有查询参数 {each.get('parameter')}"
            en = f"{asked.id} has no query parameter {each.get('parameter')}"
            yield Flaw(f"{place}/list/filters/{number}", Text(zh, en))


def _unknown(pointer: str, word: str, known: Any) -> Flaw:
    listed = ", ".join(known)
    return Flaw(pointer, Text(f"没有 {word} 这个词；有：{listed}", f"there is no word {word}; there are: {listed}"))
