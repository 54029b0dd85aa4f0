from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.management.periods import (
    content_is_fresh,
    review_follows_the_update,
    update_follows_the_change,
)
from tests.checks.making import CALENDAR, exchange, judged, said, trace, value

TODAY = date(2026, 11, 2)
FIGURES = {
    "real_time_hours": 1,
    "daily_days": 2,
    "weekly_days": 9,
    "monthly_days": 35,
    "quarterly_days": 100,
    "yearly_days": 380,
}
ENTRY = {
    "id": "r-000001",
    "status": "published",
    "changeTrigger": {"kind": "law", "at": "2026-10-12"},
    "changedAt": "2026-10-23T17:00:00+08:00",
    "publishedAt": "2026-10-27T09:00:00+08:00",
}


def fresh(cycle: object, moment: object, today: date = TODAY) -> list[str]:
    entry = {"updateFrequency": cycle, "contentUpdatedAt": moment}
    return said(content_is_fresh, value(entry), today=today, calendar=CALENDAR, **FIGURES)


@pytest.mark.parametrize(
    ("cycle", "last", "too_old"),
    [
        ("1", "2026-11-01T23:30:00+08:00", "2026-11-01T22:59:00+08:00"),
        ("3", "2026-10-24T00:00:00+08:00", "2026-10-21T23:59:59+08:00"),
        ("4", "2026-09-28T00:00:00+08:00", "2026-09-24T00:00:00+08:00"),
        ("5", "2026-07-25T00:00:00+08:00", "2026-07-22T00:00:00+08:00"),
        ("6", "2025-10-18T00:00:00+08:00", "2025-10-15T00:00:00+08:00"),
    ],
)
def test_each_cycle_has_its_age(cycle: str, last: str, too_old: str) -> None:
    assert fresh(cycle, last) == []
    assert len(fresh(cycle, too_old)) == 1


def test_a_holiday_does_not_make_data_stale() -> None:
    assert fresh("2", "2026-09-30T09:00:00+08:00", date(2026, 10, 8)) == []
    assert len(fresh("2", "2026-09-30T09:00:00+08:00", date(2026, 10, 9))) == 1


def test_a_future_update_is_no_update() -> None:
    assert fresh("6", "2026-11-03T00:00:00+08:00")[0].endswith("due 2026-11-02 at the latest")


@pytest.mark.parametrize(("cycle", "moment"), [("9", "2026-11-01T09:00:00Z"), ("2", "soon"), ("2", None), (None, 7)])
def test_without_cycle_or_moment_nothing_is_judged(cycle: object, moment: object) -> None:
    assert fresh(cycle, moment)[0].startswith("undecided")


def test_what_the_calendar_lacks_is_left_open() -> None:
    assert fresh("2", "2027-03-01T09:00:00+08:00", date(2027, 3, 2)) == []
    assert "does not cover 2027" in fresh("2", "2027-03-01T09:00:00+08:00", date(2027, 3, 9))[0]
    assert fresh("3", "2021-03-01T09:00:00+08:00")[0].startswith("contentUpdatedAt: update cycle code 3")


def listed(**other: Any) -> Any:
    return trace(exchange("list", {"items": [{**ENTRY, **other}]}))


def test_updates_follow_the_change() -> None:
    periods: dict[str, Any] = {"calendar": CALENDAR, "days": 10, "extension": 5}
    assert said(update_follows_the_change, listed(), **periods) == []
    late = said(update_follows_the_change, listed(changedAt="2026-11-03T09:00:00+08:00"), **periods)
    assert late[0].endswith("16 working days later; due 2026-10-26 at the latest, within 10 working days")
    maybe = said(update_follows_the_change, listed(changedAt="2026-10-27T09:00:00+08:00"), **periods)
    assert maybe[0].startswith("undecided: r-000001 took more than 10 working days")
    both = [{**ENTRY, "changedAt": f"2026-{day}T09:00:00+08:00"} for day in ("11-03", "10-27")]
    assert len(said(update_follows_the_change, trace(exchange("list", {"items": both})), **periods)) == 1


