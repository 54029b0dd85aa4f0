"""`pytest --hutong` in a vendor's project: items, outcomes, evidence, selection, workers."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.vendor.conftest import FAULT, OWN, Call, entry, workers

PAGING = ("-k", "support.paging")


def test_a_clause_is_an_item_and_its_failure_shows_finding_and_curl(call: Call, project: Path) -> None:
    result = call("--hutong", "hutong.yaml::city", "-v", *PAGING)
    result.assert_outcomes(failed=1, passed=4, xfailed=1)
    result.stdout.fnmatch_lines([f"hutong.yaml::city::{FAULT} FAILED*", "*due *", "*seen *", "*curl -sS*"])
    result.stdout.no_fnmatch_line("*county*")
    (run,) = (project / "runs.txt").read_text().splitlines()
    assert set(run.split()[1:]) == {name for name in run.split() if name.startswith("support.paging.")}


def test_one_clause_is_chosen_by_its_id(call: Call) -> None:
    chosen = "hutong.yaml::county::support.paging.bounded"
    result = call("--hutong", "hutong.yaml", chosen, "-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"{chosen} PASSED*"])


def test_clauses_are_chosen_by_what_they_are(call: Call) -> None:
    result = call(
        "--hutong", "hutong.yaml::city", "--collect-only", "-q", "-m", "clause(family='security', level='must')"
    )
    chosen = [line for line in result.outlines if line.startswith("hutong.yaml::")]
    assert chosen
    assert all(line.startswith("hutong.yaml::city::security.") for line in chosen)


def test_two_workers_share_targets_not_clauses(call: Call, project: Path) -> None:
    (project / "test_own.py").write_text(OWN.read_text(encoding="utf-8"), encoding="utf-8")
    result = call("--hutong", "hutong.yaml", "-n", "2", "-v", "-k", "support.paging or test_own")
    result.assert_outcomes(failed=1, passed=20, xfailed=1)
    ran = workers(result)
    assert set(ran) == {"city", "county"}
    assert all(len(names) == 1 for names in ran.values()), ran
    assert sorted(line.split()[0] for line in (project / "runs.txt").read_text().splitlines()) == ["city", "county"]


def test_the_evidence_travels_from_the_worker_into_the_report(call: Call, project: Path) -> None:
    call("--hutong", "hutong.yaml::city", "-n", "2", "--junitxml", "out.xml", *PAGING)
    cases = Xml.parse(project / "out.xml").iter("testcase")
    told = {
        case.attrib["name"]: {it.attrib["name"]: it.attrib["value"] for it in case.iter("property")} for case in cases
    }
    assert told[FAULT]["hutong.verdict"] == "fail"
    assert told[FAULT]["hutong.curl"].startswith("curl ")
    assert len(told[FAULT]["hutong.digest"]) == 64
    assert told["support.paging.bounded"]["hutong.verdict"] == "pass"
    assert int(told["support.paging.bounded"]["hutong.exercised"]) > 0


def test_what_stays_undecided_is_an_error_never_green(call: Call, project: Path, addresses: dict[str, str]) -> None:
    bare = "version: 1\ntargets:\n" + entry("bare", addresses["county"], roles=False)
    (project / "bare.yaml").write_text(bare, encoding="utf-8")
    result = call("--hutong", "bare.yaml", "-k", "foreign-entry")
    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*no credential*", "give credentials.* to have it decided"])


def test_what_does_not_apply_or_needs_a_person_is_skipped_with_the_reason(call: Call) -> None:
    result = call(
        "--hutong", "hutong.yaml::county", "-rs", "-k", "security.tls or security.transport or assessed or plan"
    )
    counts = result.parseoutcomes()
    assert counts.get("skipped", 0) >= 1
    assert "failed" not in counts
    result.stdout.fnmatch_lines(["SKIPPED*hutong.yaml:*: *.*: *not applicable*"])


def test_a_waived_fail_is_expected_and_says_by_whom(call: Call, project: Path) -> None:
    soon = (date.today() + timedelta(days=30)).isoformat()
    waiver = {"id": "W-1", "clause": FAULT, "target": "city", "justification": "replaced in spring"}
    waivers = {"waivers": [waiver | {"approver": "Zhang San", "expires": soon}]}
    (project / "waivers.yaml").write_text(json.dumps(waivers), encoding="utf-8")
    result = call("--hutong", "hutong.yaml::city", "--hutong-waivers", "waivers.yaml", "-rx", *PAGING)
    result.assert_outcomes(xfailed=2, passed=4)
    assert result.ret == 0
    result.stdout.fnmatch_lines([f"XFAIL *W-1*Zhang San*{soon}*"])


def test_the_gate_is_an_item_and_green_is_the_exit_code_of_a_run(call: Call, project: Path) -> None:
    result = call("--hutong", "hutong.yaml::county", "-q")
    counts = result.parseoutcomes()
    assert result.ret == 0, result.stdout.str()
    assert set(counts) == {"passed", "skipped"}
    (run,) = (project / "runs.txt").read_text().splitlines()
    assert counts["passed"] + counts["skipped"] == len(run.split()), "one item a clause, and one for the gate"


def test_a_clause_named_twice_is_one_item(call: Call) -> None:
    chosen = "hutong.yaml::county::support.paging.bounded"
    call("--hutong", "hutong.yaml", "--keep-duplicates", chosen, chosen).assert_outcomes(passed=1)
