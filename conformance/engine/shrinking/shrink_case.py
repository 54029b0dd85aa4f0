"""Shrinks the case behind a failed clause: asks smaller ones, within a hard budget of requests."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from conformance.engine.judging.causes import cause
from conformance.engine.judging.evidence import evidence
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Found, JudgingContext, Key
from conformance.engine.plan import Plan, ProbeRun, Question
from conformance.engine.replay.script import script
from conformance.model.case import Case
from conformance.model.clause import Clause
from conformance.model.contract import Operation
from conformance.model.exchange import Trace
from conformance.model.report import Smallest
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.wire.masking import mask_personal

BUDGET = 20
"""Requests one clause may cost, with those that make an object for a case and take it back, and the canary."""


@dataclass(frozen=True)
class CaseAsker:
    """How a run asks a case: once, or once and with a look at its footing; and what it has sent so far."""

    once: Callable[[ProbeRun, Question], Trace]
    surely: Callable[[ProbeRun, Question], Trace]
    sent: Callable[[], int]


@dataclass
class Shrinking:
    """Finds the smallest case of each failed clause; `notes` say why where it found none.

    Answers are kept by the id of a case, a digest of everything its request is made of, so that no request is sent
    twice, not even for several clauses.
    """

    plan: Plan
    bench: JudgingContext
    asker: CaseAsker
    notes: list[Text] = field(default_factory=list)
    _answers: dict[tuple[Key, str], Trace] = field(default_factory=dict)

    def shrunk(self, clause: Clause, found: Found, asked: ProbeRun, case: Case) -> Smallest | None:
        """The smallest case that shows what was found with a case; None where that cannot be shrunk."""
        try:
            if why_not := self._obstacle(case):
                self._say(why_not)
                return None
            return self._smallest(clause, found, asked, case)
        except Exception:  # noqa: BLE001 - our own bug must not cost the run its report
            trouble = mask_personal(traceback.format_exc(limit=-3))
            self._say(
                Text(f"缩小 {clause.id} 的反例时工具出错：{trouble}", f"shrinking {clause.id} hit a bug: {trouble}")
            )
            return None

    def _smallest(self, clause: Clause, found: Found, asked: ProbeRun, case: Case) -> Smallest | None:
        from conformance.engine.generate.shrink.smaller_cases import smallest  # imported only where it is used

        tries = CaseTries(self, clause, found, asked, self.asker.sent())
        best, ended = smallest(self.plan.contract, case, tries.fails)
        shown = found if best.id == case.id else tries.shown_again(best)
        if shown is None:
            self._say(Text(f"{clause.id} 在缩小时没有重现", f"{clause.id} did not repeat while shrinking"))
            return None
        lines = script((*shown.trace.before, shown.finding.exchanges[-1]), self.plan.contract) if best.after else ()
        proof = evidence(shown.finding.exchanges[-1])
        return Smallest(best, proof, tries.spent, ended and tries.answered, lines)

    def _obstacle(self, case: Case) -> Text | None:
        """Why a case must not be shrunk: by the contract at hand it is another question than when it was made."""
        from conformance.engine.generate.corpus.case_validity import Standing

        problem = Standing(self.plan.contract, case).problem
        if problem is None:
            return None
        return Text(f"题目 {case.id} 已不合规约：{problem.zh}", f"case {case.id} no longer fits: {problem.en}")

    def answer(self, asked: ProbeRun, case: Case) -> Trace | None:
        return self._answers.get((asked.key, case.id))

    def keep(self, asked: ProbeRun, case: Case, trace: Trace) -> None:
        self._answers[asked.key, case.id] = trace

    def _say(self, why: Text) -> None:
        note = Text(f"{why.zh}；反例未缩小，照原样报告", f"{why.en}; the counter-example is reported as it is")
        if note not in self.notes:
            self.notes.append(note)


@dataclass
class CaseTries:
    """The tries for one clause. `answered` turns false when the system left one without an answer."""

    shrinking: Shrinking
    clause: Clause
    found: Found
    asked: ProbeRun
    before: int
    answered: bool = True

    def fails(self, case: Case) -> bool | None:
        """Whether the clause fails on a case for the same cause; None where a try might go over the budget."""
        trace = self.shrinking.answer(self.asked, case)
        if trace is None:
            operations = self.shrinking.plan.contract.operations
            most = sum(_most(operations[each.operation], each) for each in (*case.after, case))
            if self.spent + 2 * most + 1 > BUDGET:
                return None
            trace = self.shrinking.asker.once(self.asked, case)
            self.shrinking.keep(self.asked, case, trace)
        if trace.unmet or any(exchange.failure for exchange in trace.exchanges):
            self.answered = False
            return None
        return self._same(trace) is not None

    def shown_again(self, case: Case) -> Found | None:
        """The finding on a case asked anew, on a system that still stands; for this the budget keeps a reserve."""
        return self._same(self.shrinking.asker.surely(self.asked, case))

    def _same(self, trace: Trace) -> Found | None:
        """The finding of a trace that has the cause of the one to be shrunk, if it has one."""
        clause = replace(self.clause, verify=(self.found.verify,))
        judgement = judge(clause, {self.asked.key: [trace]}, {}, self.shrinking.bench)
        if judgement.verdict is not Verdict.FAIL:
            return None
        return next((found for found in judgement.found if cause(found) == cause(self.found)), None)

    @property
    def spent(self) -> int:
        return self.shrinking.asker.sent() - self.before


def _most(operation: Operation, case: Case) -> int:
    """Requests that asking a case takes at most: its own, the one that makes its object, the one that removes it."""
    if operation.safe or operation.undo is None:
        return 1
    if not operation.undo.within:
        return 2
    return 3 if any(isinstance(value, Mapping) and "live" in value for value in case.path.values()) else 1
