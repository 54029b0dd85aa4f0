"""Where what a creation makes is listed, by the contract, and what that list holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.engine.judging.select import walk
from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation, Parameter
from conformance.model.exchange import Exchange
from conformance.model.record import member, whole
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.pages import following

STEP = "undo"
"""The step of every request that looks for what was made, or takes it back."""

MOST_PAGES = 50
LARGEST = 100
PAGED = ("page", "pageSize")
TURNED_OTHERWISE = frozenset(
    {"offset", "limit", "cursor", "after", "start", "skip", "size", "per_page", "pageno", "pagenum", "pageindex"}
)
"""Query parameters that say that a list comes in parts we do not know how to turn to."""


@dataclass(frozen=True)
class Place:
    """A list: its operation and path parameters, the path of an id in its answer, and which parameter that id is.

    `others` are the further parameters that what takes an object back is called with.
    """

    operation: Operation
    parts: Mapping[str, str]
    path: str
    part: str
    others: Mapping[str, str]

    @property
    def list(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Which list it is."""
        return self.operation.id, tuple(sorted(self.parts.items()))


@dataclass(frozen=True)
class Listed:
    """What a list holds: records by id. `whole`: nothing was left out; `missing` says why it could not be read.

    `gone`: there is no such list any more, as what it belongs to is gone.
    """

    records: Mapping[str, Any]
    whole: bool = False
    missing: Text | None = None
    gone: bool = False


def place_of(contract: Contract, maker: Operation, asked: Mapping[str, str]) -> Place | None:
    """Where what `maker` makes is listed: by the living object that what takes it back names in its path."""
    back = contract.operations.get(maker.undo.operation) if maker.undo else None
    if back is None:
        return None
    given = {(each.name, each.live): asked.get(each.name) for each in _path(maker)}
    open_ones = [each for each in _path(back) if given.get((each.name, each.live)) is None]
    rule = contract.harvest.get(open_ones[0].live) if len(open_ones) == 1 else None
    listing = contract.operations.get(rule[0]) if rule else None
    if rule is None or listing is None or listing.method != "GET":
        return None
    parts = {each.name: given.get((each.name, each.live)) for each in _path(listing)}
    if None in parts.values() or any(each.required for each in listing.parameters if each.location == "query"):
        return None
    others = {each.name: given[each.name, each.live] or "" for each in _path(back) if each not in open_ones}
    return Place(listing, {name: value or "" for name, value in parts.items()}, rule[1], open_ones[0].name, others)


def unlisted(contract: Contract) -> list[str]:
    """The operations that make something which no list of the contract would show: only its id tells of it."""
    made = (each for each in contract.operations.values() if each.undo and each.undo.operation)
    return [each.id for each in made if place_of(contract, each, {it.name: "-" for it in _path(each)}) is None]


def _path(operation: Operation) -> list[Parameter]:
    return [each for each in operation.parameters if each.location == "path"]


def read(ask: Ask, place: Place) -> Listed:
    """Read a list to its end, at most `MOST_PAGES` pages."""
    first = query = _first(place.operation)
    records: dict[str, Any] = {}
    for number in range(2, MOST_PAGES + 2):
        try:
            answer = ask(place.operation.id, role=ask.role, step=STEP, parts=place.parts, query=query)
        except Undecided as undecided:
            return Listed({}, missing=undecided.detail)
        if answer.failure is not None or answer.status != 200 or not isinstance(answer.data, dict | list):
            return _unread(answer, place)
        before = len(records)
        records |= {str(value): record for value, _, record in walk(answer.data, place.path)}
        further = _further(answer.data, first, number, len(records)) if len(records) > before else {}
        if not further:
            return Listed(records, _is_whole(place.operation, answer.data, first, len(records)))
        query = further
    return Listed(records)


def _unread(answer: Exchange, place: Place) -> Listed:
    name = place.operation.id
    said = Text(f"{name} 应答 {answer.status}", f"{name} answered {answer.status}")
    missing = answer.failure.detail if answer.failure else said
    return Listed({}, missing=missing, gone=answer.status in (404, 410) and bool(place.parts))


def _first(operation: Operation) -> dict[str, Any]:
    """The query of the first page, as large as pages may be; nothing where a list does not say that it has pages."""
    known = {each.name: each.schema for each in operation.parameters if each.location == "query"}
    if not set(PAGED) <= set(known):
        return {}
    most = known["pageSize"].get("maximum")
    return {"page": 1, "pageSize": min(most, LARGEST) if isinstance(most, int) else LARGEST}


def _further(page: Any, first: Mapping[str, Any], number: int, held: int) -> dict[str, Any]:
    """The query of the next page: as the page names it, else by its number where the list holds more."""
    named = following(page.get("next")) if isinstance(page, dict) else {}
    total = whole(member(page, "total"))
    if named or not first or total is None or total <= held:
        return dict(named)
    return {**first, "page": number}


def _is_whole(operation: Operation, last: Any, first: Mapping[str, Any], held: int) -> bool:
    """Whether nothing says that there is more than was read."""
    total = whole(member(last, "total"))
    if total is not None:
        return held >= total
    if isinstance(last, dict) and last.get("next"):
        return False
    if first:
        return held % int(first["pageSize"]) != 0 or held == 0
    return not any(each.name.lower() in TURNED_OTHERWISE for each in operation.parameters)
