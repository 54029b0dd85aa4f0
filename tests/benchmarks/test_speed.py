"""Speed and size as ratios within one run. Small by default; HUTONG_BENCHMARK=full takes longer and more of each."""

from __future__ import annotations

import gc
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import requests

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import Plan, make_plan
from conformance.engine.reporting.build_report import build_report
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.clause import ANY
from conformance.model.exchange import Exchange
from conformance.model.report import Report
from conformance.model.target import Target
from conformance.wire.recorder import Recorder
from tests.benchmarks.conftest import Say
from tests.examining import SEED, reference_target

pytestmark = pytest.mark.benchmark
KIND = "resource-catalogue"
FULL = os.environ.get("HUTONG_BENCHMARK") == "full"
ROUNDS = 7 if FULL else 5
REPEAT = 10 if FULL else 3
LEAST = 1.6
"""Replay beside a plain loop, on a machine that does other things too; the goal is 2.5."""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The hutong.yaml of a reference system that runs in a process of its own."""
    file = tmp_path_factory.mktemp("served") / "hutong.yaml"
    command = [sys.executable, "-m", "conformance", "serve", KIND, "--write-config", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(100):
            if file.exists():
                break
            time.sleep(0.05)
        yield file
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def served(seconds: float) -> Iterator[str]:
    """The address of a reference system whose answers are that late."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.benchmarks.serving", str(seconds), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def corpus_plan(target: Target) -> Plan:
    """Only the corpus, only what is safe to send, as often as the size of the benchmark asks, with every verdict."""
    data = loaded(KIND)
    assert data.corpus is not None
    safe = [case for case in data.corpus.cases if data.contract.operations[case.operation].safe]
    cases = tuple(replace(case, id=f"{case.id}-{n}") for n in range(REPEAT) for case in safe)
    only = frozenset(
        name
        for name in data.profile.clauses
        if any(verify.probe in ("corpus", ANY) for verify in data.standard.clauses[name].verify)
    )
    plan = make_plan(target, data.profile, data.standard, data.contract, tools(), cases, "", only)
    return replace(plan, rounds=tuple(asked for asked in plan.rounds if asked.probe == "corpus"))


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def best(pairs: Sequence[tuple[float, float]]) -> float:
    """The best of theirs by the best of ours: what else a machine does only ever slows a round down."""
    theirs, ours = map(min, zip(*pairs, strict=True))
    return theirs / ours


@contextmanager
def nothing_older_collected() -> Iterator[None]:
    """Keeps the garbage collector from what other tests left in this process: a run has a process of its own."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def replayed(plan: Plan, state: Path) -> tuple[Report, list[Exchange]]:
    """The report of a plan, and every exchange it took."""
    with Recorder(plan.target) as recorder:
        system = TargetSession(recorder, plan.contract, Ledger(state / "ledger.jsonl"), SEED, date.min)
        bench = JudgingContext(plan.standard, plan.contract, tools(), plan.profile.parameters, {}, date.min)
        outcome = Run(plan, system, bench, tools(), lambda event: None).go()
        return build_report(plan, system, outcome, SEED, "", ""), system.exchanges


def test_replay_with_all_verdicts_beside_a_plain_loop(tmp_path: Path, say: Say) -> None:
    with served(0) as address:
        target = reference_target(address, KIND, writes=False)
        plan = corpus_plan(target)
        report, exchanges = replayed(plan, tmp_path)
        asked = [(exchange.request.url, _headers(exchange, target)) for exchange in exchanges]
        assert report.requests == len(asked)

        def loop() -> None:
            with requests.Session() as session:
                for url, headers in asked:
                    _ = session.get(url, headers=headers).content

        loop()
        with nothing_older_collected():
            pairs = [(timed(loop), timed(lambda: replayed(plan, tmp_path))) for _ in range(ROUNDS)]
            while best(pairs) < LEAST and len(pairs) < 6 * ROUNDS:  # a busy machine gets more rounds, not a lower bar
                pairs.append((timed(loop), timed(lambda: replayed(plan, tmp_path))))
            begun = time.process_time()
            loop()
            theirs = time.process_time() - begun
            replayed(plan, tmp_path)
            ours = time.process_time() - begun - theirs
    judged = sum(result.exercised for result in report.results)
    say(f"replay, {len(asked)} GETs, {judged} judgements, / requests loop", f"{best(pairs):.2f} x", ">= 2.5 x")
    say("the same in CPU time of the client alone", f"{theirs / ours:.2f} x", "-")
    assert best(pairs) >= LEAST


def _headers(exchange: Exchange, target: Target) -> dict[str, str]:
    credential = target.credentials.get(exchange.role)
    names = dict(exchange.request.headers)
    return names | ({"Authorization": f"Bearer {credential.secret}"} if credential else {})


LAUNCH = """
import atexit, pathlib, sys
from tests.benchmarks.resident import resident
out = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: out.write_text(str(resident())))
from conformance.cli import main
main()
"""
"""Runs the command and writes its own peak."""


def seconds(command: list[str], cwd: Path) -> float:
    """How long a process of its own takes, from outside."""
    return timed(lambda: subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=True))


def test_the_version_is_told_at_once(tmp_path: Path, say: Say) -> None:
    version = [sys.executable, "-m", "conformance", "--version"]
    ratios = [seconds(version, tmp_path) / seconds([sys.executable, "-c", "pass"], tmp_path) for _ in range(5 * ROUNDS)]
    ratio = statistics.median(ratios)
    say("hutong --version / python -c pass", f"{ratio:.1f} x", "<= 7 x")
    assert ratio <= 7


def test_a_full_run_is_short_and_small(config: Path, tmp_path: Path, say: Say) -> None:
    peak = tmp_path / "peak"
    command = [sys.executable, "-c", LAUNCH, str(peak), "run", "-c", str(config), "-q"]
    took = statistics.median(seconds(command, config.parent) for _ in range(ROUNDS))
    megabytes = float(peak.read_text())
    say("a full run of the profile, whole process", f"{took:.2f} s", "<= 5 s")
    say("its peak memory", f"{megabytes:.0f} MB", "<= 150 MB")
    assert megabytes <= 150


def test_a_run_without_a_failure_loads_no_generator(config: Path, say: Say) -> None:
    code = (
        "import sys, json, atexit; sys.argv = ['hutong', 'run', '-c', sys.argv[1], '-q', '--format', 'json']\n"
        "names = {'schemathesis', 'hypothesis', 'pytest'}\n"
        "atexit.register(lambda: print('LOADED', *sorted(names & set(sys.modules))))\n"
        "from conformance.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(config)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    text, _, loaded_names = done.stdout.rpartition("LOADED")
    assert json.loads(text)["gate"]["exit_code"] == 0
    say("engines loaded by a run without a failure", loaded_names.strip() or "none", "none")
    assert loaded_names.strip() == ""
