"""What exploring finds can be asked again: in the run, smaller, and from a saved report, with what led up to it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.engine.shrinking.shrink_case import BUDGET
from tests.engine.notes_system import DOCUMENT, Notes, Spoil, notes
from tests.hostile import ACTS, CANARY

MATCH = "support.contract.answers-match"
REFUSES = "support.contract.refuses"


def forgetful() -> Spoil:
    """A note that was changed is told with a text that is a number: one request alone never shows it."""
    changed: set[str] = set()

    def spoil(method: str, path: str, answer: Any) -> Any:
        if method == "PUT" and answer:
            changed.add(path)
        return {**answer, "text": 5} if method == "GET" and path in changed and "text" in answer else answer

    return spoil


def once() -> Spoil:
    """The first note read is told wrongly, and none after it."""
    told: list[str] = []

    def spoil(method: str, path: str, answer: Any) -> Any:
        if method == "GET" and path.startswith("/notes/") and "text" in answer and not told:
            told.append(path)
            return {**answer, "text": 5}
        return answer

    return spoil


def hutong(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


def config(folder: Path, address: str) -> str:
    """The file that says how to test the notes, in a test environment where writes are allowed."""
    (folder / "notes.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    file = folder / "hutong.yaml"
    target = {"address": address, "environment": "test", "writes": True, "openapi": str(folder / "notes.json")}
    file.write_text(json.dumps({"version": 1, "targets": {"notes": target}}), encoding="utf-8")
    return str(file)


def explored(folder: Path, file: str, clause: str = MATCH) -> tuple[dict[str, Any], str]:
    """The clause of a run that asks by exploring alone, and the file of its report."""
    words = ["--no-corpus", "--explore", "--explore-requests", "150", "-q", "--format", "json", "--clause", clause]
    done = hutong("run", "-c", file, *words)
    assert "Traceback" not in done.output
    saved = folder / "report.json"
    saved.write_text(done.stdout, encoding="utf-8")
    (judged,) = json.loads(done.stdout)["clauses"]
    return judged, str(saved)


def test_what_rests_on_earlier_requests_is_played_whole_and_then_as_short_as_it_fails(tmp_path: Path) -> None:
    with notes(forgetful()) as system:
        judged, saved = explored(tmp_path, config(tmp_path, system.address))
        assert judged["verdict"] == "fail"
        found = judged["findings"][0]
        small = found["smallest"]
        assert found["repeated"]
        assert found["question"]["after"]
        assert [exchange["request"]["method"] for exchange in found["evidence"]][:1] == ["POST"]
        assert [step["operation"] for step in small["question"]["after"]] == ["addNote", "changeNote"]
        assert small["question"]["operation"] == "readNote"
        assert len(small["question"]["after"]) < len(found["question"]["after"])
        assert small["requests"] <= BUDGET
        assert [line.split(" -X ")[1].split()[0] for line in small["script"]] == ["POST", "PUT", "GET", "DELETE"]
        assert "${HUTONG_1_ID:?}" in small["script"][1]
        assert set(system.rows) == {"n-0"}
        for case in (found["case"], small["case"]):
            again = hutong("replay", case, "--report", saved, "-c", str(tmp_path / "hutong.yaml"), "--lang", "en")
            assert (again.exit_code, "readNote: still failing" in again.output) == (1, True), again.output
        assert set(system.rows) == {"n-0"}
    with notes() as mended:
        again = hutong("replay", small["case"], "--report", saved, "-c", config(tmp_path, mended.address))
    assert again.exit_code == 0, again.output


def test_lines_that_repeat_what_a_hostile_system_answers_are_harmless_and_repeat_it(tmp_path: Path) -> None:
    plain, odd = forgetful(), "".join(ACTS)

    def hostile(method: str, path: str, answer: Any) -> Any:
        told = plain(method, path, answer)
        return {odd: told["id"], f"{odd}id": told["id"], "\ud800": odd, **told} if told and "id" in told else told

    with notes(hostile) as system:
        judged, _ = explored(tmp_path, config(tmp_path, system.address))
        lines = judged["findings"][0]["smallest"]["script"]
        text = "\n".join(lines).encode()
        done = subprocess.run(["bash"], input=text, cwd=tmp_path, capture_output=True, timeout=60, check=False)
        assert set(system.rows) == {"n-0"}
    assert judged["verdict"] == "fail"
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert sorted(re.findall(rb"^HTTP/1.1 ([0-9]+)", said, re.MULTILINE)) == [b"200", b"200", b"201", b"204"]
    assert b'"text": 5' in done.stdout
    assert not (tmp_path / CANARY).exists()
    assert "IFS= read -r HUTONG_1_1 <" in lines[0]


def test_what_does_not_show_again_is_never_a_failure(tmp_path: Path) -> None:
    with notes(once()) as system:
        judged, _ = explored(tmp_path, config(tmp_path, system.address))
    assert (judged["verdict"], judged["reason"]) == ("inconclusive", "flaky")
    assert not judged["findings"][0]["repeated"]


def test_a_single_request_is_shrunk_like_a_case_of_the_corpus(tmp_path: Path) -> None:
    with notes(lax=True) as system:
        judged, saved = explored(tmp_path, config(tmp_path, system.address), REFUSES)
        found = judged["findings"][0]
        small = found["smallest"]
        assert len(json.dumps(small["question"])) < len(json.dumps(found["question"]))
        assert small["question"]["why"] == found["question"]["why"] is not None
        assert small["requests"] <= BUDGET
        again = hutong("replay", small["case"], "--report", saved, "-c", str(tmp_path / "hutong.yaml"))
    assert again.exit_code == 1, again.output


def edited(saved: dict[str, Any]) -> dict[str, Any]:
    saved["clauses"][0]["findings"][0]["question"]["query"] = {"q": "another"}
    return saved


def of_another_contract(saved: dict[str, Any]) -> dict[str, Any]:
    saved["digests"]["contract"] = "0" * 64
    return saved


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Notes, Path]]:
    """A faulty system with the folder of the report on it."""
    folder = tmp_path_factory.mktemp("saved")
    with notes(forgetful()) as system:
        explored(folder, config(folder, system.address))
        yield system, folder


@pytest.mark.parametrize(
    ("change", "code", "word"),
    [
        (lambda saved: saved, 2, "has no case `0123456789ab`"),
        (edited, 4, "the report was edited by hand"),
        (of_another_contract, 2, "made with another contract"),
        (lambda saved: {"format": "hutong-report/1"}, 2, "not a whole report"),
    ],
)
def test_a_report_that_cannot_be_used_is_refused(
    tmp_path: Path, saved: tuple[Notes, Path], change: Callable[[dict[str, Any]], dict[str, Any]], code: int, word: str
) -> None:
    system, folder = saved
    report = tmp_path / "report.json"
    report.write_text(json.dumps(change(json.loads((folder / "report.json").read_text("utf-8")))), encoding="utf-8")
    system.asked.clear()
    words = ["--report", str(report), "-c", str(folder / "hutong.yaml"), "--lang", "en"]
    done = hutong("replay", "0123456789ab", *words)
    assert (done.exit_code, word in done.output) == (code, True), done.output
    assert system.asked == []
