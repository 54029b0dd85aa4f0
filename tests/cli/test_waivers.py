"""Waivers and known nonconformities through the command line, on a faulty reference system."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.systems.faults import faults
from conformance.systems.serve import start

KIND = "resource-catalogue"
CLAUSE = "support.paging.complete"
LISTS = ("listChanges", "listResources")
"""Where the fault shows."""
SOON = (date.today() + timedelta(days=90)).isoformat()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with start(KIND, [faults(KIND)[CLAUSE]]) as running:
        yield running.address


@pytest.fixture
def config(address: str, tmp_path: Path) -> Path:
    roles = ("applicant", "officer", "administrator", "peer")
    tokens = "".join(f"      {role}: {{token: reference-{role}-token}}\n" for role in roles)
    file = tmp_path / "hutong.yaml"
    head = f"targets:\n  city:\n    address: {address}\n    profile: {KIND}\n    environment: test\n    credentials:\n"
    file.write_text(head + tokens, encoding="utf-8")
    return file


def run(config: Path, *words: str) -> Result:
    only = ("--clause", CLAUSE, "--clause", "support.paging.bounded")
    return CliRunner().invoke(app, ["run", "-c", str(config), "--lang", "en", "-q", *only, *words])


def waivers(config: Path, **changes: Any) -> str:
    raw = {
        "id": "W-1",
        "clause": CLAUSE,
        "target": "city",
        "justification": "the gateway is replaced in spring",
        "approver": "Zhang San, data bureau",
        "expires": SOON,
    } | changes
    file = config.parent / "waivers.yaml"
    file.write_text(json.dumps({"waivers": [{k: v for k, v in raw.items() if v is not None}]}), encoding="utf-8")
    return str(file)


def body(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_waived_fail_stays_a_fail_and_does_not_count(config: Path) -> None:
    assert run(config).exit_code == 1
    told = run(config, "--waivers", waivers(config))
    assert told.exit_code == 0
    assert f"fail {CLAUSE}" in told.stdout
    assert "waiver=W-1" in told.stdout


def test_a_waived_fail_shows_in_json(config: Path) -> None:
    clause = body(run(config, "--waivers", waivers(config), "--format", "json"))["clauses"][0]
    assert (clause["id"], clause["verdict"]) == (CLAUSE, "fail")
    assert clause["waiver"]["approver"] == "Zhang San, data bureau"
    assert {finding["waiver"] for finding in clause["findings"]} == {"W-1"}


def test_a_waiver_of_another_operation_covers_nothing(config: Path) -> None:
    told = run(config, "--waivers", waivers(config, operations=["getResource"]))
    assert told.exit_code == 1
    assert "covers nothing" in told.stdout


def test_an_unused_waiver_turns_the_run_red(config: Path) -> None:
    told = run(config, "--waivers", waivers(config, clause="support.paging.bounded"), "--format", "json")
    assert told.exit_code == 1
    assert any("W-1 covers nothing" in reason for reason in body(told)["gate"]["reasons"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expires": "2020-01-01"}, "expired on 2020-01-01"),
        ({"expires": "2099-01-01"}, "366 at most"),
        ({"expires": "2026-02-30"}, "no such day"),
        ({"expires": None}, "expires"),
        ({"clause": "support.paging.complet"}, "did you mean `support.paging.complete`"),
        ({"target": "citi"}, "did you mean `city`"),
        ({"operations": ["listResource"]}, "did you mean `listResources`"),
        ({"approver": ""}, "approver"),
        ({"reason": "x"}, "reason"),
    ],
)
def test_a_waiver_that_cannot_hold_is_refused_before_anything_is_sent(
    config: Path, changes: dict[str, Any], said: str
) -> None:
    told = run(config, "--waivers", waivers(config, **changes))
    assert told.exit_code == 2, told.output
    assert said in told.output
    assert "waivers.yaml" in told.output


def test_what_is_known_is_left_to_its_list(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    known = config.parent / "known.jsonl"
    first = run(config, "--known", str(known), "--update-known")
    assert first.exit_code == 1
    lines = [json.loads(line) for line in known.read_text().splitlines()]
    assert [(line["clause"], line["operation"]) for line in lines] == [(CLAUSE, name) for name in LISTS]
    again = run(config, "--known", str(known))
    assert again.exit_code == 0
    assert "gate=not-met" in again.stdout
    assert "known nonconformities: 0 new, 0 no longer found" in again.stderr
    assert "all of them are known" in again.stdout


def test_in_a_pipeline_the_list_of_what_is_known_only_shrinks(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    known = config.parent / "known.jsonl"
    known.write_text('{"clause": "support.paging.bounded", "operation": "listResources"}\n')
    told = run(config, "--known", str(known), "--update-known")
    assert told.exit_code == 1
    assert known.read_text() == ""
    assert f"the list only shrinks; {len(LISTS)} were not added" in told.stderr


def test_what_was_not_asked_stays_known(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    known = config.parent / "known.jsonl"
    unasked = '{"clause": "support.http.head", "operation": "listResources"}\n'
    gone = '{"clause": "support.paging.bounded", "operation": "listResources"}\n'
    known.write_text(unasked + gone)
    told = run(config, "--known", str(known), "--update-known")
    assert told.exit_code == 1
    kept = {json.loads(line)["clause"] for line in known.read_text().splitlines()}
    assert kept == {"support.http.head", CLAUSE}


def test_a_list_of_what_is_known_that_is_none_is_refused(config: Path) -> None:
    known = config.parent / "known.jsonl"
    known.write_text("support.paging.complete\n")
    told = run(config, "--known", str(known))
    assert told.exit_code == 2
    assert "known.jsonl:1:1" in told.output
