"""Whatever a system does, a question ends in time and in little memory, for the true reason, and so does a run."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from conformance.model.exchange import Failure
from conformance.model.target import Limits, Target
from conformance.model.verdict import Reason, Verdict
from tests.examining import examine_target
from tests.wire.hostile import BEHAVIOURS, CAP

MEBIBYTE = 1024 * 1024


def address(peer, behaviour) -> str:
    url: str = peer(behaviour.script).url
    return url.replace("http:", "https:") if behaviour.tls else url


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_question_ends_for_the_true_reason_in_time_and_memory(peer, open_core, name):
    behaviour = BEHAVIOURS[name]
    url = address(peer, behaviour)
    core = open_core(url, request_seconds=behaviour.seconds, body_bytes=CAP)
    tracemalloc.start()
    begun = time.monotonic()
    got = core.send("GET", url)
    took = time.monotonic() - begun
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (got.reason if isinstance(got, Failure) else None) is (
        None if behaviour.due is Reason.RATE_LIMITED else behaviour.due
    )
    assert took < behaviour.seconds + 10  # a busy machine may be late, not the answer
    assert peak < 4 * MEBIBYTE


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_run_ends_for_the_true_reason(peer, name):
    behaviour = BEHAVIOURS[name]
    limits = Limits(request_seconds=behaviour.seconds, seconds=60, body_bytes=CAP)
    report = examine_target(Target("hostile", address(peer, behaviour), limits=limits))
    assert {result.clause.id for result in report.results if result.verdict is Verdict.ERROR} == set()
    if behaviour.due is None:
        assert report.requests > 0
        assert report.gate.exit_code in (0, 1, 3)
    else:
        assert {result.reason for result in report.results if result.reason} == {behaviour.due}
        assert not any(result.verdict in (Verdict.PASS, Verdict.FAIL) for result in report.results)
        assert report.gate.exit_code == 3
