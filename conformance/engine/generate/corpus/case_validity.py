"""What a frozen case must keep to stay the same question: its expectation, and what is wrong with it, if anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conformance.engine.generate.corpus.fairness import ExpectationOracle
from conformance.engine.generate.corpus.question import Stimulus, is_sendable
from conformance.engine.generate.corpus.shapes import Shapes
from conformance.engine.generate.corpus.violation import violations
from conformance.model.case import Case
from conformance.model.contract import Contract, Location, Operation
from conformance.model.exchange import Why
from conformance.model.spelling import owned
from conformance.model.text import Text

PARTS: tuple[tuple[str, Location], ...] = (
    ("path", "path"),
    ("query", "query"),
    ("headers", "header"),
    ("cookies", "cookie"),
)


class Standing:
    """The fairness rules of the corpus, held against one case and whatever is made of it.

    A slot names a living object of the system under test, so that nothing of it can be judged beforehand: parameters
    that hold one are left out of the judgement, and so is a body that does.
    """

    def __init__(self, contract: Contract, case: Case) -> None:
        self._case = case
        self._operation = contract.operations.get(case.operation)
        self.problem = self._undeclared()
        self._fixed = {each.path for each in contract.operations.values() if "{" not in each.path}
        if self._operation is None or self.problem is not None:
            return
        shapes = Shapes(contract.document)
        judged = _without_slots(self._operation, case)
        self._judge = ExpectationOracle(shapes, judged, contract.paging)
        self._before = self._judge.judge(_question(case))
        self.problem = self._mismatch()
        schema = judged.body.get(case.media)
        self._body = shapes.shape(schema.document) if schema else None
        self._oddities = self._in_body(case)
        self.ruled = self._body.not_made_up if self._body else frozenset()
        """Names of body members under a rule no schema states: such a value is taken as it is, or left out."""

    def holds(self, case: Case) -> bool:
        """Whether a case made of this one is the same question: the same first thing wrong, and no other."""
        if self.problem is not None:
            return False
        question = _question(case)
        if [] in question.query.values() or not is_sendable(question) or self._leads_elsewhere(case):
            return False
        now, before = self._judge.judge(question), self._before
        if case.expects == "any":
            return now == before
        same = now.breaches[:1] == before.breaches[:1] and set(now.breaches) <= set(before.breaches)
        return same and now.open <= before.open and self._in_body(case) <= self._oddities

    def _in_body(self, case: Case) -> frozenset[Why]:
        """Everything wrong with the body, formats included: beside one certain breach the others must be the same."""
        return frozenset(violations(self._body.strict, case.body, "body")) if self._body and case.media else frozenset()

    def _leads_elsewhere(self, case: Case) -> bool:
        """Whether its path is by chance that of another operation."""
        path = self._operation.path if self._operation else ""
        for name, value in case.path.items():
            path = path.replace("{" + name + "}", str(value))
        return path in self._fixed and bool(case.path)

    def _undeclared(self) -> Text | None:
        operation, case = self._operation, self._case
        if operation is None:
            return Text(f"规约没有操作 {case.operation}", f"the contract has no operation {case.operation}")
        named = [each.name for each in operation.parameters]
        for part, location in PARTS:
            for name in getattr(case, part):
                if not owned(operation, location, named, [name]):
                    zh, en = f"规约中 {operation.id} 没有参数 {name}", f"{operation.id} has no parameter {name}"
                    return Text(zh, en)
        if case.media and not operation.body:
            return Text(f"规约中 {operation.id} 没有正文", f"{operation.id} takes no body")
        return None

    def _mismatch(self) -> Text | None:
        """How what the case expects departs from what the contract says of it today."""
        case, breaches = self._case, self._before.breaches
        if case.expects == "reject":
            if case.why is not None and breaches[:1] == (case.why,):
                return None
            return Text("规约不再因同一处拒绝它", "the contract no longer refuses it for the same place")
        if not breaches:
            return None
        place = f"{breaches[0].location}{breaches[0].pointer} ({breaches[0].keyword})"
        return Text(f"按规约它已不合规：{place}", f"by the contract it is now wrong: {place}")


def _without_slots(operation: Operation, case: Case) -> Operation:
    held = {(where, name) for part, where in PARTS for name, value in getattr(case, part).items() if is_slot(value)}
    parameters = tuple(each for each in operation.parameters if (each.location, each.name) not in held)
    if _holds_slot(case.body):
        return replace(operation, parameters=parameters, body={}, body_required=False)
    return replace(operation, parameters=parameters)


def _question(case: Case) -> Stimulus:
    def plain(part: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in part.items() if not is_slot(value)}

    query = {name: _on_the_wire(value) for name, value in plain(case.query).items()}
    return Stimulus(plain(case.path), query, plain(case.headers), plain(case.cookies), case.body, case.media)


def _on_the_wire(value: Any) -> Any:
    """A list of one as what it looks like once it is sent."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def is_slot(value: Any) -> bool:
    """Whether a value stands for a living object, `{"live": "resource.id"}`, or for what an earlier answer gave."""
    return isinstance(value, Mapping) and (
        is_given(value) or (set(value) == {"live"} and isinstance(value["live"], str))
    )


def is_given(value: Any) -> bool:
    """Whether a value stands for what an earlier answer gave: `{"given": [0, "id"]}`."""
    return isinstance(value, Mapping) and set(value) == {"given"}


def _holds_slot(value: Any) -> bool:
    if isinstance(value, Mapping):
        return is_slot(value) or any(map(_holds_slot, value.values()))
    return isinstance(value, list) and any(map(_holds_slot, value))
