"""Same seed, same starting state: same verdicts, same bytes, whatever the connections, hash seeds and runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from conformance.model.report import Report
from conformance.reports.json_document import document
from conformance.systems.faults import faults
from conformance.systems.serve import start
from tests.examining import examine_target, reference_target

KIND = "resource-catalogue"
FAULTS = ("support.paging.complete", "overall.identifiers.credit-code", "security.access.authentication-required")
VOLATILE = ("id", "started", "finished")


def examined(connections: int, port: int = 0) -> Report:
    known = faults(KIND)
    with start(KIND, [known[name] for name in FAULTS], port) as running:
        target = reference_target(running.address, KIND)
        return examine_target(replace(target, limits=replace(target.limits, connections=connections)))


def body(report: Report) -> dict[str, Any]:
    """The document without what names the run, the port and the connections."""
    whole = document(report, "en")
    text = json.dumps(whole, ensure_ascii=False).replace(report.target.address, "<address>")
    named: dict[str, Any] = json.loads(text)
    for name in VOLATILE:
        del named["run"][name]
    del named["digests"]["document"]  # over the times too
    for clause in named["clauses"]:
        for finding in clause["findings"]:
            for evidence in finding["evidence"]:
                del evidence["digest"]
    return named


@pytest.fixture(scope="module")
def first() -> Report:
    return examined(1)


@pytest.mark.parametrize("connections", [1, 2, 8])
def test_the_body_is_the_same_for_any_number_of_connections(first: Report, connections: int) -> None:
    again = examined(connections)
    assert body(again) == body(first)
    assert document(again, "zh")["run"]["digest"] == document(first, "en")["run"]["digest"]


@pytest.mark.parametrize("seed", ["0", "1", "2", "31337", "random"])
def test_the_body_is_the_same_for_any_hash_seed(first: Report, seed: str) -> None:
    code = (
        "import json; from tests.test_same_out import body, document, examined\n"
        "report = examined(2); print(json.dumps([body(report), document(report, 'en')['run']['digest']]))"
    )
    env = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=120, check=True
    )
    again, digest = json.loads(done.stdout)
    assert again == body(first)
    assert digest == document(first, "en")["run"]["digest"]


def test_another_fault_gives_another_digest(first: Report) -> None:
    with start(KIND) as running:
        clean = examine_target(reference_target(running.address, KIND))
    assert document(clean, "en")["run"]["digest"] != document(first, "en")["run"]["digest"]
