"""Whether the run still stands on anything: does the system answer, do credentials and data still hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from conformance.engine.path import fill, shown_of
from conformance.engine.session import TargetSession
from conformance.engine.standing.canary import breaks_down, due_of, fallen, is_of_operation, standing, void
from conformance.engine.undo.listed import STEP
from conformance.model.contract import SAFE_METHODS, Contract, Operation
from conformance.model.exchange import Exchange, Failure, Trace
from conformance.model.http_dates import http_date
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.own_operations import Needed, needed, reads

CANARY = "canary"
ALONE = frozenset({CANARY, "declaration", "harvest", STEP})
"""The steps in which is asked what no probe asks."""

OTHER_CANARIES = 12
"""Other operations tried where the first does not answer as it should."""

GIVE_UP = 3
"""Canaries in a row without an answer after which the run ends: more questions would find nothing."""

POINTLESS = frozenset({Reason.UNREACHABLE, Reason.UNTRUSTED, Reason.RATE_LIMITED, Reason.BUDGET})
"""Reasons for which another operation of the same system would come to no more."""

NOT_SENT = frozenset({Reason.BUDGET, Reason.OUT_OF_SCOPE, Reason.NO_CREDENTIAL})
"""Reasons for which nothing was sent: they say nothing of the system."""
DECLARATION = 256 * 1024
"""Bytes of a declaration at most: its facts are kept for the whole run, and what says more is none."""

CHINA = timezone(timedelta(hours=8))


class CanaryMonitor:
    """Asks the canary before the first probe and after everything that could have lost the footing."""

    def __init__(self, system: TargetSession) -> None:
        self._system = system
        self._operation = system.contract.operations[system.contract.canary]
        self._others = _simple(system.contract)[:OTHER_CANARIES]
        self._refused_with = 0
        self._misses = 0
        self._lost: Failure | None = None
        self._lost_at = 0
        self.stood_at = 0
        """The number of the last canary that came back as it should."""
        self.day: date | None = None
        self.gone: Failure | None = None
        """Why asking on is pointless, once the canary has stayed silent often enough."""
        self.answers = False
        """Whether a system that does not stand answers nonetheless, if only to refuse."""
        self.broken: tuple[Exchange, ...] = ()
        """What the system broke down at; one of a kind we know only where it broke down at all that was tried."""

    def first(self) -> Failure | None:
        """The failure that leaves every clause undecided, or None where the system stands; notes the system's day."""
        tried, native = list[tuple[Exchange, Failure]](), bool(self._system.contract.kind)
        for operation in dict.fromkeys((self._operation, *self._others)):
            self._operation = operation
            exchange = self._ask()
            lost = self._fallen(exchange)
            if lost is None:
                self.stood_at = exchange.number
                self.day = _day(exchange.response.header("date") if exchange.response else None)
                return None
            tried.append((exchange, lost))
            is_barred = exchange.response is None and bool(lost.input)  # no request gets through without it
            if lost.reason in POINTLESS or is_barred or (native and not is_of_operation(exchange)):
                break
        refusal = next((each for each, _ in tried if _is_refusal(each)), None)
        broken = tuple(exchange for exchange, _ in tried if breaks_down(exchange))
        if refusal is not None and not native and all(_is_refusal(each) or each in broken for each, _ in tried):
            self._operation, self._refused_with, self.answers = refusal.operation, refusal.status, True
        if not native or len(broken) == len(tried):
            self.broken = broken
        return standing(tried, self.answers)

    def since(self, traces: Sequence[Trace]) -> Failure | None:
        """The failure that makes these traces void, or None; asked only where the footing may have been lost."""
        exchanges = [exchange for trace in traces for exchange in trace.asked]
        if self._lost and any(exchange.number < self._lost_at for exchange in exchanges):
            return self._lost  # read while the canary that found nothing standing was on its way
        shaking = next((exchange for exchange in exchanges if _shakes(exchange)), None)
        if shaking is None:
            return None
        canary = self._ask()
        fall = self._fallen(canary)
        if fall is None:
            self._misses, self.stood_at = 0, canary.number
            return None
        if fall.reason is Reason.OUT_OF_SCOPE:  # not sent, and not for the system's sake
            return fall
        self._lost, self._lost_at = void(shaking, fall), canary.number
        self._misses += 1
        if self._misses >= GIVE_UP or fall.reason is Reason.BUDGET:
            self.gone = self._lost
        return self._lost

    def shows(self, exchange: Exchange) -> bool:
        """Whether an exchange is one no probe asked, and shows something of the system.

        A canary that a gateway or a break in service kept away shows nothing, nor does what readers asked since the
        last good one where the run has ended; what broke down does.
        """
        is_void = self.gone is not None and exchange.number > self.stood_at
        is_kept_away = exchange.step == CANARY and exchange.status >= 500
        return exchange.step in ALONE and (breaks_down(exchange) or not (is_void or is_kept_away))

    def _ask(self) -> Exchange:
        operation = self._operation
        role = self._role(operation)
        sent = needed(operation) or Needed()
        path = fill(operation, {each.name: shown_of(each) for each in operation.parameters if each.location == "path"})
        path += f"?{urlencode(sent.query, doseq=True)}" if sent.query else ""
        headers = tuple(sent.headers.items())
        return self._system.send(operation, role, operation.method, path, headers=headers, step=CANARY)

    def _role(self, operation: Operation) -> str:
        try:
            return self._system.natural_role(operation)
        except Undecided:
            return "anonymous"

    def _fallen(self, exchange: Exchange) -> Failure | None:
        if self.answers and exchange.status == self._refused_with:
            return None
        return fallen(exchange, native=bool(self._system.contract.kind))


