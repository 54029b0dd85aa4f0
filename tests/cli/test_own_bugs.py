"""A bug of our own ends with 70, says where its trace went, and costs no more of the report than it must."""

from __future__ import annotations

import importlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli import serve
from conformance.cli.app import COMMANDS, app
from conformance.cli.demo_network import served as served_five
from conformance.engine import run as running
from conformance.engine.reporting import build_report as folding
from conformance.engine.run import Run
from conformance.interop.examine import Survey
from conformance.reports import formats, json_document, plain
from conformance.systems.serve import reference_credentials, start
from tests.reports import sample

KIND = "resource-catalogue"
CLAUSES = ("support.paging.bounded", "support.paging.complete")
SECRET = reference_credentials(KIND)["officer"]
WORDS = [word for name in CLAUSES for word in ("--clause", name)]


class Blunder(Exception):  # noqa: N818 - a bug, of no kind that anybody expects
    """What nobody catches."""


def blunder(*_: Any, **__: Any) -> Any:
    raise Blunder(f"oops \x1b[31m{SECRET} 13812345678")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("served") / "hutong.yaml"
    with start(KIND) as running_system:
        serve.write_config(file, KIND, running_system.address)
        yield str(file)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "hutong" / "traces"


def call(*words: object, lang: str = "en") -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", lang])


def trace_of(done: Result, folder: Path) -> str:
    """The trace that a message names, checked: its owner's alone, no secret, nothing that acts."""
    place = re.search(r"--> (\S+)", done.stderr)
    assert place, done.stderr
    file = Path(place[1])
    assert (file.parent, stat.S_IMODE(file.stat().st_mode)) == (folder, 0o600)
    text = file.read_text(encoding="utf-8")
    assert "Blunder: oops \\x1b[31m$HUTONG_OFFICER 138****5678" in text
    assert not [word for word in (SECRET, "\x1b", "13812345678") if word in text + done.output]
    assert "Traceback" not in done.output
    return text


