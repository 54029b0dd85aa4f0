"""A fault: one behaviour of a reference system replaced by a defect a vendor could really ship."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from conformance.model.text import Text

EVERY_KIND: tuple[str, ...] = ()
"""The kinds of a fault that touches only what every system has."""


@dataclass(frozen=True)
class Flaw:
    """A name that leads a mutation nowhere on a system, so that nothing would change, and the names it might be."""

    name: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class Mutation:
    """A change of a fresh system: a layer over its parts. `flaws` says what of it is not there on a sound system.

    `fits` says whether a kind has what the mutation is about, where that is read from the contract of the kind.
    """

    make: Callable[[Any], None]
    flaws: Callable[[Any], Iterable[Flaw]] = lambda system: ()
    fits: Callable[[str], bool] = lambda kind: True

    def __call__(self, system: Any) -> None:
        """Change the system."""
        self.make(system)


@dataclass(frozen=True)
class Fault:
    """A defect named after the clause it breaks.

    `apply` changes a fresh system of one of `kinds` before it serves. `also` lists clauses the defect breaks by
    nature; a profile may lack some of them. `also_on` lists by kind those it breaks there alone. `variant` tells
    several faults of one clause apart. `hides` names the faults that cannot show beside it, each with why: served
    together, the clause of such a fault does not fail. `by` names probes whose answers show it, for a clause that
    judges any answer: no more need be asked to see it.
    """

    clause: str
    title: Text
    apply: Mutation
    kinds: tuple[str, ...] = EVERY_KIND
    also: tuple[str, ...] = ()
    variant: str = ""
    hides: Mapping[str, Text] = field(default_factory=dict, hash=False)
    also_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is called: the clause id, and `#variant` where one clause has several faults."""
        return f"{self.clause}#{self.variant}" if self.variant else self.clause

    def breaks(self, kind: str) -> frozenset[str]:
        """The clauses it breaks on a system of a kind: its own, and others by nature."""
        return frozenset({self.clause, *self.also, *self.also_on.get(kind, ())})

    def fits(self, kind: str) -> bool:
        """Whether a system of a kind can have it."""
        return (self.kinds == EVERY_KIND or kind in self.kinds) and self.apply.fits(kind)


class NoChangeError(ValueError):
    """A fault that would change nothing on a system of its kind, and the name that is to blame."""

    def __init__(self, fault: Fault, kind: str, flaw: Flaw) -> None:
        super().__init__(f"the fault {fault.key} changes nothing on {kind}: it has no {flaw.name}")
        self.fault, self.kind, self.flaw = fault, kind, flaw


def of_kind(kind: str, *faults: Fault) -> tuple[Fault, ...]:
    """Faults of one kind alone."""
    return tuple(replace(fault, kinds=(kind,)) for fault in faults)


def hiding(zh: str, en: str, *keys: str) -> Mapping[str, Text]:
    """What a fault hides, all for one reason."""
    return dict.fromkeys(keys, Text(zh, en))


def hidden(faults: Iterable[Fault]) -> Iterator[tuple[Fault, Fault, Text]]:
    """Every two of some faults that cannot show together: the one that hides, the one hidden, and why."""
    chosen = list(faults)
    for one in chosen:
        yield from ((one, other, one.hides[other.key]) for other in chosen if other.key in one.hides)
