"""Runs a plan: asks, watches its own footing, judges, repeats what failed, and takes back what it made."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from signal import SIGINT

from conformance.engine.asking_again import AskingAgain, question
from conformance.engine.exploration import Explorer
from conformance.engine.judging.base import with_cut
from conformance.engine.judging.confirmation import CORPUS, Confirmation, asked_as, confirmed, seen_once
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Judgement, JudgingContext, Key
from conformance.engine.judging.reasons import broken_off
from conformance.engine.judging.traffic import Traffic
from conformance.engine.outcome import RunOutcome
from conformance.engine.plan import CASES_BETWEEN_CANARIES, EXPLORE, Plan, ProbeRun, Question, takes_case
from conformance.engine.probe_client import ProbeClient
from conformance.engine.readers import Readers
from conformance.engine.session import TargetSession, traced
from conformance.engine.shrinking.shrink_case import CaseAsker, Shrinking
from conformance.engine.shrinking.shrink_sequence import Shortening
from conformance.engine.standing.base_path import misplaced
from conformance.engine.standing.canary_monitor import (
    CanaryMonitor,
    day_to_judge_by,
    known_facts,
    remarked,
    sent_again,
)
from conformance.engine.standing.refusing import SHOWN_BY_REFUSALS, UNWRITTEN, settled, stays_open
from conformance.engine.undo.left_behind import names, of_earlier, only_read, unfindable, why_left
from conformance.engine.undo.listed import unlisted
from conformance.engine.vocabulary import Tools
from conformance.model.case import Case
from conformance.model.clause import Clause
from conformance.model.event import Asked, Decided, Event, Started
from conformance.model.event import Asking as AskingEvent
from conformance.model.exchange import Exchange, Failure, Trace
from conformance.model.flaws import lost
from conformance.model.record import RecordKind
from conformance.model.report import CUT
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.wire.masking import mask_personal


class Run:
    """One run of a plan on one system. `listen` hears every event as it happens."""

    def __init__(
        self, plan: Plan, system: TargetSession, bench: JudgingContext, tools: Tools, listen: Callable[[Event], None]
    ) -> None:
        self.plan, self.system, self.bench, self.tools, self.listen = plan, system, bench, tools, listen
        self.footing = CanaryMonitor(system)
        self.readers = Readers(plan.target.limits.connections)
        self.traces: dict[Key, list[Trace]] = {}
        self.bugs: dict[Key, str] = {}
        self.outcome = RunOutcome(notes=[*plan.notes, *lost(plan.contract)])
        self._stands = False
        self._lost: Failure | None = None
        self._traffic: Traffic | None = None
        self._failing: dict[str, Judgement] = {}
        self._again = AskingAgain(plan, system, self._traces, self._settled, lambda: self.outcome.explored)
        self._void: set[int] = set()

    def go(self) -> RunOutcome:
        """Ask, judge and clean up. An interruption, or a bug of ours, still leaves a verdict for every clause."""
        stop = self.system.recorder.stop
        try:
            with stop.open():
                self._go()
        except KeyboardInterrupt as told:
            if not stop.signal:
                stop.note(getattr(told, "signal", SIGINT))
        except Exception:  # noqa: BLE001 - our own bug ends the run, not its report
            self.outcome.broken = self._trace_of_bug()
        self.readers.close()
        elsewhere = self._elsewhere()
        self.outcome.notes += [elsewhere] if elsewhere else []
        if self.outcome.broken:
            self._close(None, broken_off(self.outcome.broken))
        if gone := self.footing.gone:
            self._close(gone.reason, gone.detail, gone.input)
        if stop.signal:
            self._close(Reason.INTERRUPTED, CUT)
        with stop.cleaning():
            self._take_back()
        self.outcome.notes += sent_again(self.system)
        self.outcome.signal = stop.signal
        return self.outcome

    def _go(self) -> None:
        self.listen(Started(Counter(clause.family for clause in self.plan.clauses), self.plan.requests))
        lost = self._lost = self.footing.first()
        if lost is not None:
            if self.footing.broken and not self.footing.answers:
                self._traffic = Traffic(self.plan.clauses, self.bench)
                self._traffic.take_alone(self.footing.broken)
            self._close(lost.reason, lost.detail, lost.input, self.footing.answers)
        if lost is not None and not self.footing.answers:
            return
        self._stands = lost is None
        self._take_back_earlier()
        self._learn()
        traffic = self._traffic = Traffic(self.plan.clauses, self.bench, self.plan.unquestioned)
        self.outcome.notes += remarked(self.system)
        self.system.harvest()
        rounds = self._wanted()
        # What has cases gives them to the readers itself, and would hold one of them while it waits for the others.
        together = [asked for asked in rounds if not asked.writes and not asked.cases]
        came = self.readers.map(self._ask, together)
        for asked in rounds:
            if self.footing.gone:
                traffic.take_alone(self._asked_alone())
                return
            self.traces[asked.key] = next(came) if asked in together else self._ask(asked)
            traffic.take(self.traces[asked.key])
            self._rule()
        traffic.take(self._explore())
        traffic.take_alone(self._asked_alone())
        self._place_elsewhere(traffic)
        self._rule(traffic)
        self._shrink()

    def _wanted(self) -> list[ProbeRun]:
        """The rounds that some clause still open rests on."""
        left = [clause for clause in self.plan.clauses if clause.id not in self.outcome.rulings]
        keys = {key for clause in left for key in clause.asked}
        if self._stands and any(clause.judges_any for clause in left):
            return [*self.plan.rounds]
        return [asked for asked in self.plan.rounds if asked.key in keys]

    def _take_back_earlier(self) -> None:
        if not self.system.recorder.target.may_write:
            return
        self.outcome.notes += unfindable(unlisted(self.plan.contract))
        if self.system.ledger.left():
            self.outcome.notes.append(of_earlier(self.system.creations.take_back()))

    def _take_back(self) -> None:
        """Take back what is left, and say what is still there; of a system that never stood nothing is believed."""
        ledger = self.system.ledger
        self.outcome.notes += ledger.notes()
        if self._stands and self.system.recorder.target.may_write:
            settled = self.system.creations.take_back()
            self.outcome.notes += why_left(settled)
        else:
            self.outcome.notes += only_read(ledger.left())
        self.outcome.stuck = names(ledger.left())

    def _learn(self) -> None:
        """The day to judge by and the facts clauses may ask: the tester's word, else the system's own."""
        self.system.today = day_to_judge_by(self.plan.target, self.footing, self.system.today)
        self.bench = replace(self.bench, facts=known_facts(self.system, self.plan.depth), today=self.system.today)

    def _close(self, reason: Reason | None, detail: Text, lacks: str = "", answers: bool = False) -> None:
        """Every clause not yet ruled on is inconclusive, for one reason; without one it is an error of ours.

        What was judged until then may have shown one broken: it fails, though nothing is asked again. Where the system
        `answers` nonetheless, what that may show something of stays open.
        """
        left = Verdict.INCONCLUSIVE if reason else Verdict.ERROR
        for clause in self.plan.clauses:
            if clause.id not in self.outcome.rulings and not (answers and stays_open(clause)):
                verdict, why = (Verdict.MANUAL, None) if clause.manual else (left, reason)
                judgement = Judgement(verdict, why, detail, input="" if clause.manual else lacks)
                failed = self._failed(clause)
                self._enter(seen_once(clause, failed, [detail]) if failed else Confirmation(clause, judgement))

    def _failed(self, clause: Clause) -> Judgement | None:
        """The fail that what was judged so far already comes to; nothing more is judged for it."""
        traffic = self._traffic
        if clause.id in self._failing or traffic is None or not traffic.found(clause):
            return self._failing.get(clause.id)
        self._place_elsewhere(traffic)
        try:
            judgement = judge(clause, {}, {}, self.bench, traffic)
        except Exception:  # noqa: BLE001 - our own bug, as that which ended the run: the verdict is what that left
            return None
        return judgement if judgement.verdict is Verdict.FAIL else None

    def _trace_of_bug(self, limit: int | None = None) -> str:
        """The trace of what is being handled, without secrets."""
        return mask_personal(self.system.recorder.redactor.clean(traceback.format_exc(limit)))

    def _enter(self, ruling: Confirmation) -> None:
        self.outcome.rulings[ruling.clause.id] = ruling
        self.listen(Decided(ruling.clause, ruling.judgement.verdict))

    def _ask(self, asked: ProbeRun) -> list[Trace]:
        if asked.writes and not self._stands and self.plan.target.may_write:  # else the wire refuses the writes alone
            return [Trace(asked.probe, asked.role, unmet=UNWRITTEN)]
        self.listen(AskingEvent(asked.probe, asked.role, asked.requests))
        try:
            traces = [*self._traces(asked, asked.cases)] or [self._without_questions(asked)]
        except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
            self.bugs[asked.key] = self._trace_of_bug(limit=-3)
            return []
        self.listen(Asked(tuple(traces)))
        return self._of_this_place(with_cut(traces, self.plan.unquestioned)) if asked.key == CORPUS else traces

    def _of_this_place(self, traces: list[Trace]) -> list[Trace]:
        """The traces of what was asked by the document; without what it was told, where none of that stands here."""
        elsewhere = self._elsewhere()
        if elsewhere is None:
            return traces
        why = Failure(Reason.PRECONDITION_NOT_MET, elsewhere)
        return [_without_answers(trace, trace.unmet or why) for trace in traces]

    def _place_elsewhere(self, traffic: Traffic) -> None:
        if elsewhere := self._elsewhere():
            traffic.place_elsewhere(elsewhere)

    def _elsewhere(self) -> Text | None:
        return misplaced(self.plan.contract, self.system.exchanges, self.system.recorder.scope)

    def _explore(self) -> list[Trace]:
        """Let Schemathesis ask beyond the corpus; the clauses of the corpus judge what came of it."""
        bounds = self.plan.explore
        if bounds is None or self.footing.gone or CORPUS not in self.traces:
            return []
        self.listen(AskingEvent(EXPLORE, "", bounds.requests))
        judging = [clause.id for clause in self.plan.clauses]
        explorer = Explorer(self.system, self.tools.probes[CORPUS[0]].probe, bounds, judging)
        found: list[Trace] = []
        try:
            found = self._settled(explorer.traces())
        except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
            self.bugs[CORPUS] = self._trace_of_bug(limit=-3)
        self.traces[CORPUS] += found
        self.outcome.explored = explorer.cases
        self.outcome.timed_out = explorer.timed_out
        self.outcome.notes += explorer.notes
        return found

    def _traces(self, asked: ProbeRun, cases: Sequence[Question]) -> Iterator[Trace]:
        """The traces of a probe: one, or one a case; void since the last good canary where footing was lost."""
        probe = self.tools.probes[asked.probe].probe
        if not takes_case(probe):
            yield from self._settled([self._trace(asked, probe, None)])
            return
        ask, safe = partial(self._trace, asked, probe), partial(self._is_safe, asked)
        read = self.readers.map(ask, filter(safe, cases))  # reads on while a canary is out
        for first in range(0, len(cases), CASES_BETWEEN_CANARIES):
            batch = cases[first : first + CASES_BETWEEN_CANARIES]
            yield from self._settled([next(read) if safe(case) else ask(case) for case in batch])
            if self.footing.gone:
                return

    def _is_safe(self, asked: ProbeRun, case: Question) -> bool:
        if isinstance(case, RecordKind):
            return not asked.writes
        return isinstance(case, Case) and self.plan.contract.operations[case.operation].safe

    def _settled(self, batch: list[Trace]) -> list[Trace]:
        lost = self.footing.since(batch)
        if lost is None:
            return batch
        self._void.update(id(it) for trace in batch for it in trace.asked)
        return [_without_answers(trace, lost) for trace in batch]

    def _asked_alone(self) -> list[Exchange]:
        """What no probe asked and nothing made void, in an order that does not depend on which reader was first.

        Where a question is asked by itself these are not answers to it.
        """
        if self.plan.of_one:
            return []
        asked = (it for it in self.system.exchanges if self.footing.shows(it) and id(it) not in self._void)
        return sorted(asked, key=lambda it: (it.step, it.operation.id, it.request.url))

    def _trace(self, asked: ProbeRun, probe: Callable[..., None], case: Question | None) -> Trace:
        name = case.id if case else ""
        if self.footing.gone:
            return Trace(asked.probe, asked.role, (), name, self.footing.gone)

        def put(asking: ProbeClient) -> None:
            probe(asking) if case is None else probe(asking, case)

        asking = ProbeClient(self.system, asked.probe, asked.role, leaves=True, most=asked.most)
        return traced(asking, put, [self.system], name, case if isinstance(case, RecordKind) else None)

    def _without_questions(self, asked: ProbeRun) -> Trace:
        """The trace of a probe with nothing to ask about: no record fits it, or no contract to make cases of."""
        if asked.lacks and self.plan.contract.kind:
            zh, en = f"接口规约中没有{asked.lacks.zh}的数据对象", f"no record of the contract has {asked.lacks.en}"
            return Trace(asked.probe, asked.role, lacks=Text(zh, en))
        return Trace(asked.probe, asked.role, unmet=self.plan.no_questions(asked))

    def _rule(self, traffic: Traffic | None = None) -> None:
        """Rule on every clause whose probes have all been asked; once all are, with the `traffic` of the run."""
        for clause in self.plan.clauses:
            keys = {*clause.asked}
            ready = keys <= self.traces.keys() and not (self.plan.explore and CORPUS in keys) and not clause.judges_any
            ready = ready and (self._lost is None or clause.family == SHOWN_BY_REFUSALS)
            if clause.id not in self.outcome.rulings and (ready or traffic):
                judgement = judge(clause, self.traces, self.bugs, self.bench, traffic)
                if self._lost is not None:
                    judgement = settled(clause, judgement, self._lost, traffic.statuses if traffic else frozenset())
                if judgement.verdict is Verdict.FAIL:
                    self._failing[clause.id] = judgement  # it stands, should the run end while it is asked again
                self._enter(confirmed(clause, judgement, self.bench, self._again))

    def _shrink(self) -> None:
        """Look for the smallest case behind the first repeated finding of every clause the corpus shows broken."""
        if not self.plan.shrink:
            return
        asker = CaseAsker(self._once, self._surely, lambda: self.system.recorder.count)
        shrinking = Shrinking(self.plan, self.bench, asker)
        for ruling in [*self.outcome.rulings.values()]:
            found = ruling.judgement.found
            first = next((at for at in sorted(ruling.repeated) if asked_as(found[at].trace) == CORPUS), None)
            case = None if first is None else question(self.plan, self.outcome.explored, found[first].trace)
            if first is None or not isinstance(case, Case):
                continue
            smallest = shrinking.shrunk(ruling.clause, found[first], self._again.round(found[first].trace), case)
            if smallest is not None:
                self.outcome.rulings[ruling.clause.id] = replace(ruling, smallest={first: smallest})
        self.outcome.notes += shrinking.notes
        self.outcome.rulings |= Shortening(self.plan, self.bench, asker).shortened(self.outcome.rulings)

    def _once(self, asked: ProbeRun, case: Question) -> Trace:
        return self._trace(asked, self.tools.probes[asked.probe].probe, case)

    def _surely(self, asked: ProbeRun, case: Question) -> Trace:
        return next(self._traces(asked, [case]))


def _without_answers(trace: Trace, why: Failure) -> Trace:
    """A trace of which nothing counts, neither what it asked nor what was asked before and after, and why."""
    return replace(trace, before=(), exchanges=(), after=(), unmet=why)
