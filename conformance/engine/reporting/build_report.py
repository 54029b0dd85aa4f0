"""Builds the one report of what a run left."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from functools import partial
from itertools import islice

from conformance import __version__
from conformance.engine.asking_again import question
from conformance.engine.judging.confirmation import Confirmation
from conformance.engine.judging.judgement import Judgement
from conformance.engine.judging.reasons import broken_off
from conformance.engine.outcome import RunOutcome
from conformance.engine.plan import Plan
from conformance.engine.replay.workflow import source, workflow
from conformance.engine.reporting.coverage import answered, covered, unlock
from conformance.engine.reporting.gate import gate
from conformance.engine.reporting.results import based, causes, departures, result
from conformance.engine.session import TargetSession
from conformance.model.exchange import Exchange
from conformance.model.report import (
    ClauseResult,
    Report,
)
from conformance.model.verdict import Verdict
from conformance.norms.tool import tool_digest


def build_report(
    plan: Plan, system: TargetSession, outcome: RunOutcome, seed: int, started: str, finished: str
) -> Report:
    """The report of one run."""
    folded = [_folded(outcome.rulings[clause.id], plan, outcome, system) for clause in plan.clauses]
    rulings = [ruling for ruling, _ in folded]
    results = tuple(based(item, plan.missed(item.clause)) for _, item in folded)
    recorder, operations = system.recorder, tuple(covered(plan, system.exchanges))
    found = frozenset(departure for ruling in rulings for departure in departures(ruling))
    return Report(
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        release=plan.standard.release,
        release_digest=plan.standard.digest,
        contract_digest=plan.contract.digest,
        corpus_digest=plan.corpus_digest,
        seed=seed,
        started=started,
        finished=finished,
        target=plan.target,
        depth=plan.depth,
        profile=plan.profile,
        gate=gate(plan, results, found, outcome.signal, broken=bool(outcome.broken)),
        results=results,
        causes=causes(rulings, recorder.sessions),
        covered=operations,
        answered=answered(plan, system.exchanges),
        unlock=unlock(results, frozenset(clause.id for clause in plan.wanting_writes())),
        requests=recorder.count,
        requests_by_method=dict(recorder.by_method),
        notes=tuple(outcome.notes),
        left_behind=tuple(outcome.stuck),
        signal=outcome.signal,
        broken=outcome.broken,
        today=system.today.isoformat(),
        counts={verdict: sum(item.verdict is verdict for item in results) for verdict in Verdict},
        flaws=plan.contract.flaws,
        held_back=plan.held_back,
        without=plan.without,
        timed_out=outcome.timed_out,
        waivers=tuple(
            it for it in plan.exemptions.waivers if any(it.covers(one.clause, one.operation) for one in found)
        ),
        found=frozenset(it for it in found if plan.exemptions.waiver(it.clause, it.operation) is None),
        source=source(plan.target, plan.contract),
        stands=workflow([*islice(_canaries(plan, system), 1)], plan.contract, "system_stands"),
    )


def _canaries(plan: Plan, system: TargetSession) -> Iterable[Exchange]:
    """The answers of the operation that tells whether the system stands."""
    return (it for it in system.exchanges if it.operation.id == plan.contract.canary and it.response)


def _folded(
    ruling: Confirmation, plan: Plan, outcome: RunOutcome, system: TargetSession
) -> tuple[Confirmation, ClauseResult]:
    """A ruling and its part of the report; that of a clause over whose evidence we stumble is an error of ours."""
    asked = partial(question, plan, outcome.explored)
    try:
        return ruling, result(ruling, plan.contract, plan.exemptions, asked, system.recorder.sessions)
    except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
        trace = broken_off(system.recorder.redactor.clean(traceback.format_exc()))
        ruling = Confirmation(ruling.clause, Judgement(Verdict.ERROR, None, trace))
        return ruling, result(ruling, plan.contract, plan.exemptions, asked)


def unfolded(plan: Plan, outcome: RunOutcome, trace: str) -> None:
    """Leave nothing in an outcome but that a bug of ours, of which `trace` tells, kept it from being folded."""
    outcome.broken = trace
    error = Judgement(Verdict.ERROR, None, broken_off(trace))
    manual = Judgement(Verdict.MANUAL)
    outcome.rulings = {it.id: Confirmation(it, manual if it.manual else error) for it in plan.clauses}
