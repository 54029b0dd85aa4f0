"""What names say of it is not called: no probe, question or exploration reaches it, and every place says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.config.loading import kind_contract
from conformance.config.names import DEFAULT_SEED
from conformance.engine.generate.corpus.own_questions import own_corpus
from conformance.engine.standing.hold_back import narrowed, refused
from conformance.model.holding import Held
from conformance.model.target import Target
from conformance.model.verdict import Reason, Verdict
from conformance.norms.contract import read_contract
from conformance.systems.serve import start
from tests.engine.acting_system import ACTING, DOCUMENT, READING, Acting, acting
from tests.engine.notes_system import DOCUMENT as NOTES
from tests.examining import examine_target, reference_target

TARGET = Target("any", "http://127.0.0.1:1")


def held(document: Mapping[str, Any], **chosen: Any) -> Mapping[str, Held]:
    return narrowed(read_contract(document), replace(TARGET, **chosen)).holding.held


def written(system: Acting, folder: Path, **keys: Any) -> list[str]:
    """The words of a command line that examines the system with these keys in its hutong.yaml."""
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    entry = {"address": system.address, "openapi": "openapi.json", **keys}
    (folder / "hutong.yaml").write_text(json.dumps({"targets": {"it": entry}}), encoding="utf-8")
    return ["it", "-c", str(folder / "hutong.yaml"), "--lang", "en"]


def ran(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


@pytest.mark.parametrize(
    "more",
    [
        {"environment": "production"},
        {"environment": "test", "writes": True},
        {"environment": "test", "writes": True, "credentials": {"officer": {"token": "secret-of-the-officer"}}},
    ],
    ids=["read-only", "writing", "with-an-account"],
)
@pytest.mark.parametrize("explore", [(), ("--explore", "--explore-requests", "120")], ids=["corpus", "explore"])
def test_nothing_held_back_is_called_by_anything(
    more: dict[str, Any], explore: tuple[str, ...], tmp_path: Path
) -> None:
    with acting() as system:
        done = ran("run", *written(system, tmp_path, **more), "--format", "json", "-q", *explore)
        assert system.done() == {}
        assert system.asked["/payments"] > 0
        assert system.asked["/senders"] > 0
        assert system.asked["/box/status"] > 0
    report = json.loads(done.stdout)
    told = {one["path"]: one for one in report["coverage"]["held_back"]}
    assert set(told) == set(ACTING)
    assert all(one["reason"] == "out-of-scope" for one in told.values())
    asked = {one["path"]: one["requests"] for one in report["coverage"]["operations"]}
    assert {path: asked[path] for path in ACTING} == dict.fromkeys(ACTING, 0)


def test_a_pass_says_what_it_was_not_judged_on(tmp_path: Path) -> None:
    clause = "support.contract.answers-match"
    with acting() as system:
        words = written(system, tmp_path)
        report = json.loads(ran("run", *words, "--clause", clause, "--format", "json", "-q").stdout)
    (judged,) = report["clauses"]
    readable = [one["operation"] for one in report["coverage"]["held_back"] if one["method"] == "GET"]
    assert judged["verdict"] == "pass"
    assert judged["held_back"] == readable
    assert judged["detail"].startswith("not judged on what was not called: GET /logout, stopAll")
    assert judged["detail"].endswith("(9)")
    assert all(clause in one["clauses"] for one in report["coverage"]["held_back"] if one["method"] == "GET")


def test_a_clause_that_only_they_could_decide_says_why_it_is_open(tmp_path: Path) -> None:
    with acting() as system:
        keys = {"only": ["/logout"]}
        names = ("contract.accepts", "contract.refuses", "description.own-document")
        words = [*written(system, tmp_path, **keys), *(f"--clause=support.{name}" for name in names)]
        report = json.loads(ran("run", *words, "--format", "json", "-q").stdout)
        assert system.done() == {}
    assert {clause["verdict"] for clause in report["clauses"]} == {"inconclusive"}
    assert {clause["reason"] for clause in report["clauses"]} == {"out-of-scope"}
    assert {one["input"] for one in report["coverage"]["unlock"]} <= {"only", "hold_back"}
    assert {one["because"] for one in report["coverage"]["held_back"]} == {"hold_back", "only"}


def test_what_is_allowed_by_name_is_called(tmp_path: Path) -> None:
    keys = {"hold_back": {"allow": ["/logout", "tag:导出", "GET /box/*"]}}
    with acting() as system:
        report = json.loads(ran("run", *written(system, tmp_path, **keys), "--format", "json", "-q").stdout)
        assert set(system.done()) == {"/logout", "/a3", "/box/purge"}
    assert not {"/logout", "/a3"} & {one["path"] for one in report["coverage"]["held_back"]}


def test_what_is_excluded_or_not_chosen_is_not_called(tmp_path: Path) -> None:
    keys = {"only": ["/payments", "list*"], "exclude": ["listSenders"]}
    with acting() as system:
        ran(
            "run", *written(system, tmp_path, **keys), "--format", "json", "-q", "--explore", "--explore-requests", "60"
        )
        own = {path for path in system.asked if path in {*ACTING, *READING} or path.startswith("/box")}
    assert own == {"/payments", "/users"}


@pytest.mark.parametrize("key", ["only", "exclude"])
def test_a_name_that_names_nothing_is_refused_before_anything_is_sent(key: str, tmp_path: Path) -> None:
    with acting() as system:
        done = ran("run", *written(system, tmp_path, **{key: ["/paymets"]}))
        assert not system.asked
    assert done.exit_code == 2
    assert f"{key}: there is no operation `/paymets`" in done.stderr
    assert "did you mean `/payments`?" in done.stderr


def test_the_plan_lists_them_with_the_word_and_the_way_to_allow_them(tmp_path: Path) -> None:
    with acting() as system:
        done = ran("run", *written(system, tmp_path), "--dry-run")
        assert not system.asked
    assert "operations not called, 10:" in done.stdout
    assert 'GET /send-mail  mailing: its path says "send": it sends or notifies' in done.stdout
    assert 'to have it called all the same: hold_back: {allow: ["mailing"]}' in done.stdout


def test_a_pipe_lists_them_too(tmp_path: Path) -> None:
    with acting() as system:
        done = ran("run", *written(system, tmp_path), "-q", "--no-corpus")
    lines = [line for line in done.stdout.splitlines() if line.startswith("held-back ")]
    assert len(lines) == len(ACTING)
    assert any("operation=cacheFlush method=GET path=/a1 because=hold_back word=Flush where=id" in it for it in lines)


def test_replaying_a_case_of_one_says_why_it_is_not_asked(tmp_path: Path) -> None:
    everything = own_corpus(read_contract(DOCUMENT), DEFAULT_SEED)[0]
    name = next(case.id for case in everything.cases if case.operation == "GET /logout")
    with acting() as system:
        done = ran("replay", name, *written(system, tmp_path))
        assert system.done() == {}
    assert done.exit_code == 3
    assert "GET /logout: undecided" in done.stdout
    assert 'GET /logout is not called: its path says "logout": it logs out' in done.stdout
    assert 'hold_back: {allow: ["GET /logout"]}' in done.stdout


def test_a_contract_of_ours_says_itself_what_it_is() -> None:
    for kind in ("resource-catalogue", "data-exchange", "one-stop"):
        assert narrowed(kind_contract(kind), replace(TARGET, kind=kind)).holding.held == {}


def test_what_takes_back_a_creation_is_called_and_what_cannot_be_taken_back_is_not() -> None:
    assert set(held(NOTES)) == {"purge"}
    without = held(NOTES, exclude=("removeNote",))
    assert {name: one.because for name, one in without.items()} == {
        "removeNote": "exclude",
        "addNote": "undo",
        "purge": "hold_back",
    }


def test_a_request_is_refused_where_a_server_would_take_it_for_one_held_back() -> None:
    contract = narrowed(read_contract(DOCUMENT), TARGET)
    page = contract.operations["page"]
    for path in ("/logout", "/LOGOUT", "/logout/", "/logout?x=1", "/%6Cogout", "/send-mail"):
        refusal = refused(contract, page, "GET", path)
        assert refusal is not None, path
        assert refusal.reason is Reason.OUT_OF_SCOPE
    assert refused(contract, page, "HEAD", "/logout") is not None
    assert refused(contract, page, "GET", "/welcome") is None
    assert refused(contract, contract.operations["command"], "GET", "/do?action=logout") is not None
    assert refused(contract, contract.operations["command"], "GET", "/do?q=logout&action=list") is None


EXCLUDED = {
    "resource-catalogue": ("listVersions", "withdrawResource", "getDeclaration", "getRoot"),
    "data-exchange": ("GET /grants*", "listMessages"),
}


@pytest.mark.parametrize("kind", EXCLUDED)
def test_what_is_excluded_of_a_kind_leaves_clauses_open_and_none_failed(kind: str) -> None:
    with start(kind) as running:
        report = examine_target(replace(reference_target(running.address, kind), exclude=EXCLUDED[kind]), shrink=False)
    left_out = {one.operation for one in report.held_back}
    assert {one.operation: one.requests for one in report.covered if one.operation in left_out} == dict.fromkeys(
        left_out, 0
    )
    assert "registerResource" in left_out or kind != "resource-catalogue", "what it makes could not be taken back"
    verdicts = {it.verdict for it in report.results}
    assert verdicts <= {Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.NOT_APPLICABLE}
    open_ones = [it for it in report.results if it.verdict is Verdict.INCONCLUSIVE]
    assert open_ones
    assert any(it.reason is Reason.OUT_OF_SCOPE and it.input == "exclude" for it in open_ones)
    assert report.left_behind == ()
