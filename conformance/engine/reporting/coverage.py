"""What a run asked of the contract, and which inputs would unlock more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from conformance.engine.judging.select import walk
from conformance.engine.plan import Plan
from conformance.model.contract import Contract, Operation
from conformance.model.drawn import Missing, Undrawn
from conformance.model.exchange import Exchange
from conformance.model.report import (
    Answered,
    ClauseResult,
    Covered,
    Unlock,
)
from conformance.model.use import is_use, used
from conformance.model.verdict import Verdict
from conformance.wire.core import READ_ONLY

RATE_LIMITED = 429
FAULTY = 500
SERVED = range(200, 300)
REFUSED = (400, 422)
"""What a request that breaks the contract draws out."""


def covered(plan: Plan, exchanges: Sequence[Exchange]) -> Iterable[Covered]:
    """Every operation of the contract, with how often it was asked and what it answered."""
    asked: Mapping[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        asked[exchange.operation.id].append(exchange)
    harvested = [it for it in exchanges if it.step == "harvest" and it.status in SERVED]
    for operation in plan.contract.operations.values():
        mine = asked.get(operation.id, [])
        statuses = tuple(sorted({exchange.status for exchange in mine if exchange.response}))
        sent = [it for it in mine if it.sent]
        stated = tuple(sorted(int(status) for status in operation.responses if status.isdigit()))
        drawn = {it.status for it in mine if it.response and (it.status not in SERVED or is_use(it))}
        undrawn = tuple(Missing(it, _why(plan, operation, it, sent, harvested)) for it in stated if it not in drawn)
        yield Covered(operation.id, operation.method, operation.path, len(sent), statuses, stated, undrawn)


def _why(
    plan: Plan, operation: Operation, status: int, sent: Sequence[Exchange], harvested: Sequence[Exchange]
) -> Undrawn:
    """Why a status that an operation states did not come back."""
    target = plan.target
    if operation.id in plan.contract.holding.held:
        return Undrawn.HELD_BACK
    if status == RATE_LIMITED:
        return Undrawn.RATE_LIMIT
    if status >= FAULTY:
        return Undrawn.NEEDS_A_FAULT
    put = [it for it in sent if _is_put_for(it, status)]
    if any(it.response for it in put):
        return Undrawn.OTHERWISE
    if not operation.safe and not (target.may_write and operation.undo):
        return Undrawn.NOT_SAFE
    if not operation.public and operation.roles and not target.credentials.keys() & {*operation.roles}:
        return Undrawn.NO_CREDENTIAL
    if put or (sent and not any(it.response for it in sent)):
        return Undrawn.UNANSWERED
    if sent:
        return Undrawn.NO_QUESTION
    return Undrawn.NO_RECORD if _lacks_record(plan.contract, operation, harvested) else Undrawn.NOT_ASKED


def _is_put_for(exchange: Exchange, status: int) -> bool:
    """Whether a status is what a question is put to draw out: a success for who is admitted, else a refusal."""
    operation = exchange.operation
    if exchange.draws or exchange.expects == "reject":
        return exchange.draws == status or (exchange.expects == "reject" and status in REFUSED)
    is_admitted = operation.public or not operation.roles or exchange.role in operation.roles
    return is_admitted and status in SERVED and not is_use(exchange)


def _lacks_record(contract: Contract, operation: Operation, harvested: Sequence[Exchange]) -> bool:
    """Whether the path of an operation names a living object, and where such are read there are none."""
    names = [each.live for each in operation.parameters if each.location == "path" and each.live in contract.harvest]
    return any(_none_there(*contract.harvest[name], harvested) for name in names)


def _none_there(read: str, path: str, harvested: Sequence[Exchange]) -> bool:
    listed = [it for it in harvested if it.operation.id == read]
    return bool(listed) and not any(True for it in listed for _ in walk(it.data, path))


def answered(plan: Plan, exchanges: Iterable[Exchange]) -> Answered | None:
    """How much of the system's own document answered; None where it is not by such a document that it was asked."""
    own = plan.contract.own_paths
    mine = {each.id for each in plan.contract.operations.values() if each.path in own}
    return Answered(len(used(exchanges) & mine), len(mine)) if mine else None


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
