"""The OSCAL folder: reproducible, whole in its references, and true to the verdicts and waivers of the document."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance.model.report import Report
from conformance.model.text import Lang
from conformance.reports import formats, json_document
from conformance.reports.formats.oscal.frame import COMPASS, NAMESPACE, VERSION
from tests.reports import sample
from tests.reports.formats.oscal_links import problems
from tests.reports.snapshots import same_as

LANGS: tuple[Lang, Lang] = ("zh", "en")
RESULTS = "assessment-results.json"


def folder(report: Report, lang: Lang = "zh") -> dict[str, Any]:
    made = formats.render("oscal", json_document.document(report, lang), lang)
    assert not isinstance(made, bytes)
    return {name: json.loads(data) for name, data in made.items()}


def result(files: dict[str, Any]) -> dict[str, Any]:
    (found,) = files[RESULTS]["assessment-results"]["results"]
    return dict(found)


def prop(node: dict[str, Any], name: str, ns: str = NAMESPACE) -> str | None:
    return next((it["value"] for it in node.get("props", ()) if (it["name"], it.get("ns")) == (name, ns)), None)


def test_looks_as_kept() -> None:
    made = formats.render("oscal", json_document.document(sample.waived_report(), "zh"), "zh")
    assert not isinstance(made, bytes)
    for name, data in made.items():
        same_as(f"oscal.zh/{name}", data.decode())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "make", [sample.report, sample.waived_report, sample.good_report, sample.hostile_report, sample.open_report]
)
def test_every_reference_resolves_in_the_folder(make: Callable[[], Report], lang: Lang) -> None:
    files = folder(make(), lang)
    assert not [*problems(files)]
    assert {whole["metadata"]["oscal-version"] for file in files.values() for whole in file.values()} == {VERSION}


def spoil_observation(files: dict[str, Any]) -> None:
    del result(files)["observations"][0]


def spoil_party(files: dict[str, Any]) -> None:
    files[RESULTS]["assessment-results"]["metadata"]["parties"][0]["uuid"] = result(files)["uuid"]


def spoil_plan(files: dict[str, Any]) -> None:
    files[RESULTS]["assessment-results"]["import-ap"]["href"] = "plan.json"


def spoil_source(files: dict[str, Any]) -> None:
    del files["catalog.json"]["catalog"]["back-matter"]["resources"][0]


def spoil_control(files: dict[str, Any]) -> None:
    files["catalog.json"]["catalog"]["groups"][0]["controls"][0]["id"] = "other"


def spoil_time(files: dict[str, Any]) -> None:
    result(files)["findings"][0]["start"] = "2026-11-24T08:00:00"


def spoil_list(files: dict[str, Any]) -> None:
    result(files)["findings"][0]["links"] = []


@pytest.mark.parametrize(
    "spoil",
    [spoil_observation, spoil_party, spoil_plan, spoil_source, spoil_control, spoil_time, spoil_list],
)
def test_the_judge_of_references_sees_a_broken_one(spoil: Callable[[dict[str, Any]], None]) -> None:
    files = copy.deepcopy(folder(sample.waived_report()))
    spoil(files)
    assert [*problems(files)]


def test_the_exact_verdict_stands_beside_the_two_states() -> None:
    report = sample.report()
    files = folder(report)
    findings = {it["target"]["target-id"].removesuffix("_smt"): it for it in result(files)["findings"]}
    seen = {it["title"] for it in result(files)["observations"]}
    states = {"pass": ("satisfied", "pass"), "fail": ("not-satisfied", "fail")}
    for item in report.results:
        assert item.clause.id in seen
        finding = findings.get(item.clause.id)
        if item.verdict in ("manual", "not-applicable"):
            assert finding is None
            continue
        assert finding is not None
        status = finding["target"]["status"]
        assert (status["state"], status["reason"]) == states.get(item.verdict, ("not-satisfied", "other"))
        assert prop(finding, "verdict") == item.verdict


def test_a_waiver_is_a_deviation_somebody_approved_until_a_day() -> None:
    files = folder(sample.waived_report())
    (risk,) = result(files)["risks"]
    (entry,) = risk["risk-log"]["entries"]
    (party,) = files[RESULTS]["assessment-results"]["metadata"]["parties"]
    assert (risk["status"], risk["deadline"]) == ("deviation-approved", "2027-03-31T23:59:59+08:00")
    assert entry["props"] == [{"name": "type", "value": "dr-approved"}]
    assert entry["logged-by"] == [{"party-uuid": party["uuid"]}]
    assert party["name"] == "Zhang San, data bureau"
    (waived,) = [it for it in result(files)["findings"] if it.get("related-risks")]
    assert waived["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    assert prop(waived, "waived", COMPASS) == "true"
    assert prop(waived, "verdict") == "fail"


def test_no_text_of_a_system_acts() -> None:
    text = json.dumps(folder(sample.hostile_report()), ensure_ascii=False)
    assert "\x1b" not in text
    descriptions = [it["description"] for it in result(folder(sample.hostile_report()))["observations"]]
    assert not [said for said in descriptions if "<script" in said.replace("\\<", "")]


def test_the_other_language_stands_beside() -> None:
    zh, en = (folder(sample.waived_report(), lang) for lang in LANGS)
    one, other = (files["catalog.json"]["catalog"]["groups"][0]["controls"][0] for files in (zh, en))
    assert (one["title"], prop(one, "title")) == (prop(other, "title"), other["title"])


def test_the_same_run_makes_the_same_files_and_another_run_others() -> None:
    first, again = folder(sample.report()), folder(sample.report())
    later = folder(sample.report(started="2026-11-25T08:00:00+08:00"))
    assert first == again
    assert first[RESULTS]["assessment-results"]["uuid"] != later[RESULTS]["assessment-results"]["uuid"]
