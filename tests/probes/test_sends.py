"""A plan may be trusted: no probe sends more than it says, by operation, and every probe sends something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import ProbeRun, is_put_to_records
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.model.case import Case
from conformance.model.exchange import Trace
from conformance.model.sequence import Sequence
from conformance.model.verdict import Reason
from conformance.systems.kinds import KINDS
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from tests.examining import SEED, plan_for, reference_target


@pytest.fixture(scope="module", params=KINDS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A finished run on the clean reference system."""
    ledger = Ledger(Path(tmp_path_factory.mktemp("ledger")) / "left.jsonl")
    with start(request.param) as running:
        plan = plan_for(reference_target(running.address, request.param))
        with Recorder(plan.target) as recorder:
            system = TargetSession(recorder, plan.contract, ledger, SEED, date(2026, 11, 2))
            bench = JudgingContext(plan.standard, plan.contract, tools(), plan.profile.parameters, {}, date.min)
            run = Run(plan, system, bench, tools(), lambda event: None)
            run.go()
            return run


def test_no_probe_sends_more_than_it_says(run: Run) -> None:
    over = {}
    for asked in run.plan.rounds:
        said = said_of(run, asked)
        sent = Counter(exchange.operation.id for trace in run.traces[asked.key] for exchange in trace.exchanges)
        more = {name: (number, said.get(name, 0)) for name, number in sent.items() if number > said.get(name, 0)}
        if more and not any(isinstance(case, Case | Sequence) for case in asked.cases):
            over[asked.key] = more
    assert over == {}


def said_of(run: Run, asked: ProbeRun) -> Mapping[str, int]:
    """What a probe says it sends, of every record it is put to."""
    module, contract = run.tools.probes[asked.probe], run.plan.contract
    if not is_put_to_records(module.probe):
        return dict(module.sends(contract))
    total: Counter[str] = Counter()
    for record in asked.cases:
        total.update(module.sends(contract, record))
    return total


def test_no_round_sends_more_than_the_plan_says(run: Run) -> None:
    over = {}
    for asked in run.plan.rounds:
        sent = Counter(exchange.request.method for trace in run.traces[asked.key] for exchange in trace.exchanges)
        more = {name: (number, asked.methods) for name, number in sent.items() if number > asked.methods.get(name, 0)}
        if more:
            over[asked.key] = more
    assert over == {}


def test_every_probe_asks_and_is_answered(run: Run) -> None:
    silent = [
        asked.key
        for asked in run.plan.rounds
        if not any(exchange.response for trace in run.traces[asked.key] for exchange in trace.exchanges)
        and not all(map(_not_here, run.traces[asked.key]))
    ]
    assert silent == []


def test_only_cases_of_the_corpus_may_be_held_back(run: Run) -> None:
    """A case may name an object this run did not make; every other probe finds what it needs."""
    unmet = {
        (trace.probe, trace.unmet.reason)
        for traces in run.traces.values()
        for trace in traces
        if trace.unmet is not None and not _not_here(trace) and not _not_admitted(run, trace)
    }
    assert unmet <= {("corpus", Reason.OUT_OF_SCOPE)}


def _not_admitted(run: Run, trace: Trace) -> bool:
    """Whether a probe was put to records of which the list does not admit the role it asks in."""
    if trace.record is None or not trace.record.has("list"):
        return False
    return trace.role not in run.plan.contract.operations[trace.record.operations["list"]].roles


def _not_here(trace: Trace) -> bool:
    """Whether a probe of every kind of system asks for what this kind has not."""
    return trace.lacks is not None or (trace.unmet is not None and trace.unmet.reason is Reason.NOT_AT_THIS_DEPTH)
