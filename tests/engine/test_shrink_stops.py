"""Shrinking is left out where it is not wanted, and an interruption while it lasts leaves a truthful report."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import datetime

import pytest

from conformance.engine.examine import examine
from conformance.engine.plan import Plan
from conformance.engine.vocabulary import tools
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.systems.faults import faults
from conformance.systems.serve import start
from tests.engine.test_run import in_front_of
from tests.examining import SEED, plan_for, reference_target

KIND = "resource-catalogue"
ACCEPTS = "support.contract.accepts"
LISTED = "support.sequences.list-agrees"


def done(plan: Plan) -> Report:
    return examine(plan, tools(), SEED, lambda: datetime.now().astimezone(), lambda event: None)


@pytest.mark.parametrize("clause", [ACCEPTS, LISTED], ids=["a case", "a sequence"])
def test_what_is_not_to_be_shrunk_is_not(clause: str) -> None:
    spent, shown = {}, {}
    for shrink in (True, False):
        with start(KIND, [faults(KIND)[clause]]) as running:
            report = done(
                replace(plan_for(reference_target(running.address, KIND), frozenset({clause})), shrink=shrink)
            )
        (result,) = report.results
        assert result.verdict is Verdict.FAIL
        assert report.left_behind == ()
        found = next(found for found in result.findings if found.repeated)
        spent[shrink], shown[shrink] = report.requests, len(found.script) or found.smallest is not None
    assert spent[False] < spent[True]
    assert shown[False] != shown[True]


@pytest.mark.parametrize("clause", [ACCEPTS, LISTED], ids=["a case", "a sequence"])
def test_an_interruption_while_shrinking_leaves_a_truthful_report(clause: str) -> None:
    with start(KIND, [faults(KIND)[clause]]) as running:
        plan = plan_for(reference_target(running.address, KIND), frozenset({clause}))
        before = done(replace(plan, shrink=False)).requests
    methods: list[str] = []
    struck: list[int] = []

    def interrupt(path: str, number: int) -> None:
        if number > before + 1 and methods[-1] == "DELETE" and not struck:
            struck.append(number)
            os.kill(os.getpid(), signal.SIGINT)

    with (
        start(KIND, [faults(KIND)[clause]]) as running,
        in_front_of(running.address, interrupt, methods) as address,
    ):
        report = done(plan_for(reference_target(address, KIND), frozenset({clause})))
    (result,) = report.results
    assert struck, "it came while shrinking"
    assert (report.signal, report.gate.exit_code, report.gate.met) == (2, 130, False)
    assert result.verdict is Verdict.FAIL
    assert next(found for found in result.findings if found.repeated).smallest is None
    assert report.left_behind == ()
    assert report.requests == len(methods)
