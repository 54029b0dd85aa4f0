"""Examines one target: from a plan to its report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from conformance.engine.asking import System
from conformance.engine.fold import fold
from conformance.engine.judge import Bench
from conformance.engine.ledger import Ledger
from conformance.engine.plan import Plan
from conformance.engine.run import Run
from conformance.engine.vocabulary import Tools
from conformance.model.event import Event
from conformance.model.report import Report
from conformance.wire.recorder import Recorder


def examine(
    plan: Plan, tools: Tools, seed: int, now: Callable[[], datetime], listen: Callable[[Event], None]
) -> Report:
    """Run the plan and fold what was found. `now` tells the time and its zone, for the report only."""
    started = now()
    with Recorder(plan.target) as recorder:
        system = System(recorder, plan.contract, Ledger.of(plan.target.address), seed, started.date())
        bench = Bench(plan.standard, plan.contract, tools, plan.profile.parameters, {}, date.min)
        outcome = Run(plan, system, bench, tools, listen).go()
        return fold(plan, system, outcome, seed, started.isoformat(), now().isoformat())