@pytest.mark.parametrize(("lang", "said"), [("zh", "Hutong 自身出错"), ("en", "a bug of Hutong")])
def test_an_exception_nobody_caught_ends_with_70(
    lang: str, said: str, config: str, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.cli.running.planned", blunder)
    done = call("run", "-c", config, *WORDS, lang=lang)
    assert done.exit_code == 70
    assert f"error[bug]: {said}" in done.stderr
    assert "in blunder" in trace_of(done, state)


@pytest.mark.parametrize("command", COMMANDS)
def test_in_every_command(command: str, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(f"conformance.cli.{COMMANDS[command]}")
    found = getattr(module, COMMANDS[command])
    leaf = found if not hasattr(found, "commands") else found.commands["list"]
    monkeypatch.setattr(leaf, "callback", blunder)
    monkeypatch.setattr(leaf, "params", [])
    words = [command] if leaf is found else [command, "list"]
    monkeypatch.setenv("HUTONG_OFFICER", SECRET)
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 70, done.output
    trace_of(done, state)


def after_two(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which fails from its third call on."""
    calls: list[None] = []

    def once_right(*given: Any, **named: Any) -> Any:
        calls.append(None)
        return function(*given, **named) if len(calls) < 3 else blunder()

    return once_right


def test_a_bug_in_the_middle_leaves_what_was_decided(
    config: str, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "judge", after_two(running.judge))
    done = call("run", "-c", config, "-q", "-o", f"json:{tmp_path / 'x.json'}", "-o", f"junit:{tmp_path / 'x.xml'}")
    document = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert (done.exit_code, document["gate"]["exit_code"], document["gate"]["met"]) == (70, 70, False)
    verdicts = [clause["verdict"] for clause in document["clauses"]]
    decided = len(verdicts) - verdicts.count("error") - verdicts.count("manual")
    assert 0 < decided <= 2 < verdicts.count("error")
    assert "Blunder" in next(clause["detail"] for clause in document["clauses"] if clause["verdict"] == "error")
    assert "exit=70" in done.stdout
    assert 'name="hutong.run"' in (tmp_path / "x.xml").read_text(encoding="utf-8")
    assert document["left_behind"] == []
    assert document["exchanges"]["count"] > 0
    assert SECRET not in json.dumps(document)
    trace_of(done, state)


def test_a_clause_that_cannot_be_folded_costs_no_other(
    config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def result(ruling: Any, *given: Any) -> Any:
        broken = ruling.clause.id == CLAUSES[0] and ruling.judgement.verdict != "error"
        return blunder() if broken else real(ruling, *given)

    real = folding.result
    monkeypatch.setattr(folding, "result", result)
    done = call("run", "-c", config, *WORDS, "-q", "-o", f"json:{tmp_path / 'x.json'}")
    document = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert {clause["id"]: clause["verdict"] for clause in document["clauses"]} == dict(
        zip(CLAUSES, ("error", "pass"), strict=True)
    )
    assert done.exit_code == document["gate"]["exit_code"] == 3


def test_a_report_that_cannot_be_folded_says_so(
    config: str, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[None] = []

    def causes(*_: Any) -> Any:
        calls.append(None)
        return blunder() if len(calls) == 1 else ()

    monkeypatch.setattr(folding, "causes", causes)
    done = call("run", "-c", config, *WORDS, "-q", "-o", f"json:{tmp_path / 'x.json'}")
    document = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert (done.exit_code, document["gate"]["exit_code"]) == (70, 70)
    assert {clause["verdict"] for clause in document["clauses"]} == {"error"}
    trace_of(done, state)


def test_a_format_that_cannot_be_made_costs_no_other(
    config: str, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.reports.formats.csv.render", blunder)
    outputs = [word for kind in ("json", "csv", "junit") for word in ("-o", f"{kind}:{tmp_path / kind}")]
    done = call("run", "-c", config, *WORDS, "-q", *outputs)
    assert done.exit_code == 70
    assert "csv was not written: a bug of Hutong" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["json", "junit"]
    assert "gate=met" in done.stdout
    trace_of(done, state)


def test_a_report_that_cannot_be_shown_is_still_filed(
    config: str, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "render", blunder)
    done = call("run", "-c", config, *WORDS, "-q", "-o", f"json:{tmp_path / 'x.json'}")
    assert (done.exit_code, (tmp_path / "x.json").exists()) == (70, True)
    assert "the report could not be shown: a bug of Hutong" in done.stderr
    trace_of(done, state)


def test_a_document_that_cannot_be_made_is_still_shown(
    config: str, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_document, "document", blunder)
    done = call("run", "-c", config, *WORDS, "-q", "-o", f"json:{tmp_path / 'x.json'}")
    assert (done.exit_code, "gate=met" in done.stdout) == (70, True)
    trace_of(done, state)


def test_a_bug_under_a_saved_result(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "x.json"
    place.write_bytes(bytes(formats.render("json", json_document.document(sample.report(), "en"), "en")))  # type: ignore[arg-type] # a format of one file
    monkeypatch.setattr("conformance.reports.formats.csv.render", blunder)
    monkeypatch.setenv("HUTONG_OFFICER", SECRET)
    done = call("report", place, "-o", f"csv:{tmp_path / 'csv'}", "-o", f"junit:{tmp_path / 'junit'}")
    assert (done.exit_code, (tmp_path / "junit").exists(), (tmp_path / "csv").exists()) == (70, True, False)
    trace_of(done, state)


@pytest.mark.parametrize("where", ["_begin", "_one", "_compared"])
def test_a_bug_among_several_systems_leaves_what_was_decided(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Survey, where, blunder)
    folder = tmp_path / "five"
    folder.mkdir()
    with served_five(folder) as file:
        done = call("matrix", "-c", file, "-q", "-o", f"json:{tmp_path / 'x.json'}")
    document = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert (done.exit_code, document["gate"]["exit_code"]) == (70, 70)
    assert "error" in {pair["verdict"] for pair in document["interop"]["pairs"]}
    assert "a bug of Hutong" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_trace_goes_elsewhere_where_the_state_folder_cannot_be_written(
    config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(taken))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(Run, "go", blunder)
    done = call("run", "-c", config, *WORDS, "-q", "--read-only")  # which keeps no ledger there
    assert done.exit_code == 70
    trace_of(done, tmp_path)


def test_what_the_machine_refuses_is_no_bug(tmp_path: Path) -> None:
    done = call("serve", KIND, "--write-config", tmp_path / "no-folder" / "hutong.yaml")
    assert (done.exit_code, "no-folder" in done.stderr, "bug" in done.stderr) == (2, True, False)


def test_no_trace_is_left_behind_by_what_goes_right(config: str, state: Path) -> None:
    assert call("run", "-c", config, *WORDS, "-q").exit_code == 0
    assert not state.exists()
    assert os.environ["XDG_STATE_HOME"] in str(state)
