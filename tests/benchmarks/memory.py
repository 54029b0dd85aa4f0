"""What a run keeps, measured in a process of its own: `python -m tests.benchmarks.memory KIND NUMBER ADDRESS`.

Runs, folds and renders, and prints its peak in MB, how many requests it sent, and its exit code and counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Plan, make_plan
from conformance.engine.reporting.build_report import build_report
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.case import Case
from conformance.model.clause import ANY
from conformance.model.report import Report
from conformance.model.target import Limits, Target
from conformance.reports.json_document import render
from conformance.wire.recorder import Recorder
from tests.benchmarks.resident import resident
from tests.examining import SEED, reference_target

KIND = "resource-catalogue"


def corpus(number: int, address: str) -> Plan:
    """The safe cases of the catalogue's corpus, again and again until there are so many, with every verdict."""
    data = loaded(KIND)
    assert data.corpus is not None
    safe = [case for case in data.corpus.cases if data.contract.operations[case.operation].safe]
    cases = tuple(replace(safe[at % len(safe)], id=f"{at:012x}") for at in range(number))
    only = frozenset(
        name
        for name in data.profile.clauses
        if any(verify.probe in ("corpus", ANY) for verify in data.standard.clauses[name].verify)
    )
    target = reference_target(address, KIND, writes=False)
    target = replace(target, limits=replace(target.limits, requests=2 * number, seconds=86400))
    plan = make_plan(target, data.profile, data.standard, data.contract, tools(), cases, "", only)
    return replace(plan, rounds=tuple(asked for asked in plan.rounds if asked.probe == "corpus"))


def bodies(number: int, address: str) -> Plan:
    """Everything that holds of any system, and so many questions to one that answers with a large body."""
    data = loaded("general")
    root = data.contract.canary
    cases = tuple(Case(f"{at:012x}", root, "accept", None) for at in range(number))
    limits = Limits(request_seconds=30, requests=2 * number + 200, seconds=86400)
    target = Target("large", address, limits=limits)
    return make_plan(target, data.profile, data.standard, data.contract, tools(), cases)


PLANS: Mapping[str, Callable[[int, str], Plan]] = {"exchanges": corpus, "bodies": bodies}


def report_of(plan: Plan) -> Report:
    with TemporaryDirectory() as folder, Recorder(plan.target) as recorder:
        system = TargetSession(recorder, plan.contract, Ledger(Path(folder) / "ledger.jsonl"), SEED, date.min)
        bench = JudgingContext(plan.standard, plan.contract, tools(), plan.profile.parameters, {}, date.min)
        outcome = Run(plan, system, bench, tools(), lambda event: None).go()
        return build_report(plan, system, outcome, SEED, "", "")


if __name__ == "__main__":
    report = report_of(PLANS[sys.argv[1]](int(sys.argv[2]), sys.argv[3]))
    render(report, "en")
    print(resident(), report.requests, report.gate.exit_code, {str(k): v for k, v in report.counts.items()})
