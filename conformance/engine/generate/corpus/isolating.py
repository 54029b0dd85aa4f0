"""One thing wrong at a time: a refused question is the accepted one with the single part that breaks the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.engine.generate.corpus.question import Stimulus
from conformance.model.contract import Location, Operation
from conformance.model.exchange import Why
from conformance.model.spelling import owned

GONE = object()


def least(operation: Operation, accepted: Stimulus, beside: frozenset[tuple[str, str]] = frozenset()) -> Stimulus:
    """An accepted question without the optional parameters, but for those named (location, name)."""

    def part(location: Location) -> dict[str, Any]:
        kept = {each.name for each in operation.parameters if each.required or (location, each.name) in beside}
        own = owned(operation, location, kept, accepted.part(location))
        return {name: value for name, value in accepted.part(location).items() if name in own}

    return with_parts(accepted, part)


def with_parts(question: Stimulus, part: Callable[[Location], Mapping[str, Any]]) -> Stimulus:
    """A question with other parameters, place by place."""
    return replace(question, path=part("path"), query=part("query"), headers=part("header"), cookies=part("cookie"))


def reductions(operation: Operation, base: Stimulus, broken: Stimulus, why: Why) -> Iterator[Stimulus]:
    """The base with only what `why` names of a broken question, from the smallest change to the largest."""
    alone = _isolated(operation, base, broken, why)
    if why.location == "body" and base.media == broken.media:
        place = tokens(why.pointer)
        own, wrong = _at(base.body, place), _at(broken.body, place)
        if why.keyword == "maxItems" and isinstance(own, list) and isinstance(wrong, list) and own:
            # Entries of its own, repeated: then none of them is wrong, and only their number is.
            yield replace(base, body=put(base.body, place, (own * len(wrong))[: len(wrong)]))
        if own is not GONE or wrong is not GONE:
            yield replace(base, body=put(base.body, place, wrong))
    yield alone


def _isolated(operation: Operation, base: Stimulus, broken: Stimulus, why: Why) -> Stimulus:
    if why.location == "body":
        return replace(base, body=broken.body, media=broken.media)
    name = tokens(why.pointer)[0]

    def part(location: Location) -> Mapping[str, Any]:
        if location != why.location:
            return base.part(location)
        own = owned(operation, location, [name], (*base.part(location), *broken.part(location)))
        kept = {key: value for key, value in base.part(location).items() if key not in own}
        return {**kept, **{key: value for key, value in broken.part(location).items() if key in own}}

    return with_parts(base, part)


def tokens(pointer: str) -> list[str]:
    """The member names and positions a JSON pointer leads through."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _at(value: Any, place: list[str]) -> Any:
    for token in place:
        if isinstance(value, dict):
            value = value.get(token, GONE)
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return GONE
    return value


def put(onto: Any, place: list[str], value: Any) -> Any:
    """A copy with a value in its place, or without it (GONE); unchanged where the place does not exist."""
    if not place:
        return value
    first, rest = place[0], place[1:]
    if isinstance(onto, dict) and (first in onto or not rest):
        kept = {key: inner for key, inner in onto.items() if key != first}
        inner = put(onto.get(first), rest, value)
        return kept if inner is GONE else {**onto, first: inner}
    if isinstance(onto, list) and first.isdigit() and int(first) < len(onto):
        return [put(inner, rest, value) if index == int(first) else inner for index, inner in enumerate(onto)]
    return onto
