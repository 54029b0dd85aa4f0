from __future__ import annotations

from datetime import date

import pytest

from conformance.checks.management.workdays import (
    is_working_day,
    last_calendar_day,
    last_working_day,
    working_days_taken,
)
from conformance.model.verdict import Reason, Undecided
from tests.pumping import at_most

VECTORS = [
    ("2026-02-10", 7, "2026-02-26"),
    ("2026-02-10", 15, "2026-03-09"),
    ("2026-02-10", 20, "2026-03-16"),
    ("2026-02-10", 40, "2026-04-14"),
    ("2026-09-20", 7, "2026-09-30"),
    ("2026-09-20", 20, "2026-10-23"),
    ("2026-09-20", 40, "2026-11-20"),
    ("2026-04-27", 7, "2026-05-09"),
    ("2026-04-27", 20, "2026-05-27"),
    ("2025-09-28", 7, "2025-10-14"),
    ("2025-09-28", 20, "2025-10-31"),
]
MADE_UP = [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
]


@pytest.mark.parametrize(("start", "days", "last"), VECTORS)
def test_working_days(start: str, days: int, last: str) -> None:
    begun, due = date.fromisoformat(start), date.fromisoformat(last)
    assert last_working_day(begun, days) == due
    assert working_days_taken(begun, due) == days


@pytest.mark.parametrize("day", MADE_UP)
def test_weekends_that_are_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert is_working_day(date.fromisoformat(day))


def test_the_first_day_is_not_counted() -> None:
    monday = date(2026, 11, 2)
    assert working_days_taken(monday, monday) == 0
    assert working_days_taken(monday, date(2026, 11, 3)) == 1
    assert working_days_taken(monday, date(2026, 10, 1)) == 0


def test_a_calendar_period_that_ends_on_a_day_off_moves_on() -> None:
    assert last_calendar_day(date(2026, 11, 2), 3) == date(2026, 11, 5)
    assert last_calendar_day(date(2026, 9, 28), 5) == date(2026, 10, 8)


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2003, 12, 31)])
def test_a_year_the_calendar_lacks_is_undecided(day: date) -> None:
    with pytest.raises(Undecided) as undecided:
        is_working_day(day)
    assert undecided.value.reason is Reason.CALENDAR


def test_a_period_that_runs_into_such_a_year_is_undecided() -> None:
    with pytest.raises(Undecided):
        last_working_day(date(2026, 12, 30), 5)


def test_decades_are_counted_once_however_many_records_ask() -> None:
    start, end = date(2005, 1, 3), date(2026, 11, 2)
    one_by_one = sum(is_working_day(date.fromordinal(day)) for day in range(start.toordinal() + 1, end.toordinal() + 1))
    with at_most(4, "decades"):
        assert {working_days_taken(start, end) for _ in range(100_000)} == {one_by_one}


def test_a_year_without_a_calendar_is_met_in_order() -> None:
    with pytest.raises(Undecided) as raised:
        working_days_taken(date(2003, 12, 30), date(9999, 12, 31))
    assert "2003" in raised.value.detail.en
    assert working_days_taken(date(2003, 12, 31), date(2004, 1, 2)) == 1
    assert working_days_taken(date.max, date.max) == 0
