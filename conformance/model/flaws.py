"""Flaws of a document, those that say the same told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.model.contract import Flaw
from conformance.model.text import Text


@dataclass(frozen=True, slots=True)
class FlawGroup:
    """One thing that is wrong: where, and the operations it costs or leaves half read."""

    problem: Text
    pointers: tuple[str, ...]
    operations: tuple[str, ...]


def grouped(flaws: Iterable[Flaw]) -> list[FlawGroup]:
    """The flaws by what is wrong, in the order in which each is first met."""
    groups: dict[Text, list[Flaw]] = {}
    for flaw in flaws:
        groups.setdefault(flaw.problem, []).append(flaw)
    return [
        FlawGroup(
            problem,
            tuple(dict.fromkeys(flaw.pointer for flaw in same)),
            tuple(dict.fromkeys(flaw.operation for flaw in same if flaw.operation)),
        )
        for problem, same in groups.items()
    ]
