"""What a run asked of the contract, and which inputs would unlock more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from conformance.engine.plan import Plan
from conformance.engine.standing.canary_monitor import NOT_SENT
from conformance.model.contract import Operation
from conformance.model.drawn import Missing, Undrawn
from conformance.model.exchange import Exchange
from conformance.model.report import (
    Answered,
    ClauseResult,
    Covered,
    Unlock,
)
from conformance.model.verdict import Verdict
from conformance.wire.core import READ_ONLY

RATE_LIMITED = 429
FAULTY = 500
REFUSED = (400, 422)
"""What a request that breaks the contract draws out."""


def covered(plan: Plan, exchanges: Sequence[Exchange]) -> Iterable[Covered]:
    """Every operation of the contract, with how often it was asked and what it answered."""
    asked: Mapping[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        asked[exchange.operation.id].append(exchange)
    for operation in plan.contract.operations.values():
        mine = asked.get(operation.id, [])
        statuses = tuple(sorted({exchange.status for exchange in mine if exchange.response}))
        sent = [it for it in mine if it.response or it.failure is None or it.failure.reason not in NOT_SENT]
        stated = tuple(sorted(int(status) for status in operation.responses if status.isdigit()))
        undrawn = tuple(Missing(it, _why(plan, operation, it, sent)) for it in stated if it not in statuses)
        yield Covered(operation.id, operation.method, operation.path, len(sent), statuses, stated, undrawn)


def _why(plan: Plan, operation: Operation, status: int, sent: Sequence[Exchange]) -> Undrawn:
    """Why a status that an operation states did not come back."""
    target = plan.target
    if operation.id in plan.contract.holding.held:
        return Undrawn.HELD_BACK
    if status == RATE_LIMITED:
        return Undrawn.RATE_LIMIT
    if status >= FAULTY:
        return Undrawn.NEEDS_A_FAULT
    if any(it.draws == status or (it.expects == "reject" and status in REFUSED) for it in sent if it.response):
        return Undrawn.OTHERWISE
    if not operation.safe and not (target.may_write and operation.undo):
        return Undrawn.NOT_SAFE
    if not operation.public and operation.roles and not target.credentials.keys() & {*operation.roles}:
        return Undrawn.NO_CREDENTIAL
    return Undrawn.NO_QUESTION if sent else Undrawn.NO_RECORD


def answered(plan: Plan, operations: Iterable[Covered]) -> Answered | None:
    """How much of the system's own document answered; None where it is not by such a document that it was asked."""
    mine = [each for each in operations if each.path in plan.contract.own_paths]
    served = [each for each in mine if any(200 <= status < 300 for status in each.statuses)]
    return Answered(len(served), len(mine)) if mine else None


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
