"""Whether the run still stands on anything: does the system answer, do credentials and data still hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from conformance.engine.asking import System, fill
from conformance.model.contract import SAFE_METHODS, Contract, Operation
from conformance.model.exchange import Exchange, Failure, Trace
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

OTHER_CANARIES = 3
"""Operations of a system's own document tried where its root does not answer."""

GIVE_UP = 3
"""Canaries in a row without an answer after which the run ends: more questions would find nothing."""

CHINA = timezone(timedelta(hours=8))


class Footing:
    """Asks the canary before the first probe and after everything that could have lost the footing."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._operation = system.contract.operations[system.contract.canary]
        self._others = [] if system.contract.kind else [*_simple(system.contract)][:OTHER_CANARIES]
        self._misses = 0
        self._lost: Failure | None = None
        self._lost_at = 0
        self.day: date | None = None
        self.gone: Failure | None = None
        """Why asking on is pointless, once the canary has stayed silent often enough."""

    def first(self) -> Failure | None:
        """The failure that leaves every clause undecided, or None where the system stands; notes the system's day."""
        fallen = None
        for operation in (self._operation, *self._others):
            self._operation = operation
            exchange = self._ask()
            lost = self._fallen(exchange)
            if lost is None:
                self.day = _day(exchange.response.header("date") if exchange.response else None)
                return None
            fallen = fallen or lost
            if exchange.failure is not None:
                break
        return fallen

    def since(self, traces: Sequence[Trace]) -> Failure | None:
        """The failure that makes these traces void, or None; asked only where the footing may have been lost."""
        exchanges = [exchange for trace in traces for exchange in trace.exchanges]
        if self._lost and any(exchange.number < self._lost_at for exchange in exchanges):
            return self._lost  # read while the canary that found nothing standing was on its way
        shaking = next((exchange for exchange in exchanges if _shakes(exchange)), None)
        if shaking is None:
            return None
        canary = self._ask()
        if self._fallen(canary) is None:
            self._misses = 0
            return None
        self._lost, self._lost_at = _void(shaking), canary.number
        self._misses += 1
        if self._misses >= GIVE_UP:
            self.gone = self._lost
        return self._lost

    def _ask(self) -> Exchange:
        operation = self._operation
        role = self._role(operation)
        return self._system.send(operation, role, operation.method, fill(operation, {}), step="canary")

    def _role(self, operation: Operation) -> str:
        try:
            return self._system.natural_role(operation)
        except Undecided:
            return "anonymous"

    def _fallen(self, exchange: Exchange) -> Failure | None:
        if exchange.failure is not None:
            return exchange.failure
        if not 200 <= exchange.status < 300:
            reason = Reason.RATE_LIMITED if exchange.status == 429 else Reason.PRECONDITION_NOT_MET
            zh = f"{exchange.operation.id} 应答 {exchange.status}，系统不在可测状态"
            en = f"{exchange.operation.id} answers {exchange.status}: the system is not in a state to be tested"
            return Failure(reason, Text(zh, en))
        if not self._means_something(exchange):
            zh = f"{exchange.operation.id} 的应答没有内容，系统不在可测状态"
            en = f"{exchange.operation.id} answers nothing: the system is not in a state to be tested"
            return Failure(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        return None

    def _means_something(self, exchange: Exchange) -> bool:
        """Whether the answer holds what the contract requires of it; for a system without one, anything at all."""
        if exchange.response is None or exchange.response.body.strip() in (b"", b"{}", b"[]", b"null"):
            return False
        stated = (exchange.operation.response(exchange.status) or {}).get("application/json")
        if stated is None or not self._system.contract.kind:
            return True
        required = stated.inside(stated.document).get("required", ())
        return isinstance(exchange.data, dict) and set(required) <= set(exchange.data)


def _void(culprit: Exchange) -> Failure:
    """The failure that names the request after which the system no longer stood."""
    number, request = culprit.number, f"{culprit.request.method} {culprit.operation.id}"
    zh = f"自第 {number} 次请求（{request}）起系统不再正常应答，其后的结果作废"
    en = f"void since request {number} ({request}): the system no longer answers its canary"
    return Failure(Reason.VOID, Text(zh, en))


def _simple(contract: Contract) -> Iterator[Operation]:
    """The operations of a system's own document that can be asked without knowing anything."""
    own = contract.document.get("paths", {})
    for operation in contract.operations.values():
        needed = any(parameter.required for parameter in operation.parameters)
        if operation.method == "GET" and not needed and operation.path in own:
            yield operation


def day_to_judge_by(target: Target, footing: Footing, otherwise: date) -> date:
    """The day verdicts rest on: the tester's word, else the system's own, else the one given."""
    given = target.facts.get("as_of")
    return date.fromisoformat(str(given)) if given else footing.day or otherwise


def declared(system: System) -> dict[str, Any]:
    """What the system says of itself in its declaration; nothing where it publishes none."""
    operation = system.contract.operations.get("getDeclaration")
    if operation is None:
        return {}
    answer = system.send(operation, "anonymous", "GET", operation.path, step="declaration")
    return dict(answer.data) if answer.status == 200 and isinstance(answer.data, dict) else {}


def known_facts(system: System, depth: int) -> dict[str, Any]:
    """The facts clauses may ask: what the tester says, else the system of itself; and how it is tested."""
    target, scope = system.recorder.target, system.recorder.scope
    how = {"kind": target.kind, "environment": target.environment, "depth": depth}
    return {**declared(system), **target.facts, **how, "scheme": scope.scheme, "loopback": scope.is_loopback}


def _day(header: str | None) -> date | None:
    """The day in China of a Date header."""
    try:
        return parsedate_to_datetime(header).astimezone(CHINA).date() if header else None
    except ValueError:
        return None


def _shakes(exchange: Exchange) -> bool:
    """Whether the footing may have been lost here: a write, no answer, an overload, a credential refused."""
    refused = exchange.role != "anonymous" and exchange.status in (401, 429)
    unsafe = exchange.request.method not in SAFE_METHODS
    return unsafe or refused or exchange.status >= 500 or exchange.response is None
