"""Explores a system with the Schemathesis engine: it asks, adapts and follows links; we send, and our checks judge."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from conformance.engine.generate.explore.asker import SHARES, STEPS, Ask, Asker
from conformance.engine.generate.explore.document_for_engine import whole
from conformance.engine.generate.explore.routing import Owns
from conformance.engine.generate.sandbox.sandbox import ChildTimeout, Sandbox, packed, unpacked
from conformance.engine.plan import Exploration
from conformance.model.case import Case, not_to_be_compared
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Trace
from conformance.model.text import Text

ENGINE = "conformance.engine.generate.sandbox.explore_worker"
# Random cases drawn for one that is asked: many are open to more than one answer, and prove less.
DRAWN_FOR_ONE = 2

# The clauses that say the same as a check of the engine's own; they judge the same answers.
SAME = {
    "status_code_conformance": {"support.contract.answers-match"},
    "content_type_conformance": {"support.contract.answers-match"},
    "response_schema_conformance": {"support.contract.answers-match"},
    "positive_data_acceptance": {"support.contract.accepts"},
    "negative_data_rejection": {"support.contract.refuses"},
    "missing_required_header": {"support.contract.refuses"},
    # Between them they judge every 5xx to a request that is certainly right or wrong, and any that is not described.
    "not_a_server_error": {
        "support.refusals.no-server-error",
        "support.contract.accepts",
        "support.contract.answers-match",
    },
}


@dataclass(frozen=True)
class Explored:
    """What an exploration brought: a trace for every question sent, how to ask each again, and what to tell."""

    traces: tuple[Trace, ...] = ()
    cases: tuple[Case, ...] = ()
    notes: tuple[Text, ...] = ()
    timed_out: tuple[str, ...] = ()
    """The operations, by id, of which the clock cut what was asked: another run may ask more of them, or less."""


def explore(
    contract: Contract,
    operations: Collection[Operation],
    budget: Exploration,
    seed: int,
    ask: Ask,
    owns: Owns,
    clauses: Collection[str],
) -> Explored:
    """Let the engine ask these operations, in a process of its own.

    Nothing is sent but by `ask`; the same seed and the same answers lead to the same requests. An operation over which
    the engine falls silent is given up, and the engine begins anew without it. `clauses` are those that will judge what
    comes of it: what the engine finds beside them becomes a note.
    """
    asker = Asker(contract, operations, budget, ask, owns)
    told = _Told()
    left, ends = list(operations), time.monotonic() + budget.seconds
    timed_out: list[Operation] = []
    while left and not asker.is_over:
        job = _job(contract, left, budget, seed)
        try:
            with Sandbox(ENGINE, job) as child:
                _follow(child, budget.silence, ends, asker, told)
            break
        except ChildTimeout:
            if time.monotonic() >= ends:
                asker.cut = "seconds"
            told.given_up.append(told.scenario)
            stuck = [each for each in left if told.scenario == f"{each.method} {each.path}"]
            if asker.cut == "seconds":
                timed_out += left
            elif not asker.is_over:  # what ended by a count lacks nothing by the clock
                timed_out += stuck[:1] or left
            if not stuck:
                break
            left.remove(stuck[0])
    asked = asker.asked()
    cases = {case.id: case for _, case in asked}
    notes = (*asker.notes(), *told.notes(set(clauses)))
    names = tuple(dict.fromkeys(operation.id for operation in timed_out))
    return Explored(tuple(trace for trace, _ in asked), tuple(cases.values()), notes, names)


def _job(contract: Contract, operations: Collection[Operation], budget: Exploration, seed: int) -> bytes:
    drawn = DRAWN_FOR_ONE * max(1, int(budget.requests * SHARES["fuzzing"]) // max(len(operations), 1))
    sequences = int(budget.requests * SHARES["stateful"]) // STEPS
    document = whole(contract.document, operations)
    job = {"document": document, "seed": seed, "drawn": drawn, "sequences": sequences, "silence": budget.silence}
    return json.dumps(job).encode()


def _follow(child: Sandbox, silence: float, ends: float, asker: Asker, told: _Told) -> None:
    """Answer what the engine asks and keep what it tells, until it is done."""
    for message in child.messages(silence, ends):
        if "broken" in message:
            raise RuntimeError(message["broken"])
        if "ask" in message:
            method, target, headers, body = message["ask"]
            answer = asker.send(method, target, tuple((name, value) for name, value in headers), unpacked(body))
            fields = {"status": answer.status, "reason": answer.reason, "headers": answer.headers}
            child.say({**fields, "body": packed(answer.body), "over": asker.is_over})
        elif "phase" in message:
            asker.begin(message["phase"])
        else:
            told.hear(message, asker)


@dataclass
class _Told:
    """What the engine says beside its questions: what it is busy with, what it found, and what it could not do."""

    scenario: str = ""
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    untold: set[str] = field(default_factory=set)
    given_up: list[str] = field(default_factory=list)

    def hear(self, message: dict[str, Any], asker: Asker) -> None:
        if "scenario" in message:
            self.scenario = message["scenario"]
        elif "failures" in message:
            self.found.update({(check, label): number for check, label, number in message["failures"]})
            asker.together(message["together"])
        elif "untold" in message:
            self.untold.add(message["untold"])

    def notes(self, clauses: set[str]) -> list[Text]:
        """The engine's own findings that no clause of the run says the same as, and the operations it could not ask."""
        notes = []
        for check in sorted({check for check, _ in self.found}):
            if SAME.get(check, {""}) <= clauses:
                continue
            labels = ", ".join(sorted(label for name, label in self.found if name == check))
            number = sum(count for (name, _), count in self.found.items() if name == check)
            zh = f"Schemathesis 的 {check} 报告 {number} 处（{labels}）；本次没有相应条款，不计入结论"
            en = f"Schemathesis' {check} reports {number} places ({labels}); no clause of this run says it"
            notes.append(Text(zh, en))
        if self.untold:
            names = ", ".join(sorted(self.untold))
            notes.append(Text(f"Schemathesis 未能完整探测：{names}", f"Schemathesis could not fully explore: {names}"))
        if self.given_up:
            names = ", ".join(name or "openapi" for name in self.given_up)
            zh, en = f"自适应探测久无进展而放弃：{names}", f"explore gave up on what made no progress: {names}"
            notes.append(not_to_be_compared(Text(zh, en)))
        return notes
