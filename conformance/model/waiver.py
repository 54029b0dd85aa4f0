"""Departures someone answers for: waivers, and the nonconformities that are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who allows which departure, why, until when. No `operations` means all of them."""

    id: str
    clause: str
    target: str
    operations: tuple[str, ...]
    justification: str
    approver: str
    expires: date

    def covers(self, clause: str, operation: str) -> bool:
        return clause == self.clause and (not self.operations or operation in self.operations)


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A nonconformity that is known: the clause, and the operation that breaks it (empty: none in particular)."""

    clause: str
    operation: str = ""


@dataclass(frozen=True)
class Exemptions:
    """Who answers for findings of a run: the waivers addressed to its target, and what is known (None: no list)."""

    waivers: tuple[Waiver, ...] = ()
    known: frozenset[Known] | None = None

    def waiver(self, clause: str, operation: str) -> Waiver | None:
        """The waiver that covers a finding."""
        return next((waiver for waiver in self.waivers if waiver.covers(clause, operation)), None)

    def knows(self, clause: str, operation: str) -> bool:
        return self.known is not None and Known(clause, operation) in self.known

    def unused(self, found: Iterable[Known], decided: Iterable[str]) -> tuple[Waiver, ...]:
        """The waivers that cover nothing that was found, of clauses that were decided."""
        seen, settled = tuple(found), frozenset(decided)
        return tuple(
            waiver
            for waiver in self.waivers
            if waiver.clause in settled and not any(waiver.covers(one.clause, one.operation) for one in seen)
        )
