"""A twin: a reference system that does something otherwise, and still keeps every standard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from random import Random
from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.faults.fault import EVERY_KIND, Flaw, Mutation

Variation = Callable[[Random], Mutation]
"""A change of a fresh system, made with the chance of one run: which request is slow, which record is odd."""


class Order(IntEnum):
    """Which of several twins is laid first: each works on what those before it made.

    What is held and how JSON is written comes first; then all that has no place of its own; last what is done to a
    finished answer: its coding, its framing, and how its field lines are written.
    """

    FIRST = 0
    BETWEEN = 1
    CODING = 2
    FRAMING = 3
    LINES = 4


@dataclass(frozen=True)
class Lawful:
    """Why a system may be so, and where that is written: a document, and its clause where it was read."""

    why: Text
    source: str


@dataclass(frozen=True)
class Twin:
    """A lawful variation of a reference system.

    `touches` names what it decides; two twins that decide the same cannot be one system. `leaves` are the clauses that
    cannot be decided there, each with the reason; `moot` are those that do not apply there and do elsewhere; `lacks`
    are reasons for which any clause may stay undecided, since what it is about is not there. `http` is the protocol it
    is served by, of uvicorn's own where it is empty.
    """

    name: str
    title: Text
    lawful: Lawful
    variation: Variation
    touches: frozenset[str]
    kinds: tuple[str, ...] = EVERY_KIND
    leaves: Mapping[str, Reason] = field(default_factory=dict, hash=False)
    moot: frozenset[str] = frozenset()
    lacks: frozenset[Reason] = frozenset()
    order: Order = Order.BETWEEN
    http: type[asyncio.Protocol] | None = None

    def leaves_open(self, clause: str, reason: Reason | None) -> bool:
        """Whether a clause may stay undecided there for that reason."""
        return reason is not None and (reason in self.lacks or self.leaves.get(clause) is reason)

    def fits(self, kind: str) -> bool:
        """Whether a system of a kind can be so."""
        return (self.kinds == EVERY_KIND or kind in self.kinds) and self.variation(chance_of(self.name)).fits(kind)


def chance_of(seed: str) -> Random:
    """The chance of a seed: the same draws wherever it is asked."""
    return Random(seed)  # noqa: S311 - nothing is kept secret by it


def fixed(mutation: Mutation) -> Variation:
    """A variation with no chance in it."""
    return lambda chance: mutation


def of_kind(kind: str, *twins: Twin) -> tuple[Twin, ...]:
    """Twins of one kind alone."""
    return tuple(replace(twin, kinds=(kind,)) for twin in twins)


class NoVariationError(ValueError):
    """A twin that would change nothing on a system of its kind, and the name that is to blame."""

    def __init__(self, twin: Twin, kind: str, flaw: Flaw) -> None:
        super().__init__(f"the twin {twin.name} changes nothing on {kind}: it has no {flaw.name}")
        self.twin, self.kind, self.flaw = twin, kind, flaw


def varied(system: Any, twins: tuple[Twin, ...], seed: int) -> None:
    """Make a fresh system all of these twins in their order, by the chance of a seed. Raises NoVariationError."""
    for twin in sorted(twins, key=lambda twin: (twin.order, twin.name)):
        mutation = twin.variation(chance_of(f"{seed} {twin.name}"))
        for flaw in mutation.flaws(system):
            raise NoVariationError(twin, system.kind, flaw)
        mutation(system)
