"""Puts a script: composes its inputs, then asks its steps in a row, each with what the answers before it gave."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.script import MOST_PAGES, Criterion, Reference, Script, ScriptStep, part_of
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.composing import composed, filled
from conformance.probes.pages import turned

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">=": operator.ge,
}
Known = dict[Reference, Any]


@dataclass(frozen=True, slots=True)
class Scripted:
    """A script as a probe."""

    script: Script

    def sends(self, contract: Contract) -> Mapping[str, int]:
        return self.script.sends

    def probe(self, ask: Ask) -> None:
        known = composed(ask, self.script.inputs)
        unread: list[Undecided] = []
        for step in self.script.steps:
            if step.whole:
                unread += _turned(ask, step, known)
                continue
            answer = _asked(ask, step, known)
            missed = next((it for it in step.criteria if not meets(answer, it)), None)
            if missed is not None and step.ends:
                return
            ask.need(missed is None or step.goto or step is self.script.steps[-1], _unmet(step, missed))
            known |= {Reference(name, step.id): part_of(answer.data, part) for name, part in step.outputs.items()}
        if len(unread) == len(self.script.steps):
            raise unread[0]


def meets(answer: Exchange, criterion: Criterion) -> bool:
    """Whether an answer is as a criterion says; a request without an answer meets none."""
    if not answer.status:
        return False
    seen = answer.status if criterion.part is None else part_of(answer.data, criterion.part)
    if isinstance(seen, bool) is not isinstance(criterion.value, bool):  # True is 1 to Python alone
        return criterion.sign == "!="
    return SIGNS[criterion.sign](seen, criterion.value)


def _turned(ask: Ask, step: ScriptStep, known: Known) -> list[Undecided]:
    """Read a list to its end; why it could not be asked for, where it could not, leaves the other steps to be asked."""
    sent = _sent(ask, step, known)
    try:
        for _ in turned(ask, step.operation, step.name, sent["query"], MOST_PAGES, sent["path"], step.role):
            pass
    except Undecided as undecided:
        return [undecided]
    return []


def _sent(ask: Ask, step: ScriptStep, known: Known) -> dict[str, dict[str, Any]]:
    """What a step sends. A parameter without a value is not sent, and nothing is asked whose path lacks one."""
    sent: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for each in step.arguments:
        value = _plain(filled(each.value, known))
        ask.need(value is not None or each.place != "path", _lacking(step, each.name))
        sent[each.place] |= {} if value is None else {each.name: value}
    return sent


def _asked(ask: Ask, step: ScriptStep, known: Known) -> Exchange:
    """Ask one step."""
    sent = _sent(ask, step, known)
    return ask(
        step.operation,
        role=step.role,
        step=step.name,
        parts=sent["path"],
        query=sent["query"],
        body=filled(step.body, known),
        headers=sent["header"],
    )


def _plain(value: Any) -> Any:
    """A value as an address or a header may hold it; None where it is no text or number."""
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _lacking(step: ScriptStep, name: str) -> Text:
    return Text(f"步骤 {step.id} 缺少 {name}", f"there is no {name} to ask {step.id} of")


def _unmet(step: ScriptStep, missed: Criterion | None) -> Text:
    what = "status" if missed is None or missed.part is None else "/".join(missed.part)
    zh, en = f"步骤 {step.id} 的应答缺少所需的 {what}", f"the answer to {step.id} has not the {what} that is needed"
    return Text(zh, en)
