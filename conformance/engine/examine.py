"""Examines one target: from a plan to its report."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import date, datetime

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Plan
from conformance.engine.reporting.build_report import build_report, unfolded
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import Tools
from conformance.model.event import Event
from conformance.model.report import Report
from conformance.wire.masking import mask_personal
from conformance.wire.recorder import Recorder
from conformance.wire.stopping import Stop


def examine(
    plan: Plan,
    tools: Tools,
    seed: int,
    now: Callable[[], datetime],
    listen: Callable[[Event], None],
    stop: Stop | None = None,
) -> Report:
    """Run the plan and fold what was found. `now` tells the time and its zone, for the report only.

    Once `stop` is told to, what was asked so far is folded: every clause has a verdict, also where nothing was sent.
    """
    started = now()
    ledger = Ledger.of(plan.target.address)
    with ledger.held(plan.target.may_write), Recorder(plan.target, stop=stop) as recorder:
        system = TargetSession(recorder, plan.contract, ledger, seed, started.date())
        bench = JudgingContext(plan.standard, plan.contract, tools, plan.profile.parameters, {}, date.min)
        outcome = Run(plan, system, bench, tools, listen).go()
        try:
            return build_report(plan, system, outcome, seed, started.isoformat(), now().isoformat())
        except Exception:  # noqa: BLE001 - our own bug: what cannot be folded is said to be so, clause by clause
            unfolded(plan, outcome, mask_personal(recorder.redactor.clean(traceback.format_exc())))
            return build_report(plan, system, outcome, seed, started.isoformat(), now().isoformat())
