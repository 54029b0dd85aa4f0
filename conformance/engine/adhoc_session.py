"""Asks and judges on behalf of a test someone wrote himself: through the same wire, by the same checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Judgement, JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Plan
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession
from conformance.engine.standing.canary_monitor import CanaryMonitor, day_to_judge_by, known_facts
from conformance.engine.undo.left_behind import names
from conformance.engine.undo.undoing import Fate
from conformance.engine.vocabulary import Tools
from conformance.model.clause import Clause, Document, Each, Level, Severity, Source, Verify
from conformance.model.exchange import Exchange, Trace
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.wire.recorder import Recorder

PROBE = "own"
NOTHING = Text("", "")
NOWHERE = Document("", NOTHING, NOTHING, read=False)


@dataclass(frozen=True)
class AdhocSession:
    """A system that answers its canary, and what judging its answers needs."""

    system: TargetSession
    bench: JudgingContext

    def asking(self) -> ProbeClient:
        """An asker that records what one test asks, in the role of each question."""
        return ProbeClient(self.system, PROBE, "")

    @contextmanager
    def taking_back(self) -> Iterator[list[str]]:
        """While it lasts nobody else writes; then what was made is taken back, and the list holds what could not be.

        Raises DataError where somebody else writes, or what is made could not be noted.
        """
        ledger, stuck = self.system.ledger, list[str]()
        with ledger.held(self.system.recorder.target.may_write):
            kept = ledger.left()
            yield stuck
            with self.system.recorder.stop.cleaning():
                settled = self.system.creations.take_back(kept, look=True)
            stuck += names(each.entry for each in settled if each.fate is Fate.LEFT)

    def judged(self, name: str, asked: Exchange | Trace, each: str, arguments: Mapping[str, Any]) -> Judgement:
        """What a clause, or a check with its arguments, makes of what was asked. KeyError for a name that is neither.

        `each` is the path to the values a check judges.
        """
        trace = asked if isinstance(asked, Trace) else Trace(PROBE, asked.role, (asked,))
        clause = self.bench.standard.clauses.get(name) or self._only(name, each, arguments)
        return judge(clause, {(verify.probe, verify.role): [trace] for verify in clause.verify}, {}, self.bench)

    def _only(self, check: str, each: str, arguments: Mapping[str, Any]) -> Clause:
        """A clause that says nothing but that a check finds nothing."""
        if check not in self.bench.tools.checks:
            raise KeyError(check)
        verify = Verify(PROBE, check, each=Each(each) if each else None, arguments=arguments)
        title = Text(check, check)
        return Clause(
            check, "", "active", Level.MUST, Severity.HIGH, title, NOTHING, Source(NOWHERE), "wire", NOTHING, (verify,)
        )


@contextmanager
def desk(plan: Plan, tools: Tools, seed: int, today: date) -> Iterator[AdhocSession]:
    """Where own tests ask the system of a plan. Raises Undecided where it does not stand."""
    with Recorder(plan.target) as recorder:
        system = TargetSession(recorder, plan.contract, Ledger.of(plan.target.address), seed, today)
        footing = CanaryMonitor(system)
        lost = footing.first()
        if lost is not None:
            raise Undecided(lost.reason, lost.detail, lost.input)
        system.today = day_to_judge_by(plan.target, footing, today)
        facts = known_facts(system, plan.depth)
        yield AdhocSession(
            system, JudgingContext(plan.standard, plan.contract, tools, plan.profile.parameters, facts, system.today)
        )
