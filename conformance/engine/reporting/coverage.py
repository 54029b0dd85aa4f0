"""What a run asked of the contract, and which inputs would unlock more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from conformance.engine.plan import Plan
from conformance.engine.standing.canary_monitor import NOT_SENT
from conformance.model.exchange import Exchange
from conformance.model.report import (
    ClauseResult,
    Covered,
    Unlock,
)
from conformance.model.verdict import Verdict
from conformance.wire.core import READ_ONLY


def covered(plan: Plan, exchanges: Sequence[Exchange]) -> Iterable[Covered]:
    """Every operation of the contract, with how often it was asked and what it answered."""
    asked: Mapping[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        asked[exchange.operation.id].append(exchange)
    for operation in plan.contract.operations.values():
        mine = asked.get(operation.id, [])
        statuses = tuple(sorted({exchange.status for exchange in mine if exchange.response}))
        sent = [it for it in mine if it.response or it.failure is None or it.failure.reason not in NOT_SENT]
        yield Covered(operation.id, operation.method, operation.path, len(sent), statuses)


def unlock(results: Iterable[ClauseResult], held: frozenset[str]) -> tuple[Unlock, ...]:
    """The inputs that would let open clauses be decided, the one that opens most first.

    What a read-only run holds back stays open for want of writes, whatever else it is given.
    """
    clauses: dict[str, list[str]] = defaultdict(list)
    for item in results:
        in_vain = item.clause.id in held and item.input != READ_ONLY.input
        if item.verdict is Verdict.INCONCLUSIVE and item.input and not in_vain:
            clauses[item.input].append(item.clause.id)
    ordered = sorted(clauses.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Unlock(name, tuple(names)) for name, names in ordered)
