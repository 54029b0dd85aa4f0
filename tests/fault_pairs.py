"""The pairs of faults on one topic, and what is due of each: both show, or the one hides the other and says why."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import combinations
from random import Random

from conformance.systems.faults import Fault

SEED = 20261101


def topic(fault: Fault) -> str:
    """The topic of the clause a fault breaks: family.topic."""
    return fault.clause.rpartition(".")[0]


def every_pair_of(known: Mapping[str, Fault]) -> list[tuple[str, str]]:
    """Every two faults that break clauses of one topic, by key."""
    return [(one, other) for one, other in combinations(sorted(known), 2) if topic(known[one]) == topic(known[other])]


def pairs_of(known: Mapping[str, Fault], most: int) -> list[tuple[str, str]]:
    """So many of them, the same ones each time; all with HUTONG_MATRIX=full."""
    found = every_pair_of(known)
    if os.environ.get("HUTONG_MATRIX") == "full":
        return found
    return sorted(Random(SEED).sample(found, min(most, len(found))))


def due_of(known: Mapping[str, Fault], one: str, other: str) -> set[str]:
    """Which of two faults must show when both are there: the one that is hidden must not, or nothing hides it."""
    return {name for name, beside in ((one, other), (other, one)) if name not in known[beside].hides}
