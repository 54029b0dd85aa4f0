from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from conformance.checks.generic.books import (
    amount_is_at_most,
    lateness_is_explained,
    parts_are_stated,
    records_are_named,
    text_avoids,
    texts_are_within,
    whole_number_is_within,
)
from conformance.checks.generic.values import text_is_stated
from conformance.model.text import Text
from tests.checks.making import CALENDAR, exchange, said, trace, value

TODAY = date(2026, 11, 2)
DUE = Text("应", "due")


def page(step: str, *entries: Any, **more: Any) -> Any:
    return exchange(step, {"items": list(entries), **more})


def named(cases: Any, public: Any) -> list[str]:
    asked: dict[str, Any] = {"step": "cases", "within": "public", "where": {"state": ["granted"]}, "by": "case"}
    more = {"excepted": "withheld", "since": "at", "days": 7, "due": DUE, "seen": Text("{name}", "{name} is not there")}
    return said(records_are_named, trace(cases, public), today=TODAY, calendar=CALENDAR, **asked, **more)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ({"id": "b-1", "at": "2026-09-01"}, []),
        ({"id": "b-2", "at": "2026-09-01"}, ["b-2 is not there; due due"]),
        ({"id": "b-2", "at": "2026-10-30"}, ["undecided: there is no record to look for"]),
        ({"id": "b-2", "at": "2026-09-01", "withheld": "国家秘密"}, ["undecided: there is no record to look for"]),
        ({"id": "b-2"}, ["undecided: b-2 does not tell at"]),
        ({"id": "b-2", "at": "2026-09-01", "state": "denied"}, ["undecided: there is no record to look for"]),
    ],
)
def test_a_record_is_named_where_its_time_is_over_and_nothing_excepts_it(case: Any, found: list[str]) -> None:
    assert named(page("cases", {"state": "granted", **case}), page("public", {"case": "b-1"})) == found


def test_a_list_that_goes_on_may_name_it_further_on() -> None:
    case = {"id": "b-2", "state": "granted", "at": "2026-09-01"}
    (found,) = named(page("cases", case), page("public", {"case": "b-1"}, next="/public?page=2"))
    assert found.startswith("undecided: the list public was not read to its end")


@pytest.mark.parametrize(
    ("due", "done", "found"),
    [
        ("2026-10-20", "2026-10-20", []),
        ("2026-10-20", "2026-10-21", ["reason: why; due due"]),
        ("2026-10-20", None, ["reason: why; due due"]),
        ("2026-12-20", None, []),
        ("2026-02-30", "2026-10-21", ["undecided: due is no date"]),
    ],
)
def test_what_is_late_says_why(due: str, done: str | None, found: list[str]) -> None:
    asked: dict[str, Any] = {"members": ("reason",), "before": "due", "after": "done", "seen": Text("{name}", "why")}
    assert said(lateness_is_explained, value({"due": due, "done": done}), today=TODAY, due=DUE, **asked) == found


def test_periods_are_compared_in_one_unit_alone() -> None:
    asked: dict[str, Any] = {"member": "a.days", "most": "b.days", "alike": ("a.unit", "b.unit"), "due": DUE}
    seen = Text("{value}", "{value} of {most}")

    def found(a: Any, b: Any) -> list[str]:
        return said(amount_is_at_most, value({"a": a, "b": b}), seen=seen, **asked)

    assert found({"days": 20, "unit": "w"}, {"days": 20.0, "unit": "w"}) == []
    assert found({"days": 21, "unit": "w"}, {"days": 20, "unit": "w"}) == ["a.days: 21 of 20; due due"]
    assert found({"days": 21, "unit": "c"}, {"days": 20, "unit": "w"}) == ["undecided: a.unit, b.unit differ"]
    assert found({"days": "21"}, {"days": 20}) == ["undecided: there is no a.days or b.days"]


def test_texts_numbers_and_posts() -> None:
    seen = Text("{name}", "{name} has {value}")
    assert said(texts_are_within, value({"a": "四个汉字", "b": 12345}), most={"a": 3, "b": 3}, seen=seen) == [
        "a: a has 4; due at most 3 characters"
    ]
    bounds: dict[str, Any] = {"member": "n", "least": 0, "most": 99, "due": DUE}
    assert [bool(said(whole_number_is_within, value({"n": n}), **bounds)) for n in (0, 99, 100, True, None)] == [
        *(False, False, True, True, True)
    ]
    clerk = re.compile("经办|窗口")
    assert said(text_avoids, value({"post": "副局长"}), member="post", pattern=clerk, due=DUE) == []
    assert said(text_avoids, value({"post": "窗口经办人"}), member="post", pattern=clerk, due=DUE) != []


def test_what_was_done_before_the_day_a_rule_began_is_not_meant() -> None:
    asked: dict[str, Any] = {
        "dated": "at",
        "in_force": "2026-07-01",
        "members": ("told",),
        "where": {"state": ("denied",)},
    }

    def found(at: Any, told: str = "", state: str = "denied") -> list[str]:
        entry = {"id": "b-1", "at": at, "told": told, "state": state}
        return said(text_is_stated, value(entry), due=DUE, **asked)

    assert found("2026-06-30") == ["undecided: it is before the rule came into force on 2026-07-01"]
    assert found("2026-07-01", "60日") == []
    assert found("2026-07-01") == ["told: told is ; due due"]
    assert found("2026-07-01", state="granted") == ["undecided: state is none of these"]
    for odd in (None, "soon", 7):
        assert found(odd)[0].startswith("undecided: it has no at")


@pytest.mark.parametrize(
    ("procedures", "found"),
    [
        ([{"days": 20, "told": "2026-06-01"}], []),
        ([{"days": 0, "told": " "}, 7], ["days", "told", "days", "told"]),
        (None, ["undecided"]),
        ([], ["undecided"]),
    ],
)
def test_each_part_of_a_record_says_what_it_must(procedures: Any, found: list[str]) -> None:
    asked: dict[str, Any] = {"step": "cases", "where": {"type": ["01"]}, "part": "parts", "members": ("days", "told")}
    listed = page("cases", {"id": "b-1", "type": "01", "parts": procedures}, {"id": "b-2", "type": "20", "parts": [{}]})
    told = said(parts_are_stated, trace(listed), due=DUE, **asked)
    assert [line.removeprefix("b-1.parts: ").partition(" ")[0].rstrip(":") for line in told] == found
