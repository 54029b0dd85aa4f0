"""What a probe asks with: by operation, in a role; what it asked and was answered becomes a trace."""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from conformance.engine.judging.select import walk
from conformance.engine.path import fill, shown_of
from conformance.engine.undo.site import Living, Site
from conformance.model.asking import Thing
from conformance.model.case import BEFORE, Case
from conformance.model.choosing import fits, told
from conformance.model.contract import Operation, Parameter, Taken
from conformance.model.exchange import Cut, Exchange, Failure, Trace
from conformance.model.record import RecordKind, member, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


class BudgetSpentError(Exception):
    """Leaves a probe once nothing more is sent: of a document of thousands of operations it would go on for long."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail.en)
        self.failure = failure


class ProbeClient:
    """The `Ask` of one probe run in one role; what it recorded becomes a Trace.

    Several share their `exchanges` and `cuts` where one probe asks several systems. With `leaves` the first request
    that is not sent since the budget is spent raises BudgetSpentError; it is recorded. So does one beyond `most`,
    which is not.
    """

    def __init__(
        self,
        system: Site,
        probe: str,
        role: str,
        exchanges: list[Exchange] | None = None,
        cuts: list[Cut] | None = None,
        leaves: bool = False,
        most: int | None = None,
    ) -> None:
        self._system, self._probe, self._leaves, self._most = system, probe, leaves, most
        self.cuts: list[Cut] = [] if cuts is None else cuts
        self.role, self.contract, self.today = role, system.contract, system.today
        self.exchanges: list[Exchange] = [] if exchanges is None else exchanges

    def trace(self, case: str = "", unmet: Failure | None = None, record: RecordKind | None = None) -> Trace:
        judged = tuple(exchange for exchange in self.exchanges if exchange.step != BEFORE)
        before = tuple(exchange for exchange in self.exchanges if exchange.step == BEFORE)
        return Trace(self._probe, self.role, judged, case, unmet, before, record, cuts=tuple(self.cuts))

    def __call__(
        self,
        operation: str,
        *,
        role: str = "",
        step: str = "",
        parts: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        raw: bytes | None = None,
        media: str = "",
        headers: Mapping[str, str] | None = None,
        method: str = "",
        case: Case | None = None,
        draws: int = 0,
    ) -> Exchange:
        if self._most is not None and len(self.exchanges) >= self._most:
            raise BudgetSpentError(_share_spent(self._most, self._system.recorder.target.limits.requests))
        found = self._operation(operation)
        role = role or self.role or self._system.natural_role(found)
        method = method or found.method
        parts = parts or {}
        path = fill(found, parts)
        self._keep_to_own(found, method, role, parts, path)
        if query:
            path += "?" + urlencode(query, doseq=True, errors="surrogatepass")
        content = raw if raw is not None else None if body is None else encode(body, media)
        sent = [(name, str(value)) for name, value in (headers or {}).items()]
        if content is not None:
            sent.append(("Content-Type", media or "application/json"))
        labels: dict[str, Any] = {"expects": case.expects, "why": case.why} if case else {"draws": draws}
        exchange = self._system.send(found, role, method, path, headers=tuple(sent), body=content, step=step, **labels)
        self.exchanges.append(exchange)
        failure = exchange.failure
        if self._leaves and failure and failure.reason is Reason.BUDGET and exchange.response is None:
            raise BudgetSpentError(failure)
        return exchange

    def _operation(self, name: str) -> Operation:
        found = self.contract.operations.get(name)
        if found is None:
            zh, en = f"被测系统没有操作 {name}", f"the system has no operation {name}"
            raise Undecided(Reason.NOT_AT_THIS_DEPTH, Text(zh, en), "profile" if self.contract.kind else "openapi")
        return found

    def _keep_to_own(self, operation: Operation, method: str, role: str, parts: Mapping[str, Any], path: str) -> None:
        """Refuse an unsafe request on what is there and this run did not make, or on an operation nobody can undo."""
        if method in ("GET", "HEAD", "OPTIONS", "TRACE") or not self._system.recorder.target.may_write:
            return
        undo = operation.undo
        if undo is None and operation.safe:
            return
        if undo is None:
            may = bool(parts) and self._system.owns(parts.values()) and self._takes_back(operation)
        else:
            may = not undo.within or self._system.owns(parts.values()) or self._system.is_vacant(path, role)
        if not may:
            zh = f"{operation.id} 会改动本次测试之外的数据或无法撤销，未发送"
            en = f"{operation.id} would change what this run did not make, or cannot be undone; not sent"
            raise Undecided(Reason.OUT_OF_SCOPE, Text(zh, en))

    def _takes_back(self, operation: Operation) -> bool:
        """Whether an operation is what takes back the creations of another."""
        return any(each.undo and each.undo.operation == operation.id for each in self.contract.operations.values())

    def example(
        self, operation: str, where: Mapping[str, Any] | None = None, of: Mapping[str, Any] | None = None
    ) -> Any:
        found = self._operation(operation)
        if found.example is None:
            zh, en = f"接口规约没有给出 {operation} 的示例", f"the contract gives no example of {operation}"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        example = copy.deepcopy(found.example)
        for name, rule in found.takes.items() if isinstance(example, dict) else ():
            record = self._asked_of(found, rule.of, where) if of is None else of
            example |= {name: stated(record, rule)} if states(record, rule) else {}
        return example

    def _asked_of(self, operation: Operation, name: str, where: Mapping[str, Any] | None) -> Any:
        """The record of the living object of a name in the path of an operation; None where there is none in it."""
        path = (each for each in operation.parameters if each.location == "path" and each.live == name)
        return next((self._chosen(name, each.where if where is None else where)[0][1] for each in path), None)

    def living(self, name: str, where: Mapping[str, Any] | None = None) -> Sequence[str]:
        return [value for value, _ in self._chosen(name, where or {})]

    def _chosen(self, name: str, where: Mapping[str, Any]) -> Sequence[Living]:
        found = self._system.living(name, self.role, where)
        if not found:
            due = f" ({told(where)})" if where else ""
            zh, en = f"系统中没有 {name}{due}", f"the system holds no {name}{due}"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        return found

    def parts(self, operation: str, where: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Values for the path of an operation: living objects, else the document's own examples."""
        return {
            parameter.name: self._value(parameter, where)
            for parameter in self._operation(operation).parameters
            if parameter.location == "path"
        }

    def _value(self, parameter: Parameter, where: Mapping[str, Any] | None) -> str:
        if parameter.live:
            return self.living(parameter.live, parameter.where if where is None else where)[0]
        if (shown := shown_of(parameter)) is not None:
            return shown
        zh = f"路径参数 {parameter.name} 没有可用的值"
        en = f"there is no value to use for the path parameter {parameter.name}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))

    def unique(self, stem: str) -> str:
        return f"{stem}{self._system.mark()}"

    def sample(
        self, things: Sequence[Thing], most: int, what: Text, step: str = "", operation: str = "", of: object = 0
    ) -> Sequence[Thing]:
        chosen, there = things[:most], max(len(things), whole(of) or 0)
        if len(chosen) < there:
            self.cut(len(chosen), there, what, step, operation)
        return chosen

    def cut(
        self,
        seen: int,
        of: int | None,
        what: Text,
        step: str = "",
        operation: str = "",
        left: Collection[str] = (),
        why: Reason | None = None,
    ) -> None:
        self.cuts.append(Cut(seen, of, what, step, operation, frozenset(left), why))

    def need(self, condition: object, missing: Text) -> None:
        if condition:
            return
        last = self.exchanges[-1] if self.exchanges else None
        if last is not None and last.failure is not None:
            raise Undecided(last.failure.reason, last.failure.detail, last.failure.input)
        raise Undecided(Reason.PRECONDITION_NOT_MET, missing)


def _share_spent(share: int, of: int) -> Failure:
    zh = f"请求数上限 {of} 次中该测试例分得的 {share} 次已用尽，其余未发送"
    en = f"its share of the budget of {of} requests, {share}, is spent; the rest was not sent"
    return Failure(Reason.BUDGET, Text(zh, en))


def states(record: Any, rule: Taken) -> bool:
    """Whether a record has what values are taken from, be it without any."""
    return member(record, rule.path.partition("[")[0]) is not None


def stated(record: Any, rule: Taken) -> list[Any]:
    """The values that a record states, each once."""
    found = (value for value, _, entry in walk(record, rule.path) if fits(entry, rule.where, lambda _: ()))
    return list(dict.fromkeys(value for value in found if isinstance(value, str)))


def encode(body: Any, media: str) -> bytes:
    """A body as sent: JSON in UTF-8, text as it is where the media type is not JSON."""
    if isinstance(body, str) and media and "json" not in media:
        return body.encode("utf-8", "surrogatepass")
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
