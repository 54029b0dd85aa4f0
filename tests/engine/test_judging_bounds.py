"""Judging has a budget that is counted: what saw only a part is no pass, what was found stays found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conformance.config.release import the_standard
from conformance.engine.judging.allowance import MOST_BYTES, MOST_FOUND, MOST_VALUES
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Judgement, JudgingContext
from conformance.engine.judging.reasons import most_telling
from conformance.engine.judging.tally import SERIOUS
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.clause import Clause, Each
from conformance.model.exchange import Exchange, Failure, Outcome, Response, Trace
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from tests.checks.making import exchange, trace
from tests.pumping import at_most

PROBLEM = "support.errors.problem-details"
GOOD = {"type": "t", "title": "x", "status": 404}
MEDIA = "application/problem+json"


def judged(clause: Clause, traces: Sequence[Trace]) -> Judgement:
    standard = the_standard()
    bench = JudgingContext(standard, loaded("general").contract, tools(), {}, {}, date(2026, 11, 2))
    keys = {(verify.probe, verify.role) for verify in clause.verify}
    return judge(clause, dict.fromkeys(keys, traces), {}, bench)


def large(number: int, data: Any, size: int = 8 << 20) -> list[Exchange]:
    """Answers of one large body, each judged anew."""
    body = json.dumps(data).encode()
    response = Response(404, "", (("Content-Type", MEDIA),), body + b" " * (size - len(body)))
    base = replace(exchange("a", data, 404, media=MEDIA), response=response, outcome=Outcome(404, data))
    return [replace(base) for _ in range(number)]


def test_a_must_that_saw_a_part_and_found_nothing_is_no_pass() -> None:
    clause = the_standard().clauses[PROBLEM]
    within, most = MOST_BYTES // (8 << 20), Text(f"{MOST_BYTES >> 20} MiB", f"{MOST_BYTES >> 20} MiB")
    other = exchange("b", {**GOOD, "title": "y"}, 404, media=MEDIA)
    assert judged(clause, [trace(*large(within - 1, GOOD), other)]).verdict is Verdict.PASS
    beyond = judged(clause, [trace(*large(within, GOOD), other, *large(1, GOOD))])
    assert (beyond.verdict, beyond.reason) == (Verdict.INCONCLUSIVE, Reason.BUDGET)
    assert beyond.detail
    assert most.en in beyond.detail.en
    assert most.zh in beyond.detail.zh
    assert beyond.exercised == within


def test_one_answer_beyond_all_measure_is_not_judged() -> None:
    whole = judged(the_standard().clauses[PROBLEM], [trace(*large(1, GOOD, MOST_BYTES + 1))])
    assert (whole.verdict, whole.reason, whole.exercised) == (Verdict.INCONCLUSIVE, Reason.BUDGET, 0)


def test_what_was_found_before_the_budget_ended_stays_found() -> None:
    within = MOST_BYTES // (8 << 20)
    bad = exchange("a", {"error": "x"}, 404)
    found = judged(the_standard().clauses[PROBLEM], [trace(bad, *large(within + 1, GOOD))])
    assert found.verdict is Verdict.FAIL
    assert found.detail
    assert "the rest was not" in found.detail.en


def test_a_trace_is_counted_by_all_its_answers() -> None:
    clause = the_standard().clauses["support.paging.complete"]
    pages = [replace(it, step="page") for it in large(MOST_BYTES // (8 << 20) + 1, {"items": [{"id": 1}], "total": 1})]
    assert judged(clause, [trace(*pages)]).reason is Reason.BUDGET


def many(number: int, value: Any) -> Exchange:
    operation = loaded("resource-catalogue").contract.operations["listResources"]
    return exchange("a", {"items": [{"x": value}] * number}, operation=operation)


def by_value() -> Clause:
    """A clause that judges one value after the other: that a day exists."""
    clauses = the_standard().clauses.values()
    found = next(it for it in clauses if any(verify.check == "date-exists" for verify in it.verify))
    verify = next(verify for verify in found.verify if verify.check == "date-exists")
    return replace(found, applies_when=None, verify=(replace(verify, each=Each(path="items[].x")),))


def test_values_are_counted_on_to_a_bound() -> None:
    with at_most(20, "values"):
        within = judged(by_value(), [trace(many(MOST_VALUES, "2026-11-02"))])
        beyond = judged(by_value(), [trace(many(MOST_VALUES + 1, "2026-11-02"))])
    assert (within.verdict, within.exercised) == (Verdict.PASS, MOST_VALUES)
    assert (beyond.verdict, beyond.reason, beyond.exercised) == (Verdict.INCONCLUSIVE, Reason.BUDGET, MOST_VALUES)


def test_findings_are_counted_on_to_a_bound_and_said_to_be_at_least_so_many() -> None:
    with at_most(10, "findings"):
        found = judged(by_value(), [trace(many(100_000, "2026-02-30"))])
    assert (found.verdict, len(found.found)) == (Verdict.FAIL, MOST_FOUND)
    assert found.detail
    assert found.detail.en.startswith(f"at least {MOST_FOUND} places")
    few = judged(by_value(), [trace(many(MOST_FOUND - 1, "2026-02-30"))])
    assert (len(few.found), few.detail) == (MOST_FOUND - 1, None)


def failing(reason: Reason) -> Exchange:
    return replace(exchange("a"), response=None, failure=Failure(reason, Text(reason.value, reason.value)))


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.TOO_LARGE, Reason.PROTOCOL, Reason.BUDGET])
def test_of_several_reasons_the_most_telling_is_told(reason: Reason) -> None:
    """An answer that decides nothing stands before what brought no answer at all, and behind it."""
    clauses = the_standard().clauses.values()
    clause = next(it for it in clauses if any(one.check == "trace-is-refused" for one in it.verify))
    unhelpful = exchange("a", None, 500, method="TRACE")
    asked = replace(failing(reason), request=unhelpful.request)
    for order in ([unhelpful, asked], [asked, unhelpful]):
        found = judged(clause, [trace(*order)])
        assert (found.verdict, found.reason) == (Verdict.INCONCLUSIVE, reason)


def test_every_reason_of_which_nothing_is_known_is_serious_and_told_first() -> None:
    """A reason that is added later leaves a clause undecided, until somebody says otherwise."""
    lacking = {Reason.NO_CREDENTIAL, Reason.OUT_OF_SCOPE, Reason.UNKNOWN_FACT, Reason.NOT_AT_THIS_DEPTH}
    assert not lacking & SERIOUS
    assert {
        Reason.TIMEOUT,
        Reason.UNREACHABLE,
        Reason.PROTOCOL,
        Reason.TOO_LARGE,
        Reason.BUDGET,
        Reason.VOID,
    } <= SERIOUS
    for reason in Reason:
        assert most_telling([Reason.NOTHING_EXERCISED, reason], lambda each: each) is reason
