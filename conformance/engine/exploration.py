"""What an exploration may ask of a system: its operations, in which role, and what it must take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from conformance.engine.plan import EXPLORE, Exploration
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession, traced
from conformance.model.case import Case
from conformance.model.contract import Operation
from conformance.model.exchange import Trace
from conformance.model.text import Text
from conformance.model.verdict import Undecided


class Explorer:
    """One exploration of a system. Every case is asked by the probe that asks the cases of the corpus."""

    def __init__(
        self,
        system: TargetSession,
        probe: Callable[[ProbeClient, Case], None],
        bounds: Exploration,
        clauses: Iterable[str] = (),
    ) -> None:
        self._system, self._probe, self._bounds, self._clauses = system, probe, bounds, tuple(clauses)
        self.cases: dict[str, Case] = {}
        self.notes: list[Text] = []
        self.timed_out: tuple[str, ...] = ()

    def traces(self) -> list[Trace]:
        """Explore, and take back what was made. The traces say by their case how each can be asked again."""
        from conformance.engine.generate.explore.explore_session import (
            explore,  # Schemathesis is imported only where it is used
        )

        asked, left_out = self._operations()
        before = self._system.ledger.left()
        try:
            system, bounds = self._system, self._bounds
            left = max(1, bounds.requests - self._looked(asked))
            bounds = replace(bounds, requests=left, seconds=min(bounds.seconds, system.recorder.pace.rest))
            found = explore(system.contract, asked, bounds, system.seed, self._asked, system.owns, self._clauses)
        finally:
            self._system.undo_all(before)
        self.cases = {case.id: case for case in found.cases}
        self.notes = [*found.notes, *_left_out(left_out)]
        self.timed_out = found.timed_out
        return list(found.traces)

    def _looked(self, operations: Iterable[Operation]) -> int:
        """The requests it takes to know what there was before what will be made: they are of the budget as well."""
        before = self._system.recorder.count
        for operation in operations:
            if (
                operation.undo
                and operation.undo.operation
                and not any(it.location == "path" for it in operation.parameters)
            ):
                self._system.creations.listed_before(operation, self._system.natural_role(operation), {})
        return self._system.recorder.count - before

    def _operations(self) -> tuple[list[Operation], list[Operation]]:
        """Those of the system's document that may be asked, and those that may not.

        A write is asked only where the contract says how to take it back, anything only in a role that is held. What is
        held back is in neither: the report lists it by itself.
        """
        document = self._system.contract.document
        own = [each for each in self._system.contract.operations.values() if each.path in document.get("paths", {})]
        called = [each for each in own if each.id not in self._system.contract.holding.held]
        asked = [each for each in called if (each.safe or self._is_undone(each)) and self._has_role(each)]
        return asked, [each for each in called if each not in asked]

    def _is_undone(self, operation: Operation) -> bool:
        undo = operation.undo
        return undo is not None and bool(undo.operation or undo.within) and self._system.recorder.target.may_write

    def _has_role(self, operation: Operation) -> bool:
        try:
            self._system.natural_role(operation)
        except Undecided:
            return False
        return True

    def _asked(self, case: Case) -> Trace:
        asking = ProbeClient(self._system, EXPLORE, "")
        return traced(asking, lambda ask: self._probe(ask, case), (), case.id)  # what it makes goes at the end


def _left_out(operations: Iterable[Operation]) -> list[Text]:
    names = ", ".join(operation.id for operation in operations)
    if not names:
        return []
    zh = f"自适应探测未触及：{names}（只读、无法撤销或没有凭据）"
    en = f"explore left out: {names} (read-only, nothing says how to undo it, or no credential)"
    return [Text(zh, en)]
