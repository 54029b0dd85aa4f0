"""`hutong report --verify` and `--compare`, on results filed by a real run and on ones altered afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.model.case import Unmade, Unquestioned
from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.reports import json_document
from conformance.systems.serve import start
from tests.interop.sample_network import good_interop, interop
from tests.reports import sample

KIND = "resource-catalogue"
Document = dict[str, Any]


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "en"])


def file_of(made: Report | Interop | Document, place: Path) -> Path:
    document = made if isinstance(made, dict) else json_document.document(made, "zh")
    place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of a real run, as `-o json` leaves it."""
    place = tmp_path_factory.mktemp("run") / "result.json"
    with start(KIND, []) as running:
        words = ["run", running.address, "-p", KIND, "--clause", "support.paging.bounded", "-q", "-o", f"json:{place}"]
        CliRunner().invoke(app, words)
    return place


def test_a_result_of_this_installation_matches_in_every_part(filed: Path) -> None:
    done = call("report", filed, "--verify")
    assert done.exit_code == 0, done.output
    words = [line.split()[-2] for line in done.output.splitlines()[:6]]
    assert words == ["same"] * 6


def altered(document: Document) -> None:
    document["clauses"][0]["verdict"] = "not-applicable"


def other_tool(document: Document) -> None:
    document["digests"]["tool"] = "0" * 64
    document["digests"]["document"] = json_document.own_digest(document)


def other_kind(document: Document) -> None:
    document["profile"] |= {"kind": "of-another-house", "contract": "of-another-house"}
    document["digests"]["document"] = json_document.own_digest(document)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (altered, 4, "altered or damaged"),
        (other_tool, 4, "another tool"),
        (other_kind, 0, "All that is here matches"),
    ],
)
def test_says_what_does_not_match(
    change: Callable[[Document], None], code: int, said: str, filed: Path, tmp_path: Path
) -> None:
    document = json.loads(filed.read_text(encoding="utf-8"))
    change(document)
    done = call("report", file_of(document, tmp_path / "x.json"), "--verify")
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert ("not here" in done.output) is (change is other_kind)


def test_blanks_and_the_order_of_members_alter_nothing(filed: Path, tmp_path: Path) -> None:
    document = json.loads(filed.read_text(encoding="utf-8"))
    place = tmp_path / "x.json"
    place.write_text(json.dumps(document, sort_keys=True, indent=None), encoding="utf-8")
    assert call("report", place, "--verify").exit_code == 0


def with_verdict(what: Report, name: str, verdict: Verdict) -> Report:
    results = tuple(
        replace(it, verdict=verdict, findings=(), places=0, reason=None) if it.clause.id == name else it
        for it in what.results
    )
    return replace(what, results=results)


def compared_with(before: Any, now: Any, folder: Path, *words: str) -> Result:
    return call("report", file_of(now, folder / "now.json"), "--compare", file_of(before, folder / "old.json"), *words)


def test_new_fixed_and_still_failing_are_told_apart(tmp_path: Path) -> None:
    base = sample.report()
    fixed = with_verdict(base, "support.paging.size-is-bounded", Verdict.PASS)
    found = compared_with(base, fixed, tmp_path, "--format", "json")
    said = json.loads(found.output)
    assert found.exit_code == 0
    assert [it["clause"] for it in said["fixed"]] == ["support.paging.size-is-bounded"]
    assert [it["clause"] for it in said["still"]] == ["overall.time.zone-is-stated"]
    assert (said["new"], said["changed"]) == ([], [])
    found = compared_with(fixed, base, tmp_path)
    assert found.exit_code == 1
    assert found.output.startswith("new 1 · fixed 0 · still failing 1 · verdicts changed otherwise 0")
    assert "support.paging.size-is-bounded  readResource" in found.output or "listResources" in found.output


def test_what_can_no_longer_be_judged_is_not_fixed(tmp_path: Path) -> None:
    base = sample.report()
    lost = with_verdict(base, "support.paging.size-is-bounded", Verdict.ERROR)
    said = json.loads(compared_with(base, lost, tmp_path, "--format", "json").output)
    assert said["fixed"] == []
    assert [(it["clause"], it["before"], it["now"]) for it in said["changed"]] == [
        ("support.paging.size-is-bounded", "fail", "error")
    ]


def test_an_operation_beyond_the_listed_findings_is_not_new(tmp_path: Path) -> None:
    base = sample.report()
    many = replace(base.results[0], operations=("listResources", "readResource", "registerResource"))
    told = replace(base, results=(many, *base.results[1:]))
    said = json.loads(compared_with(told, told, tmp_path, "--format", "json").output)
    assert said["new"] == []
    assert {it["operation"] for it in said["still"]} >= {"readResource", "registerResource"}


def test_a_new_departure_somebody_answers_for_is_told_and_not_red(tmp_path: Path) -> None:
    base = with_verdict(sample.waived_report(), "support.paging.size-is-bounded", Verdict.PASS)
    found = compared_with(base, sample.waived_report(), tmp_path)
    assert found.exit_code == 0
    assert "(waived)" in found.output


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (lambda: replace(sample.report(), release_digest="f" * 64), "standards differ"),
        (lambda: replace(sample.report(), profile=replace(sample.profile(), digest="f" * 64)), "profiles differ"),
        (lambda: replace(sample.report(), target=replace(sample.report().target, name="x")), "targets differ"),
        (interop, "the other of a network"),
        (
            lambda: replace(sample.report(), without=(Unquestioned("listResources", Unmade.HANGS),)),
            "the clock cut what was asked of operations: listResources",
        ),
        (
            lambda: replace(sample.report(), timed_out=("readResource",)),
            "the clock cut what was asked of operations: readResource",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(other: Callable[[], Any], said: str, tmp_path: Path) -> None:
    done = compared_with(other(), sample.report(), tmp_path)
    assert done.exit_code == 2
    assert said in done.output


def test_pairs_of_a_network_are_compared(tmp_path: Path) -> None:
    base = interop()
    repaired = replace(base, cells=tuple(replace(it, verdict=Verdict.PASS) if it.duty else it for it in base.cells))
    said = json.loads(compared_with(base, repaired, tmp_path, "--format", "json").output)
    assert said["fixed"] == [
        {
            "provider": "社保",
            "consumer": "水务",
            "item": "440300-SB-0001",
            "title": said["fixed"][0]["title"],
            "waived": False,
        }
    ]
    assert compared_with(repaired, base, tmp_path).exit_code == 1
    assert compared_with(base, good_interop(), tmp_path).exit_code == 2


def test_networks_judged_by_other_profiles_are_not_compared(tmp_path: Path) -> None:
    other = replace(interop(), profile_digests={**interop().profile_digests, "pair": "9" * 64})
    done = compared_with(other, interop(), tmp_path)
    assert done.exit_code == 2
    assert "profiles differ: pair (999999999999), islands (cccccccccccc) and pair (bbbbbbbbbbbb)" in done.output


def test_one_thing_at_a_time(filed: Path) -> None:
    assert call("report", filed, "--verify", "--compare", filed).exit_code == 2
