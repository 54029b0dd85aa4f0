"""The parts of a case that can be left out or made smaller, found by the fairness rules alone: nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from conformance.engine.generate.corpus.case_validity import is_slot
from conformance.engine.generate.shrink.fewest import least
from conformance.model.case import Case
from conformance.norms.corpus import with_id

Place = tuple[str | int, ...]
Amounts = Mapping[tuple[Place, bool], int]
"""How much of each part is kept, by its place and whether it is about leaving out."""

MOST_PARTS = 60
MOST_ITEMS = 12
"""Entries of a list that are left out one by one; of a longer list only the beginning is kept."""
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,999}")
LARGE = 1 << 16
"""A whole number from here on is made smaller by its decimal digits."""


class Keeps(Protocol):
    """Says which cases made of one are still the same question, and which members are taken as a whole."""

    @property
    def ruled(self) -> frozenset[str]: ...

    def holds(self, case: Case) -> bool: ...


@dataclass(frozen=True)
class Part:
    """One place of a case, whether it is left out or made smaller there, and the least and the most there can be."""

    place: Place
    optional: bool
    least: int
    most: int

    @property
    def key(self) -> tuple[Place, bool]:
        """What amounts name it by."""
        return self.place, self.optional


def parts_of(case: Case, standing: Keeps) -> list[Part]:
    """The parts whose reduction alone leaves the case the same question: what can shrink, then what can go."""
    going, shrinking = [], []
    needed: dict[Place, int] = {}
    for place, value in _places(_tree(case), standing.ruled):
        if _may_go(case, place, needed) and standing.holds(made(case, {(place, True): 0})):
            going.append(Part(place, True, 0, 1))
        length = _length(place, value)
        lowest = _least(case, place, length, standing) if length else 0
        if isinstance(value, list) and len(value) <= MOST_ITEMS:
            needed[place] = lowest
        elif lowest < length:
            shrinking.append(Part(place, False, lowest, length))
    return (shrinking[: MOST_PARTS - len(going)] + going)[-MOST_PARTS:]


def _may_go(case: Case, place: Place, needed: Mapping[Place, int]) -> bool:
    """Whether a place may be tried without: a list keeps as many of its first entries as it must have."""
    if len(place) == 1:
        return place == ("body",) and bool(case.media)
    last = place[-1]
    return place[0] != "path" and not (isinstance(last, int) and last < needed.get(place[:-1], 0))


def _least(case: Case, place: Place, length: int, standing: Keeps) -> int:
    """The least amount of a place that holds, where more always holds as well; all of it does."""
    return least(0, length, lambda amount: standing.holds(made(case, {(place, False): amount})))


def made(case: Case, amounts: Amounts) -> Case:
    """The case with only so much of its parts as the amounts say; what they do not name stays whole."""
    tree = {part: _made(value, (part,), amounts) for part, value in _tree(case).items()}
    if not amounts.get((("body",), True), 1):
        return with_id(replace(case, **{**tree, "body": None, "media": ""}))
    return with_id(replace(case, **tree))


def _tree(case: Case) -> dict[str, Any]:
    return {"path": case.path, "query": case.query, "headers": case.headers, "cookies": case.cookies, "body": case.body}


def _places(value: Any, ruled: frozenset[str], place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every place with its value, outer ones first; what a rule holds together is one place."""
    if place:
        yield place, value
    if is_slot(value) or (len(place) > 1 and place[-1] in ruled):
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _places(inner, ruled, (*place, name))
    elif isinstance(value, list) and len(value) <= MOST_ITEMS:
        for index, inner in enumerate(value):
            yield from _places(inner, ruled, (*place, index))


def _length(place: Place, value: Any) -> int:
    """How far a value is from nothing: characters, entries, or a whole number's distance from 0."""
    number = _number(place, value)
    if number is not None:
        return abs(number) if abs(number) < LARGE else len(str(abs(number)))
    if isinstance(value, str | list):
        return len(value)
    return 0


def _number(place: Place, value: Any) -> int | None:
    """The whole number a value is; outside the body all are written as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if place[0] == "body" or not isinstance(value, str) or not WHOLE.fullmatch(value):
        return None
    return int(value)


def _made(value: Any, place: Place, amounts: Amounts) -> Any:
    if is_slot(value):
        return value
    amount = amounts.get((place, False))
    if amount is not None:
        return _less(value, place, amount)
    if isinstance(value, Mapping):
        return {
            name: _made(inner, (*place, name), amounts) for name, inner in value.items() if _kept(place, name, amounts)
        }
    if isinstance(value, list):
        return [_made(inner, (*place, at), amounts) for at, inner in enumerate(value) if _kept(place, at, amounts)]
    return value


def _kept(place: Place, name: str | int, amounts: Amounts) -> bool:
    return bool(amounts.get(((*place, name), True), 1))


def _less(value: Any, place: Place, amount: int) -> Any:
    number = _number(place, value)
    if number is None:
        return value[:amount]
    size = amount if abs(number) < LARGE else int(str(abs(number))[:amount] or "0")
    less = size if number > 0 else -size
    return str(less) if isinstance(value, str) else less
