"""Examines one target: from a plan to its report."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import date, datetime

from conformance.engine.asking import System
from conformance.engine.fold import fold, unfolded
from conformance.engine.judge import Bench
from conformance.engine.ledger import Ledger
from conformance.engine.plan import Plan
from conformance.engine.run import Run
from conformance.engine.vocabulary import Tools
from conformance.model.event import Event
from conformance.model.report import Report
from conformance.model.text import Text
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
        system = System(recorder, plan.contract, ledger, seed, started.date())
        bench = Bench(plan.standard, plan.contract, tools, plan.profile.parameters, {}, date.min)
        outcome = Run(plan, system, bench, tools, listen).go()
        outcome.notes += _remarked(recorder)
        try:
            return fold(plan, system, outcome, seed, started.isoformat(), now().isoformat())
        except Exception:  # noqa: BLE001 - our own bug: what cannot be folded is said to be so, clause by clause
            unfolded(plan, outcome, recorder.redactor.clean(traceback.format_exc()))
            return fold(plan, system, outcome, seed, started.isoformat(), now().isoformat())


def _remarked(recorder: Recorder) -> list[Text]:
    """What the certificate lacks that was trusted nonetheless, where a system was asked at all."""
    remark = recorder.core.remark() if recorder.count else None
    if remark is None:
        return []
    zh = f"证书受信任，但严格按 RFC 5280 校验的程序（如 Python 3.13 起）会拒绝：{remark.zh}"
    en = f"the certificate is trusted, but programs strict about RFC 5280 (Python since 3.13) refuse it: {remark.en}"
    return [Text(zh, en)]
