"""Whatever the moment, Ctrl-C, SIGTERM and SIGHUP leave the report of what was done, within two seconds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jsonschema
import pytest

from conformance.cli.demo_network import served as served_five
from conformance.cli.ending import finish
from conformance.cli.filing import Output
from conformance.model.report import Report
from conformance.reports import json_document
from conformance.wire.stopping import Stop
from tests.cli.hindered import Ended, Hindrance, after, hindered, listening, once_asked, told_to_end
from tests.reports import sample

NO_TELLING = "how long it took for itself cannot be told here"
pytestmark = pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason=NO_TELLING)

WITHIN = 2.0
BEFORE = [0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8]
"""Seconds after it began to listen: on most machines before the first request."""
SLOW_QUESTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24]
LARGE_QUESTIONS = [1, 5, 10, 20, 40, 60, 90, 120]
SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hindrance]:
    with hindered(tmp_path_factory.mktemp("slow"), seconds=0.15) as hindrance:
        yield hindrance


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hindrance]:
    with hindered(tmp_path_factory.mktemp("large"), padding=4_000_000) as hindrance:
        yield hindrance


def run_on(hindrance: Hindrance, *more: str) -> list[str]:
    return ["run", "-c", str(hindrance.config), *more]


def holds(ended: Ended, number: int) -> dict[str, object]:
    """What was left, as it should be: the report of an interrupted run, whole, true and in time."""
    assert ended.code == 128 + number, ended.said
    assert ended.report is not None, ended.said
    assert ended.own <= WITHIN, f"{ended.seconds:.2f} s, {ended.queued:.2f} of them for want of a processor"
    jsonschema.Draft202012Validator(json_document.schema()).validate(ended.report)
    assert ended.report["digests"]["document"] == json_document.own_digest(ended.report)
    assert (ended.report["signal"], ended.report["gate"]["exit_code"]) == (number, 128 + number)
    assert not ended.report["gate"]["met"]
    assert not [clause for clause in ended.report.get("clauses", ()) if clause["verdict"] == "error"]
    assert "Traceback" not in ended.said
    assert "report.json" in ended.said
    return ended.report


def left_in_ledgers(folder: Path) -> int:
    """Creations that the ledgers of a state folder still hold."""
    open_ones: set[tuple[str, int]] = set()
    for file in (folder / "state" / "hutong").glob("*.jsonl"):
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            (open_ones.discard if line.get("done") else open_ones.add)((file.name, line["number"]))
    return len(open_ones)


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("seconds", BEFORE)
def test_before_the_first_request(seconds: float, number: int, slow: Hindrance, tmp_path: Path) -> None:
    report = holds(told_to_end(run_on(slow), tmp_path, after(seconds), number), number)
    if not report["exchanges"]["count"]:  # type: ignore[index] # as the schema says
        assert not report["counts"]["pass"]  # type: ignore[index] # as the schema says


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("question", SLOW_QUESTIONS)
def test_while_a_slow_system_is_asked(question: int, number: int, slow: Hindrance, tmp_path: Path) -> None:
    ended = told_to_end(run_on(slow), tmp_path, once_asked(slow, question), number)
    report = holds(ended, number)
    assert not report["counts"]["fail"]  # type: ignore[index] # as the schema says
    assert report["exchanges"]["count"] >= question - 1  # type: ignore[index] # as the schema says
    assert bool(report["left_behind"]) == bool(left_in_ledgers(tmp_path)), ended.said


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("question", LARGE_QUESTIONS)
def test_while_large_bodies_come(question: int, number: int, large: Hindrance, tmp_path: Path) -> None:
    holds(told_to_end(run_on(large), tmp_path, once_asked(large, question), number), number)


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("first", SIGNALS)
def test_a_second_signal_loses_nothing(first: int, pause: float, slow: Hindrance, tmp_path: Path) -> None:
    moment = once_asked(slow, 5)
    holds(told_to_end(run_on(slow), tmp_path, moment, first, first, first, pause=pause), first)


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_a_second_signal_before_the_first_request(seconds: float, slow: Hindrance, tmp_path: Path) -> None:
    ended = told_to_end(run_on(slow), tmp_path, after(seconds), signal.SIGINT, signal.SIGINT)
    holds(ended, signal.SIGINT)


@pytest.mark.parametrize("question", [3, 12])
def test_with_several_connections(question: int, slow: Hindrance, tmp_path: Path) -> None:
    ended = told_to_end(run_on(slow, "-j", "8"), tmp_path, once_asked(slow, question), signal.SIGTERM)
    holds(ended, signal.SIGTERM)


def test_what_hangs_up_is_heard_and_what_is_ignored_stays_so(slow: Hindrance, tmp_path: Path) -> None:
    holds(told_to_end(run_on(slow), tmp_path, once_asked(slow, 2), signal.SIGHUP), signal.SIGHUP)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under `nohup`
    try:
        ended = told_to_end(run_on(slow), tmp_path, once_asked(slow, 2), signal.SIGHUP, signal.SIGTERM)
    finally:
        signal.signal(signal.SIGHUP, before)
    holds(ended, signal.SIGTERM)


def test_a_system_that_never_answers_holds_up_nothing(tmp_path: Path) -> None:
    with hindered(tmp_path, seconds=4.0) as stuck:
        for question in (1, 2):
            holds(told_to_end(run_on(stuck), tmp_path, once_asked(stuck, question), signal.SIGINT), signal.SIGINT)


def test_exploring_is_ended_with_its_child(slow: Hindrance, tmp_path: Path) -> None:
    words = run_on(slow, "--explore", "--clause", "support.contract.accepts")
    ended = told_to_end(words, tmp_path, once_asked(slow, 40), signal.SIGINT)
    holds(ended, signal.SIGINT)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with served_five(tmp_path_factory.mktemp("five")) as file:
        yield file


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("seconds", [0.0, 0.4, 1.0, 1.6, 2.2, 2.8, 3.4])
def test_among_several_systems(seconds: float, number: int, five: Path, tmp_path: Path) -> None:
    ended = told_to_end(["matrix", "-c", str(five)], tmp_path, after(seconds), number)
    if not (ended.report and ended.report["gate"]["exit_code"] == 1):  # else it was done by then, and all is in it
        report = holds(ended, number)
        assert len(report["interop"]["pairs"]) > 0  # type: ignore[index, arg-type] # as the schema says
        assert not left_in_ledgers(tmp_path)


@pytest.mark.parametrize(("made", "code"), [(sample.report, 1), (sample.good_report, 0)])
def test_a_signal_that_comes_after_the_end_changes_nothing(
    made: Callable[[], Report], code: int, tmp_path: Path
) -> None:
    """The report is whole and states its code: the command ends with that one."""
    stop, report = Stop(), made()
    stop.note(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        finish(report, [Output("json", tmp_path / "r.json")], "plain", "en", stop)
    assert (ended.value.code, json.loads((tmp_path / "r.json").read_text())["gate"]["exit_code"]) == (code, code)
    with pytest.raises(SystemExit) as cut:
        finish(report, [Output("json", tmp_path)], "plain", "en", stop)
    assert cut.value.code == 128 + signal.SIGTERM


@pytest.mark.parametrize("words", [["demo"], ["serve", "data-exchange"], ["standard", "coverage"]], ids=" ".join)
def test_every_other_command_ends_at_once(words: Sequence[str], tmp_path: Path) -> None:
    env = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "conformance", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
    try:
        listening(process)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait(10)
    assert process.returncode == 143, said
    assert b"Traceback" not in said
