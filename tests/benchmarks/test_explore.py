"""What it costs to report seeded faults: a run of ours without exploring, beside `schemathesis run` as it comes."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conformance.systems.serve import reference_credentials
from tests.benchmarks.conftest import Say
from tests.benchmarks.test_speed import FULL, KIND

pytestmark = pytest.mark.benchmark

# Each shows in an answer to a request of the contract, so that a fuzzer of interfaces could see it.
FAULTS = (
    "support.refusals.no-server-error",
    "support.description.own-document",
    "support.contract.answers-match",
    "support.contract.refuses",
    "support.contract.accepts",
    "support.paging.bounded",
    "support.refusals.problem-details",
    "support.requests.unknown-identifier",
    "support.requests.unsupported-media",
    "support.requests.unsupported-method",
    "support.requests.allow",
    "security.access.authentication-required",
    "security.input.no-breakdown",
    "overall.codes.values-published",
    "overall.catalogue.core-elements",
)
ASKED = FAULTS
Kind = tuple[str, str, int]


@pytest.mark.skipif(not FULL, reason="one whole run of the other engine a fault")
def test_a_tenth_of_the_cpu_reports_every_fault(tmp_path: Path, say: Say) -> None:
    clean, _ = schemathesis_reports("", tmp_path / "clean")
    ours = theirs = 0.0
    reported: list[str] = []
    for fault in ASKED:
        failed, mine = we_report(fault, tmp_path / f"{fault}-ours")
        assert fault in failed
        kinds, its = schemathesis_reports(fault, tmp_path / f"{fault}-theirs")
        ours, theirs = ours + mine, theirs + its
        # Whatever it says of the faulty system and not of the clean one counts for it.
        reported += [fault] * bool(kinds - clean)
        told = f"{mine:.1f} s, schemathesis {its:.1f} s, 1/{its / mine:.0f}"
        print(f"{fault:44} {told}: {sorted(kinds - clean) or 'not reported'}", flush=True)
    told = f"{ours:.1f} s / {theirs:.1f} s = 1/{theirs / ours:.0f}"
    say(f"CPU to report {len(ASKED)} of {len(ASKED)} faults / schemathesis run: {len(reported)}", told, "<= 1/10")
    assert ours <= theirs / 10


def we_report(fault: str, folder: Path) -> tuple[set[str], float]:
    """The clauses a run fails on a system with one fault, and the CPU seconds it took, imports and all."""
    with served(fault, folder) as (_, config):
        command = [sys.executable, "-m", "conformance", "run", "-c", str(config), "--allow-writes", "-q"]
        out, seconds = spent([*command, "--format", "json"], folder)
    clauses = json.loads(out)["clauses"]
    return {each["id"] for each in clauses if each["verdict"] == "fail"}, seconds


def schemathesis_reports(fault: str, folder: Path) -> tuple[set[Kind], float]:
    """The kinds of failure `schemathesis run` reports: code, message without its values, status; and CPU seconds."""
    with served(fault, folder) as (address, _):
        command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json"]
        officer = f"Authorization: Bearer {reference_credentials(KIND)['officer']}"
        _, seconds = spent([*command, "-H", officer, "--seed", "1", "--report", "ndjson"], folder)
    (report,) = (folder / "schemathesis-report").glob("*.ndjson")
    lines = report.read_text(encoding="utf-8").splitlines()
    scenarios = [event["ScenarioFinished"] for event in map(json.loads, lines) if "ScenarioFinished" in event]
    return {kind for scenario in scenarios for kind in failures(scenario.get("recorder") or {})}, seconds


def failures(recorder: dict[str, dict[str, object]]) -> Iterator[Kind]:
    for case, checks in recorder.get("checks", {}).items():
        interaction = recorder.get("interactions", {}).get(case) or {}
        status = (interaction.get("response") or {}).get("status_code", 0)  # type: ignore[attr-defined] # JSON
        for check in checks:  # type: ignore[attr-defined] # JSON
            if check["status"] == "failure":
                failure = check["failure_info"]["failure"]
                line = str(failure["message"]).partition("\n")[0]
                yield failure["code"], re.sub(r'"[^"]*"|\d+|`[^`]*`', "#", line)[:80], status


@contextmanager
def served(fault: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """A fresh reference system in a process of its own: its address, and the file that says how to test it."""
    folder.mkdir()
    config = folder / "hutong.yaml"
    command = [sys.executable, "-m", "conformance", "serve", KIND, "--port", "0", "--write-config", str(config)]
    process = subprocess.Popen([*command, *(["--fault", fault] if fault else [])], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = next(found for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        yield address.group(0), config
    finally:
        process.terminate()
        process.wait(10)


def spent(command: list[str], folder: Path) -> tuple[str, float]:
    """What a command prints, and the CPU seconds it and its own took."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=3600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
