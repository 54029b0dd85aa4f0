"""What the Schemathesis engine asks with: its request becomes a case, the case is asked, the answer goes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from conformance.engine.generate.explore.routing import Owns, Router
from conformance.engine.generate.explore.scenario import RecordedCase, as_replayable
from conformance.engine.plan import Exploration
from conformance.model.case import Case, not_to_be_compared
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Headers, Response, Trace, first_header
from conformance.model.text import Text
from conformance.model.verdict import Reason

# Of all requests: how much each phase may take, beside what those before it left over.
SHARES = {"examples": 0.1, "coverage": 0.2, "fuzzing": 0.4, "stateful": 0.3}
# Questions of one scenario at most.
STEPS = 6
PER_OPERATION = frozenset(["examples", "coverage", "fuzzing"])
# Stands in where a question is not sent, so that the engine goes on. It is in no trace.
NOT_SENT = Response(404, "Not Sent", (("Hutong-Not-Sent", "1"), ("Content-Length", "0")))

NAMED_BY = "X-Schemathesis-TestCaseId"
"""The header in which the engine names its questions. It is not sent on."""

Ask = Callable[[Case], Trace]
"""Asks one case of the system, in the role that is natural for its operation."""


class Asker:
    """What the engine's session sends with: the request becomes a case, the case is asked, the answer goes back."""

    def __init__(
        self, contract: Contract, operations: Collection[Operation], budget: Exploration, ask: Ask, owns: Owns
    ) -> None:
        self._operations = {operation.id: operation for operation in operations}
        self._router = Router(contract, operations, owns)
        self._budget, self._ask = budget, ask
        self._phase, self._allowed, self._each = "", 0, 0
        self._begun: set[str] = set()
        self._asked: Counter[tuple[str, str, str]] = Counter()
        self._answers: dict[str, Response] = {}
        self._unasked: Counter[str] = Counter()
        self._spent = 0
        self._told: list[RecordedCase] = []
        self._named: dict[str, int] = {}
        self._scenarios: list[list[int]] = []
        self.cut = ""

    @property
    def is_over(self) -> bool:
        return bool(self.cut)

    def begin(self, phase: str) -> None:
        """A phase of the engine begins, or begins again: its share of the requests, and what those before it left."""
        self._phase = phase
        if phase not in self._begun:
            self._begun.add(phase)
            self._allowed += int(self._budget.requests * SHARES.get(phase, 0))
        self._each = max(1, (self._allowed - self._spent) // max(len(self._operations), 1))

    def send(self, method: str, target: str, headers: Headers, body: bytes | None) -> Response:
        """What the engine gets for one of its requests, to a path with its query."""
        if self._phase not in SHARES or self.is_over:
            return NOT_SENT
        before = len(self._told)
        answer = self._answer(method, target, headers, body)
        if len(self._told) > before:
            self._named[first_header(headers, NAMED_BY) or ""] = before
        return answer

    def _answer(self, method: str, url: str, headers: Headers, body: bytes | None) -> Response:
        case = self._router.case(method, url, headers, body)
        if case is None:
            self._unasked["unsayable"] += 1
            return NOT_SENT
        operation = self._operations[case.operation]
        known = self._answers.get(case.id) if operation.safe and self._phase in PER_OPERATION else None
        if known is not None:
            return known
        if not self._may_ask(case):
            return NOT_SENT
        self._asked[self._phase, case.operation, ""] += 1
        self._asked[self._phase, case.operation, case.expects] += 1
        return self._put(case, operation)

    def _may_ask(self, case: Case) -> bool:
        """Whether there is a request left for it; of an operation's share, no more than half for open questions."""
        if self._spent >= self._budget.requests or (self._phase not in PER_OPERATION and self._spent >= self._allowed):
            self.cut = "requests"
        if self.is_over or self._phase not in PER_OPERATION:
            return not self.is_over
        asked, most = self._asked, self._each if case.expects != "any" else (self._each + 1) // 2
        return (
            asked[self._phase, case.operation, ""] < self._each
            and asked[self._phase, case.operation, case.expects] < most
        )

    def _put(self, case: Case, operation: Operation) -> Response:
        again = self._router.again(case, operation)
        trace = self._ask(case)
        self._spent += _cost(trace)
        answered = next((each for each in reversed(trace.exchanges) if each.step == "case"), None)
        if answered is None:
            self._unasked[trace.unmet.detail.en if trace.unmet else "unasked"] += 1
            return NOT_SENT
        if answered.failure is not None and answered.failure.reason in (Reason.BUDGET, Reason.OUT_OF_SCOPE):
            self.cut = "run"
            return NOT_SENT
        self._told.append(RecordedCase(case, again, trace, answered))
        if answered.response is None:
            return NOT_SENT
        self._answers[case.id] = answered.response
        return answered.response

    def together(self, names: Iterable[str]) -> None:
        """Questions of one scenario, in the order in which they were asked, by the names the engine gave them."""
        self._scenarios.append([self._named[name] for name in names if name in self._named])

    def asked(self) -> list[tuple[Trace, Case]]:
        """Everything that was sent, in its order: the trace clauses judge, and the case under which to ask it again."""
        return as_replayable(self._told, self._scenarios)

    def notes(self) -> list[Text]:
        """What was asked and what was not."""
        notes = [
            Text(
                f"自适应探测：Schemathesis 提出 {len(self._told)} 个问题，共 {self._spent} 次请求",
                f"explore: Schemathesis asked {len(self._told)} questions in {self._spent} requests",
            )
        ]
        if self.cut == "seconds":
            zh, en = f"自适应探测到 {self._budget.seconds:g} 秒为止", f"explore ended after {self._budget.seconds:g} s"
            notes.append(not_to_be_compared(Text(zh, en)))
        unsayable = self._unasked.total()
        if unsayable:
            zh = f"自适应探测有 {unsayable} 个问题不能按原样再问，未发送"
            en = f"explore: {unsayable} questions that could not be asked again as they are were not sent"
            notes.append(Text(zh, en))
        return notes


def _cost(trace: Trace) -> int:
    """Requests sent, and those that take back what they made."""
    made = sum(
        1 for each in trace.exchanges if each.operation.undo and each.operation.undo.operation and each.status < 300
    )
    return len(trace.exchanges) + made