def test_an_update_counts_as_soon_as_it_is_made() -> None:
    """It is late though nobody has approved it yet."""
    periods: dict[str, Any] = {"calendar": CALENDAR, "days": 10, "extension": 5}
    draft = {**ENTRY, "status": "draft", "changedAt": "2026-11-03T09:00:00+08:00"}
    assert (
        len(said(update_follows_the_change, trace(exchange("list", {"items": [draft | {"version": 1}]})), **periods))
        == 1
    )


def renewed(*versions: str | None, read: int = 200) -> list[str]:
    """What is found of an entry whose versions were made on these days; None for one the history does not list."""
    trigger = {"changeTrigger": ENTRY["changeTrigger"]}
    made = [
        {"version": number, "changedAt": f"2026-{day}T09:00:00+08:00", **({} if day < "10-12" else trigger)}
        for number, day in enumerate(versions, 1)
        if day
    ]
    entry = {**ENTRY, "version": len(versions), "changedAt": made[-1]["changedAt"]}
    history = exchange("history", {"items": made}, read, path="/resources/r-000001/versions")
    asked = trace(exchange("list", {"items": [entry]}), history)
    return said(update_follows_the_change, asked, calendar=CALENDAR, days=10, extension=5)


def test_an_update_that_was_returned_and_mended_was_there_in_time() -> None:
    assert renewed("09-01", "10-23", "11-20") == renewed("10-23", "11-20") == []
    late = ["r-000001 had to change on 2026-10-12 and did on 2026-11-20"]
    assert [one.partition(",")[0] for one in renewed("09-01", "11-20")] == late
    untold = ["undecided: r-000001 is version 2, and when it was first updated is not told"]
    assert renewed(None, "11-20") == renewed("10-23", "11-20", read=403) == untold
    assert renewed("09-01", "10-23") == renewed(None, "10-23") == []


def reviewed(**other: Any) -> list[str]:
    return said(review_follows_the_update, listed(**other), today=TODAY, calendar=CALENDAR, days=2)


SUBMITTED = {"submittedAt": "2026-10-23T17:00:00+08:00"}
DRAFT = {"status": "draft", "publishedAt": None}


def test_reviews_follow_the_submission() -> None:
    assert reviewed() == reviewed(**SUBMITTED) == []
    late = reviewed(**SUBMITTED, publishedAt="2026-10-28T09:00:00+08:00")
    assert late[0].endswith("3 working days later; due 2026-10-27 at the latest, within 2 working days")
    assert reviewed(submittedAt="2026-10-26T09:00:00+08:00", publishedAt="2026-10-28T09:00:00+08:00") == []


def test_an_update_that_is_never_reviewed_is_late_by_today() -> None:
    assert reviewed(**DRAFT, **SUBMITTED) == [
        "r-000001 was submitted on 2026-10-23 and is not published yet, 6 working days later; "
        "due 2026-10-27 at the latest, within 2 working days"
    ]
    assert reviewed(**DRAFT, submittedAt="2026-10-30T09:00:00+08:00")[0].startswith("undecided")


def test_without_the_day_of_submission_a_late_publication_tells_nothing() -> None:
    unknown = reviewed(publishedAt="2026-10-28T09:00:00+08:00")
    assert unknown == ["undecided: r-000001 does not tell when it was submitted for review"]
    assert reviewed(**DRAFT)[0].startswith("undecided: no published update")


@pytest.mark.parametrize(
    "other",
    [
        {"changeTrigger": {"kind": "other", "at": "2026-01-01"}},
        {"changeTrigger": None},
        {"status": "ended"},
        {"changedAt": "then"},
    ],
)
def test_other_changes_have_no_period(other: dict[str, Any]) -> None:
    assert said(update_follows_the_change, listed(**other), calendar=CALENDAR, days=10, extension=5)[0].startswith(
        "undecided"
    )
    assert reviewed(**other)[0].startswith("undecided")


def test_agreement_comes_before_publication() -> None:
    agreed = {**ENTRY, "assessment": {"approvedAt": "2026-10-27"}}
    assert judged("management.catalogue.agreed-first", value(agreed)) == []
    assert (
        len(judged("management.catalogue.agreed-first", value({**ENTRY, "assessment": {"approvedAt": "2026-10-28"}})))
        == 1
    )
    assert judged("management.catalogue.agreed-first", value(ENTRY))[0].startswith("undecided")
