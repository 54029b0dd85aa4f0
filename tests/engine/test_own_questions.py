"""Questions of a system's own document: reading operations only, in bounded time, and it is said what was left out."""

from __future__ import annotations

import json
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.engine.generate.corpus import own_questions
from conformance.engine.generate.corpus.own_questions import own_corpus
from conformance.engine.generate.corpus.steps import Steps
from conformance.norms.contract import read_contract
from tests.engine.notes_system import DOCUMENT, notes

CONTRACT = read_contract(DOCUMENT)


def test_only_reading_operations_are_asked() -> None:
    corpus, told = own_corpus(CONTRACT, 1)
    assert {case.operation for case in corpus.cases} == {"listNotes", "readNote"}
    assert {"accept", "reject"} <= {case.expects for case in corpus.cases}
    assert told[0].en.startswith(f"{len(corpus.cases)} questions were made")
    assert f"hypothesis {version('hypothesis')}, " in told[1].en


def test_the_same_seed_makes_the_same_questions() -> None:
    assert own_corpus(CONTRACT, 1)[0].digest == own_corpus(CONTRACT, 1)[0].digest


@pytest.mark.parametrize("option", ["--corpus", "--no-corpus"])
def test_the_clauses_of_the_corpus_are_decided_by_them(option: str, tmp_path: Path) -> None:
    document = tmp_path / "notes.json"
    document.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    words = ["--openapi", str(document), option, "--clause", "support.contract.accepts", "--format", "json", "-q"]
    with notes() as system:
        done = CliRunner().invoke(app, ["run", system.address, *words])
    report = json.loads(done.stdout)
    (clause,) = report["clauses"]
    if option == "--corpus":
        assert clause["verdict"] == "pass"
        assert clause["exercised"] > 3
        assert any("questions were made" in note["text"] for note in report["notes"])
    else:
        assert (clause["verdict"], clause["reason"]) == ("inconclusive", "not-at-this-depth")
        assert clause["input"] == "openapi"


def report_on(address: str, folder: Path, clause: str = "support.contract.accepts") -> Any:
    document = folder / "notes.json"
    document.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    words = ["--openapi", str(document), "--clause", clause, "--format", "json", "-q"]
    return json.loads(CliRunner().invoke(app, ["run", address, *words]).stdout)


def test_what_has_no_questions_is_not_said_of_other_probes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_questions, "own_corpus", partial(own_corpus, steps=Steps(most=1)))
    with notes() as system:
        report = report_on(system.address, tmp_path, "overall.json.strict")
    (clause,) = report["clauses"]
    assert (clause["verdict"], clause["reason"]) == ("pass", None)


@pytest.mark.parametrize(("steps", "seen"), [(1, 1), (0, 0)])
def test_a_verdict_says_how_many_operations_have_questions(
    steps: int, seen: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_questions, "own_corpus", partial(own_corpus, steps=Steps(most=steps)))
    with notes() as system:
        report = report_on(system.address, tmp_path)
    (clause,) = report["clauses"]
    assert f"looked at {seen} of 2 operations that read, by questions made of the document" in clause["detail"]
    assert (clause["verdict"], clause["reason"], clause["input"]) == (
        ("pass", None, "") if seen else ("inconclusive", "budget", "")
    )
    without = [{"operation": name, "because": "steps-taken"} for name in ("listNotes", "readNote")[seen:]]
    assert report["coverage"]["without_questions"] == without


def test_exploring_needs_a_document() -> None:
    done = CliRunner().invoke(app, ["run", "http://127.0.0.1:1", "--explore"])
    assert done.exit_code == 2
    assert "--explore needs an interface document" in done.stderr
