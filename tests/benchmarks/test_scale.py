"""How cost grows with clauses, operations, systems and connections; figures within one run."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Plan
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.target import Target
from conformance.norms.contract import read_contract
from conformance.wire.recorder import Recorder
from tests.benchmarks.conftest import Say
from tests.benchmarks.resident import resident
from tests.benchmarks.test_speed import FULL, KIND, corpus_plan, replayed, served, timed
from tests.examining import SEED, examine_target, reference_target

pytestmark = pytest.mark.benchmark


def on(target: Target, connections: int) -> Plan:
    return corpus_plan(replace(target, limits=replace(target.limits, connections=connections)))


def test_eight_connections_at_20_ms(tmp_path: Path, say: Say) -> None:
    with served(0.02) as address:
        target = reference_target(address, KIND, writes=False)
        one = timed(lambda: replayed(on(target, 1), tmp_path))
        eight = timed(lambda: replayed(on(target, 8), tmp_path))
    say("reads at 20 ms latency, one connection / eight", f"{one / eight:.1f} x", ">= 7 x")
    assert one / eight >= 4.5


def test_cost_of_a_judgement_and_of_more_clauses(tmp_path: Path, say: Say) -> None:
    with served(0) as address:
        plan = corpus_plan(reference_target(address, KIND, writes=False))
        with Recorder(plan.target) as recorder:
            system = TargetSession(recorder, plan.contract, Ledger(tmp_path / "l"), SEED, date.min)
            bench = JudgingContext(plan.standard, plan.contract, tools(), plan.profile.parameters, {}, date.min)
            run = Run(plan, system, bench, tools(), lambda event: None)
            run.go()
    answers = sum(len(trace.exchanges) for traces in run.traces.values() for trace in traces)
    costs, times = list[float](), (1, 3, 10)
    for clauses in (plan.clauses * often for often in times):  # all of them each time: no two cost the same
        number, rounds = len(clauses), list[tuple[float, float]]()
        while not rounds or (min(rounds)[0] > 1 and len(rounds) < 5):  # a busy machine gets more, not a lower bar
            begun = time.process_time()
            for clause in clauses:
                judge(clause, run.traces, {}, bench)
            cost = time.process_time() - begun
            rounds.append((cost / number / answers / cost_of_a_page(), cost))
        ratio, cost = min(rounds)
        costs.append(cost)
        said = f"{cost / number / answers * 1e6:.1f} us, {ratio:.2f} readings of a page"
        say(f"judging {number} clauses on {answers} answers, a clause and answer", said, "<= 1 reading")
        assert ratio <= 1
    assert costs[-1] / costs[0] < 2 * times[-1]


def cost_of_a_page() -> float:
    """CPU seconds of reading a page of 20 records by the library alone: what this machine takes for it at this time."""
    titles = {"zh": "政务信息资源目录", "en": "catalogue of information resources"}
    page = json.dumps([{"id": f"r-{n:06d}", "title": titles, "open": True, "n": n} for n in range(20)])
    begun = time.process_time()
    for _ in range(1000):
        json.loads(page)
    return (time.process_time() - begun) / 1000


def big_contract(number: int) -> Mapping[str, Any]:
    item = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}
    things = {"Thing": {"type": "object", "properties": {"code": {"type": "string", "format": "uscc"}}}}
    paths = {f"/things{n}": {"get": {"operationId": f"list{n}", "responses": item}} for n in range(number)}
    return {"openapi": "3.1.0", "paths": paths, "components": {"schemas": things}}


def cost_of_reading(document: Mapping[str, Any]) -> float:
    """CPU seconds, the best of several rounds, because other work on the machine only ever slows a round down."""
    costs = []
    for _ in range(5):
        begun = time.process_time()
        read_contract(document)
        costs.append(time.process_time() - begun)
    return min(costs)


def test_cost_of_more_operations(say: Say) -> None:
    costs = {number: cost_of_reading(big_contract(number)) for number in (15, 150, 500)}
    for number, seconds in costs.items():
        say(f"reading a contract of {number} operations", f"{seconds * 1e3:.1f} ms", "linear")
    assert costs[500] / costs[15] < 100


def test_cost_of_more_systems_in_one_process(say: Say) -> None:
    only = frozenset(loaded(KIND).profile.clauses[:20])
    with served(0) as address:
        for number in (1, 10, 100) if FULL else (1, 10):
            gc.collect()
            before, begun = resident("VmRSS"), time.perf_counter()
            for index in range(number):
                report = examine_target(replace(reference_target(address, KIND), name=f"system {index}"), only)
                assert report.results
            each = (time.perf_counter() - begun) / number
            more = resident("VmRSS") - before
            say(f"{number} systems one after the other, each", f"{each:.2f} s, {more:+.0f} MB", "flat")