def _simple(contract: Contract) -> list[Operation]:
    """The operations that can be asked with what the document tells, the simplest first.

    Of a contract of ours only those whose answer must hold something: a server that says the same to any request does
    not stand by it.
    """
    own = contract.document.get("paths", {})
    found = [each for each in reads(contract) if each.path in own and each.id not in contract.holding.held]
    found = [each for each in found if not contract.kind or due_of(each, 200)]
    known = [each for each in found if all(shown_of(it) is not None for it in each.parameters if it.location == "path")]
    return sorted(known, key=lambda each: sum(it.required for it in each.parameters))


def _is_refusal(exchange: Exchange) -> bool:
    """Whether the system answers, though not what was asked: it refuses, leads elsewhere, or says nothing."""
    return exchange.response is not None and 200 <= exchange.status < 500 and exchange.status != 429


def day_to_judge_by(target: Target, footing: CanaryMonitor, otherwise: date) -> date:
    """The day verdicts rest on: the tester's word, else the system's own, else the one given."""
    given = target.facts.get("as_of")
    return date.fromisoformat(str(given)) if given else footing.day or otherwise


def declared(system: TargetSession) -> dict[str, Any]:
    """What the system says of itself in its declaration; nothing where it publishes none."""
    operation = system.contract.operations.get("getDeclaration")
    if operation is None:
        return {}
    answer = system.send(operation, "anonymous", "GET", operation.path, step="declaration")
    if answer.status != 200 or answer.response is None or answer.response.size > DECLARATION:
        return {}
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def known_facts(system: TargetSession, depth: int) -> dict[str, Any]:
    """The facts clauses may ask: what the tester says, else the system of itself; and how it is tested."""
    target, scope = system.recorder.target, system.recorder.scope
    how = {"kind": target.kind, "environment": target.environment, "depth": depth}
    return {**declared(system), **target.facts, **how, "scheme": scope.scheme, "loopback": scope.is_loopback}


def remarked(system: TargetSession) -> list[Text]:
    """What the certificate lacks that was trusted nonetheless."""
    remark = system.recorder.core.remark()
    if remark is None:
        return []
    zh = f"证书受信任，但严格按 RFC 5280 校验的程序（如 Python 3.13 起）会拒绝：{remark.zh}"
    en = f"the certificate is trusted, but programs strict about RFC 5280 (Python since 3.13) refuse it: {remark.en}"
    return [Text(zh, en)]


def sent_again(system: TargetSession) -> list[Text]:
    """How many requests the system limited, and were waited for and sent once more."""
    again = system.recorder.pace.repeated
    if not again:
        return []
    writes = again.total() - sum(again[method] for method in SAFE_METHODS)
    zh = f"被测系统限流（429 或者 503）：等待后重发 {again.total()} 次请求，其中写请求 {writes} 次"
    en = f"the system limited requests (429 or 503): {again.total()} sent again after waiting, {writes} of them writes"
    return [Text(zh, en)]


def _day(header: str | None) -> date | None:
    """The day in China of a Date header."""
    moment = http_date(header)
    try:
        return moment.astimezone(CHINA).date() if moment else None
    except OverflowError:  # the last day of all years is the next one in China
        return None


def _shakes(exchange: Exchange) -> bool:
    """Whether the footing may have been lost here: a write, no answer, an overload, a credential refused."""
    if exchange.failure and exchange.failure.reason in NOT_SENT:
        return False
    refused = exchange.role != "anonymous" and exchange.status in (401, 429)
    unsafe = exchange.request.method not in SAFE_METHODS
    return unsafe or refused or exchange.status >= 500 or exchange.response is None
