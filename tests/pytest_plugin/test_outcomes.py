"""A verdict becomes the outcome that keeps pytest's exit code true to the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conformance.model.clause import GateRule, Level
from conformance.model.report import ClauseResult, Gate
from conformance.model.text import Lang, Text
from conformance.model.verdict import Reason, Verdict
from conformance.model.waiver import Waiver
from conformance.pytest_plugin.outcomes import of_clause, of_gate, properties
from tests.reports import sample

RULE = GateRule((Level.MUST,))
WAIVER = Waiver("W-7", "x.y.z", "city", (), "until the gateway is replaced", "Li Si", date(2027, 1, 1))


def first(verdict: Verdict) -> ClauseResult:
    return next(it for it in sample.report().results if it.verdict is verdict)


def at(result: ClauseResult, level: Level) -> ClauseResult:
    return replace(result, clause=replace(result.clause, level=level))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("verdict", "level", "kind"),
    [
        (Verdict.PASS, Level.MUST, "passed"),
        (Verdict.FAIL, Level.MUST, "failed"),
        (Verdict.FAIL, Level.SHOULD, "xfailed"),
        (Verdict.INCONCLUSIVE, Level.MUST, "error"),
        (Verdict.INCONCLUSIVE, Level.SHOULD, "skipped"),
        (Verdict.ERROR, Level.MUST, "error"),
        (Verdict.ERROR, Level.SHOULD, "skipped"),
        (Verdict.MANUAL, Level.MUST, "skipped"),
        (Verdict.NOT_APPLICABLE, Level.MUST, "skipped"),
    ],
)
def test_only_what_holds_the_gate_back_is_red(verdict: Verdict, level: Level, kind: str, lang: Lang) -> None:
    outcome = of_clause(at(first(verdict), level), RULE, lang)
    assert outcome.kind == kind
    assert bool(outcome.text) == (kind != "passed")


def test_a_fail_shows_what_a_terminal_shows() -> None:
    result = at(first(Verdict.FAIL), Level.MUST)
    text = of_clause(result, RULE, "en").text
    found = result.findings[0]
    assert text.splitlines()[0] == found.message.en
    for label, said in (("due", found.due.en), ("seen", found.seen.en), ("repeat", found.curl)):
        assert any(line.split() and label in line.split()[:2] and said[:30] in line for line in text.splitlines()), (
            label
        )
    assert f"hutong explain {result.clause.id}" in text


def test_nothing_a_system_says_acts_on_the_terminal() -> None:
    for result in sample.hostile_report().results:
        outcome = of_clause(at(result, Level.MUST), RULE, "zh")
        said = outcome.text + "".join(value for _, value in properties(result))
        assert not [char for char in said if char in sample.HOSTILE and not char.isprintable() and char != "\n"]


def test_what_somebody_answers_for_is_expected_and_named() -> None:
    waived = of_clause(replace(at(first(Verdict.FAIL), Level.MUST), waiver=WAIVER), RULE, "zh")
    assert waived.kind == "xfailed"
    assert "Li Si" in waived.text
    known = of_clause(replace(at(first(Verdict.FAIL), Level.MUST), known=True), RULE, "en")
    assert known.kind == "xfailed"
    assert known.text.startswith("known nonconformity")


@pytest.mark.parametrize(
    ("met", "code", "kind"), [(True, 0, "passed"), (False, 0, "xfailed"), (False, 1, "failed"), (False, 3, "error")]
)
def test_the_gate_ends_as_its_exit_code(met: bool, code: int, kind: str) -> None:
    why = Text("让步 W-7 没有对应的不符合项，应删除", "the waiver W-7 covers nothing: remove it")
    report = replace(sample.report(), gate=Gate(met, code, () if met else (why,)))
    outcome = of_gate(report, "en")
    assert outcome.kind == kind
    assert ("W-7" in outcome.text) == (not met)


def test_the_evidence_of_the_first_finding_is_carried_along() -> None:
    told = dict(properties(first(Verdict.FAIL)))
    found = first(Verdict.FAIL).findings[0]
    assert told["hutong.digest"] == found.evidence[-1].digest
    assert told["hutong.curl"] == found.curl
    open_one = next(it for it in sample.report().results if it.reason is Reason.NO_CREDENTIAL)
    assert dict(properties(open_one))["hutong.reason"] == "no-credential"
