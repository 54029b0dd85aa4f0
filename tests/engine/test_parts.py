"""A verdict on a part says of how many how many were looked at, and a must that saw a part has not passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conformance.config.release import the_standard
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Judgement, JudgingContext
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.clause import Clause, Level
from conformance.model.exchange import Cut
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from tests.checks.making import exchange, trace

PROBLEM = "support.errors.problem-details"
GOOD, BAD = {"type": "t", "title": "x", "status": 404}, {"error": "x"}
KINDS = Text("数据对象", "kinds of record")
PART = Cut(5, 9, KINDS)
WHY = Text("同一段程序", "one piece of code answers them all")


def judged(clause: Clause, *cuts: Cut, data: object = GOOD) -> Judgement:
    bench = JudgingContext(the_standard(), loaded("general").contract, tools(), {}, {}, date(2026, 11, 2))
    answers = exchange("a", data, 404, media="application/problem+json")
    seen = replace(trace(answers), cuts=cuts)
    return judge(clause, {(verify.probe, verify.role): [seen] for verify in clause.verify}, {}, bench)


def clause(level: Level, **verified: object) -> Clause:
    """The clause at this level, judged on the answers of one probe."""
    found = the_standard().clauses[PROBLEM]
    verify = tuple(replace(each, **{"probe": "pages", **verified}) for each in found.verify)
    return replace(found, level=level, verify=verify)


def test_a_should_passes_and_tells_its_base() -> None:
    found = judged(clause(Level.SHOULD), PART, PART, Cut(100, None, Text("条目", "entries")))
    assert found.verdict is Verdict.PASS
    assert found.detail == Text(
        "数据对象：共 9，看了 5；条目：看了 100，其后还有",
        "looked at 5 of 9 kinds of record; looked at 100 entries, there are more",
    )


def test_a_must_that_saw_a_part_is_undecided() -> None:
    found = judged(clause(Level.MUST), PART)
    assert (found.verdict, found.reason, found.exercised > 0) == (Verdict.INCONCLUSIVE, Reason.BUDGET, True)
    assert found.detail == PART.text


def test_a_must_whose_clause_says_that_a_sample_is_enough_passes_and_tells_its_base() -> None:
    found = judged(clause(Level.MUST, sample=WHY), PART)
    assert (found.verdict, found.detail) == (Verdict.PASS, PART.text)


@pytest.mark.parametrize("level", Level)
def test_the_whole_passes_without_a_word_and_a_fail_of_a_part_stays_a_fail(level: Level) -> None:
    whole = judged(clause(level))
    assert (whole.verdict, whole.detail) == (Verdict.PASS, None)
    assert judged(clause(level), PART, data=BAD).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("cut", "counts"),
    [
        (Cut(5, 9, KINDS, "a"), True),
        (Cut(5, 9, KINDS, "b"), False),
        (Cut(5, 9, KINDS, "a", "listResources"), True),
        (Cut(5, 9, KINDS, "a", "listChanges"), False),
        (Cut(5, 9, KINDS, "", "listChanges"), False),
        (PART, True),
    ],
)
def test_a_part_counts_where_the_clause_looks(cut: Cut, counts: bool) -> None:
    """By the steps and operations a clause names; where it names none everything counts."""
    found = clause(Level.MUST)
    narrowed = replace(found.verify[0].when, step=("a",), operation=("listResources",))
    there = judged(replace(found, verify=tuple(replace(each, when=narrowed) for each in found.verify)), cut)
    assert (there.verdict is Verdict.INCONCLUSIVE) == counts
    assert judged(found, cut).verdict is Verdict.INCONCLUSIVE


def test_a_pass_of_several_items_tells_the_base_of_each() -> None:
    item = clause(Level.SHOULD).verify[0]
    two = replace(clause(Level.SHOULD), verify=(item, replace(item, probe="corpus")))
    bench = JudgingContext(the_standard(), loaded("general").contract, tools(), {}, {}, date(2026, 11, 2))
    answers = trace(exchange("a", GOOD, 404, media="application/problem+json"))
    traces = {
        (each.probe, each.role): [replace(answers, cuts=(Cut(n, 9, KINDS),))] for n, each in enumerate(two.verify, 1)
    }
    found = judge(two, traces, {}, bench)
    assert found.verdict is Verdict.PASS
    assert found.detail
    assert found.detail.en == "looked at 1 of 9 kinds of record; looked at 2 of 9 kinds of record"
