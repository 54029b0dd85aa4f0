"""Periods of working days, with days a record sets aside: in time, late, or not to be told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.generic.periods import done_by_day_of_next_year, done_within_working_days, period_is_counted
from conformance.model.text import Text
from tests.checks.making import CALENDAR, said, value

TODAY = date(2026, 11, 2)
SEEN = Text("{name}", "{name} {since} {done} {days}")


def judged(entry: Any, **more: Any) -> list[str]:
    asked: dict[str, Any] = {"since": ("fixed", "came"), "done": "done.at", "days": 20, "seen": SEEN, **more}
    return said(done_within_working_days, value(entry), today=TODAY, calendar=CALENDAR, **asked)


def case(came: str, done: str = "", *asides: tuple[str, str], **more: Any) -> dict[str, Any]:
    told = {"done": {"at": f"{done}T09:00:00+08:00"}} if done else {}
    spans = [{"from": one, **({"to": other} if other else {})} for one, other in asides]
    return {"id": "q-1", "came": came, **told, "asides": spans, **more}


ASIDE = {"stopped": "asides", "stop": "from", "resume": "to"}


def test_the_last_day_is_in_time_and_the_next_is_not() -> None:
    assert judged(case("2026-03-02", "2026-03-30")) == []
    assert judged(case("2026-03-02", "2026-03-31")) == [
        "done.at: q-1 2026-03-02 2026-03-31 20; due 2026-03-30 at the latest, within 20 working days"
    ]


def test_the_first_date_told_begins_the_period_and_an_extension_adds_to_it() -> None:
    assert judged(case("2026-03-02", "2026-04-10", fixed="2026-03-16")) == []
    longer = {"extended": "more", "extension": 20}
    assert judged(case("2026-03-02", "2026-04-28", more={"by": "x"}), **longer) == []
    assert len(judged(case("2026-03-02", "2026-04-29", more={"by": "x"}), **longer)) == 1
    assert len(judged(case("2026-03-02", "2026-04-28"), **longer)) == 1


def test_what_is_not_done_yet_is_late_or_tells_nothing() -> None:
    assert judged(case("2026-10-30")) == ["undecided: the period has not passed yet"]
    assert judged(case("2026-09-01"))[0].startswith("done.at: q-1 2026-09-01 not yet 20")


def test_days_set_aside_do_not_count_however_they_overlap() -> None:
    aside = ("2026-03-05", "2026-03-19")  # ten working days after the first of them
    assert judged(case("2026-03-02", "2026-04-14", aside), **ASIDE) == []
    assert judged(case("2026-03-02", "2026-04-14", aside, aside, ("2026-03-06", "2026-03-10")), **ASIDE) == []
    assert len(judged(case("2026-03-02", "2026-04-16", aside), **ASIDE)) == 1


def test_one_day_that_two_ways_of_counting_differ_in_is_undecided() -> None:
    aside = ("2026-03-05", "2026-03-19")
    assert judged(case("2026-03-02", "2026-04-15", aside), **ASIDE) == [
        "undecided: q-1: whether the first day set aside counts is open"
    ]


@pytest.mark.parametrize(
    ("asides", "told"),
    [
        ((("2026-03-05", ""),), "it does not tell when what is set aside began and ended"),
        ((("", "2026-03-09"),), "it does not tell when what is set aside began and ended"),
        ((("2026-03-19", "2026-03-05"),), "what is set aside begins on 2026-03-19 and ends on 2026-03-05"),
    ],
)
def test_asides_that_cannot_be_leave_it_undecided(asides: Any, told: str) -> None:
    assert judged(case("2026-03-02", "2026-06-30", *asides), **ASIDE) == [f"undecided: q-1: {told}"]


def test_an_aside_that_goes_on_stops_the_clock_to_this_day() -> None:
    assert judged(case("2026-09-28", "", ("2026-09-29", "")), **ASIDE) == ["undecided: the period has not passed yet"]


def test_what_cannot_be_is_undecided_in_words() -> None:
    assert judged(case("2026-03-02", "2026-03-01")) == ["undecided: q-1: done.at (2026-03-01) is before 2026-03-02"]
    assert judged({"id": "q-1", "came": "2026-02-30", "done": {"at": "2026-03-01"}}) == [
        "undecided: q-1: it has no came"
    ]
    assert judged({"id": "q-1", "came": "2026-03-02", "done": {"at": "soon"}}) == ["undecided: q-1: done.at is no date"]
    assert judged(case("2061-03-02", "2061-06-02"))[0].startswith("undecided: the calendar of working days")
    for odd in (None, [], 7, "x", {"came": {}}):
        assert judged(odd)[0].startswith("undecided: ")


def test_records_that_are_not_in_question_are_left_apart() -> None:
    assert judged(case("2026-03-02", "2026-06-30"), only=("fixed",)) == ["undecided: it has no fixed"]
    assert judged(case("2026-03-02", "2026-06-30", delay={"a": 1}), unless=("delay",)) == ["undecided: it has delay"]


def test_what_began_before_the_rule_is_left_apart() -> None:
    told = "undecided: 2026-03-02 is before the rule came into force on 2026-03-03"
    assert judged(case("2026-03-02", "2026-06-30"), in_force="2026-03-03") == [told]
    assert len(judged(case("2026-03-02", "2026-06-30"), in_force="2026-03-02")) == 1


def test_of_several_days_at_a_place_the_last_counts() -> None:
    entry = {"id": "q-1", "came": "2026-03-02", "notices": [{"at": "2026-03-05"}, {"at": "2026-03-20"}]}
    asked: dict[str, Any] = {"done": "notices[].at", "days": 7}
    assert judged(entry, **asked) == [
        "notices[].at: q-1 2026-03-02 2026-03-20 7; due 2026-03-11 at the latest, within 7 working days"
    ]
    assert judged({**entry, "notices": entry["notices"][:1]}, **asked) == []


def counted(entry: Any, **more: Any) -> list[str]:
    asked: dict[str, Any] = {"since": ("came",), "until": "due", "days": 15, "seen": SEEN, **more}
    return said(period_is_counted, value(entry), calendar=CALENDAR, **asked)


def test_a_last_day_is_the_one_counted() -> None:
    entry = {"id": "q-1", "came": "2026-03-02", "due": "2026-03-23"}
    assert counted(entry) == []
    assert counted({**entry, "due": "2026-03-17"}) == [
        "due: q-1 2026-03-02 2026-03-17 15; due 2026-03-23, the last of 15 working days"
    ]
    assert counted({**entry, "due": "2026-03-01"}) == ["undecided: q-1: due (2026-03-01) is before 2026-03-02"]
    assert counted({"id": "q-1", "came": "2026-03-02"}) == ["undecided: q-1: it has no due"]
    assert counted({"came": "2026-03-02"}, only=("due",)) == ["undecided: it has no due"]


def test_either_way_of_counting_the_first_day_set_aside_is_taken() -> None:
    entry = {"id": "q-1", "came": "2026-03-02", "asides": [{"from": "2026-03-05", "to": "2026-03-12"}]}
    for due, fine in (("2026-03-27", False), ("2026-03-30", True), ("2026-03-31", True), ("2026-04-01", False)):
        assert (counted({**entry, "due": due}, **ASIDE) == []) is fine, due


def yearly(year: Any, done: Any) -> list[str]:
    asked = {"year": "year", "done": "at", "month": 1, "day": 31}
    return said(done_by_day_of_next_year, value({"year": year, "at": done}), calendar=CALENDAR, **asked)


def test_what_is_due_by_a_day_of_the_next_year_may_come_on_the_working_day_after_a_weekend() -> None:
    assert yearly("2024", "2025-01-31") == []
    assert yearly("2025", "2026-02-02") == []  # 31 January 2026 is a Saturday
    assert yearly("2025", "2026-02-03") == ["at: that of 2025 was done on 2026-02-03; due 2026-01-31 at the latest"]
    for odd in ((2025, "2026-01-01"), ("two", "2026-01-01"), ("2025", None), (None, None)):
        assert yearly(*odd)[0].startswith("undecided: ")


def test_of_several_days_one_that_cannot_be_read_leaves_open_what_is_not_late_without_it() -> None:
    odd = {"at": "2026年9月1日"}
    told = {"id": "q-1", "came": "2026-03-02"}
    assert judged({**told, "told": [{"at": "2026-03-03"}, odd]}, done="told[].at") == [
        "undecided: q-1: not every told[].at is a date"
    ]
    assert len(judged({**told, "told": [odd, {"at": "2026-03-31"}]}, done="told[].at")) == 1
