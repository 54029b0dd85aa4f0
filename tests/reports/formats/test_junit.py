"""JUnit is red exactly where the gate is, and tells of every clause what an item of pytest tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from conformance.model.clause import GateRule, Level
from conformance.model.report import ClauseResult, Gate, Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.model.waiver import Waiver
from conformance.pytest_plugin.outcomes import of_clause, of_gate
from conformance.reports import formats, json_document
from tests.reports import sample

OUTCOMES = {"failure": "failed", "error": "error", "skipped": "skipped"}
"""The outcomes of JUnit in the words of pytest, which writes an expected failure as skipped, too."""
WAIVER = Waiver("W-7", "x.y.z", "city", (), "until the gateway is replaced", "Li Si", date(2027, 1, 1))
REASONS = (Text("缺一项", "one is missing"), Text("又缺一项", "another, too"))


def read(report: Report, lang: Lang = "en") -> dict[str, Xml.Element]:
    """The cases of a report by the first word of their name."""
    root = Xml.fromstring(formats.render("junit", json_document.document(report, lang), lang))
    return {case.attrib["name"].split()[0]: case for case in root.findall("testsuite/testcase")}


def outcome(case: Xml.Element) -> str:
    return next((word for tag, word in OUTCOMES.items() if case.find(tag) is not None), "passed")


def at_every_level() -> Report:
    """The sample with each of its clauses on every level, as it is, waived and known."""
    results: list[ClauseResult] = []
    report = sample.report()
    for number, result in enumerate(report.results):
        for level in Level:
            for mark, changed in (
                ("plain", replace(result, waiver=None, known=False)),
                ("waived", replace(result, waiver=WAIVER, known=False)),
                ("known", replace(result, waiver=None, known=True)),
            ):
                if mark == "plain" or result.verdict is Verdict.FAIL:
                    name = f"{result.clause.id}-{number}-{level.value}-{mark}"
                    results.append(replace(changed, clause=replace(result.clause, id=name, level=level)))
    return replace(report, results=tuple(results))


@pytest.mark.parametrize("mandatory", [(Level.MUST,), (Level.MUST, Level.SHOULD), tuple(Level)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_is_what_an_item_of_pytest_is(mandatory: tuple[Level, ...], lang: Lang) -> None:
    report = at_every_level()
    report = replace(report, profile=replace(report.profile, gate=GateRule(mandatory)))
    cases = read(report, lang)
    assert len(cases) == len(report.results) + len(report.held_back) + 1
    seen = set()
    for result in report.results:
        item = of_clause(result, report.profile.gate, lang).kind
        assert outcome(cases[result.clause.id]) == {"xfailed": "skipped"}.get(item, item), result.clause.id
        seen.add((result.verdict, item))
    assert len(seen) >= 7


def test_a_departure_outside_the_gate_says_why_it_does_not_count_and_all_that_was_found() -> None:
    result = next(it for it in sample.report().results if it.verdict is Verdict.FAIL and it.findings[0].curl)
    plain = replace(result, waiver=None, known=False)
    for changed, why in (
        (replace(plain, clause=replace(plain.clause, level=Level.MAY)), "outside the gate"),
        (replace(plain, waiver=WAIVER), "W-7 waived until 2027-01-01"),
        (replace(plain, known=True), "known nonconformity"),
    ):
        case = read(replace(sample.report(), results=(changed,)))[changed.clause.id]
        skipped, told = case.find("skipped"), case.findtext("system-out")
        assert skipped is not None
        assert skipped.attrib["message"].startswith(f"fail · {why}")
        assert changed.findings[0].message.en in (told or "")


@pytest.mark.parametrize(
    ("gate", "due"),
    [
        (Gate(True, 0, ()), "passed"),
        (Gate(False, 0, REASONS), "skipped"),
        (Gate(False, 1, REASONS), "failed"),
        (Gate(False, 3, REASONS), "error"),
        (Gate(False, 130, REASONS), "error"),
    ],
)
def test_the_gate_has_a_case_of_its_own(gate: Gate, due: str) -> None:
    report = replace(sample.report(), gate=gate)
    case = read(report)["gate"]
    assert outcome(case) == due == {"xfailed": "skipped"}.get(of_gate(report, "en").kind, of_gate(report, "en").kind)
    if due != "passed":
        assert case[0].attrib["message"] == "one is missing; another, too"


def test_it_counts_what_it_holds() -> None:
    document = json_document.document(at_every_level(), "zh")
    root = Xml.fromstring(formats.render("junit", document, "zh"))
    cases = root.findall("testsuite/testcase")
    names = [case.attrib["name"] for case in cases]
    told = len(document["clauses"]) + len(document["coverage"]["held_back"])
    assert len(set(names)) == len(names) == told + 1
    for suite in root.findall("testsuite"):
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[attribute]) == len(suite.findall(f"testcase/{tag}"))
