from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import chinese_calendar
import pytest

from conformance.config.release import the_standard
from conformance.model.verdict import Reason, Undecided
from tests.pumping import at_most

KNOWN = the_standard().working_days
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
    assert KNOWN.last(begun, days) == due
    assert KNOWN.taken(begun, due) == days


@pytest.mark.parametrize("day", MADE_UP)
def test_weekends_that_are_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert KNOWN.is_working(date.fromisoformat(day))


def test_the_first_day_is_not_counted() -> None:
    monday = date(2026, 11, 2)
    assert KNOWN.taken(monday, monday) == 0
    assert KNOWN.taken(monday, date(2026, 11, 3)) == 1
    assert KNOWN.taken(monday, date(2026, 10, 1)) == 0


def test_a_calendar_period_that_ends_on_a_day_off_moves_on() -> None:
    assert KNOWN.last_calendar(date(2026, 11, 2), 3) == date(2026, 11, 5)
    assert KNOWN.last_calendar(date(2026, 9, 28), 5) == date(2026, 10, 8)


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2003, 12, 31)])
def test_a_year_the_calendar_lacks_is_undecided(day: date) -> None:
    with pytest.raises(Undecided) as undecided:
        KNOWN.is_working(day)
    assert undecided.value.reason is Reason.CALENDAR


def test_a_period_that_runs_into_such_a_year_is_undecided() -> None:
    with pytest.raises(Undecided):
        KNOWN.last(date(2026, 12, 30), 5)


def test_years_are_counted_once_however_many_records_ask() -> None:
    start, end = date(2024, 1, 3), date(2026, 11, 2)
    between = range(start.toordinal() + 1, end.toordinal() + 1)
    one_by_one = sum(KNOWN.is_working(date.fromordinal(day)) for day in between)
    with at_most(4, "years"):
        assert {KNOWN.taken(start, end) for _ in range(100_000)} == {one_by_one}


def test_a_year_without_a_calendar_is_met_in_order() -> None:
    with pytest.raises(Undecided) as raised:
        KNOWN.taken(date(2003, 12, 30), date(9999, 12, 31))
    assert "2003" in raised.value.detail.en
    assert KNOWN.taken(date(2023, 12, 31), date(2024, 1, 2)) == 1
    assert KNOWN.taken(date.max, date.max) == 0


@pytest.mark.parametrize("year", sorted(KNOWN.years))
def test_the_notices_agree_with_a_calendar_that_is_not_ours(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + isleap(year))]
    assert [day for day in days if KNOWN.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_the_years_since_the_regulation_on_sharing_are_known() -> None:
    assert {2025, 2026} <= set(KNOWN.years)


@pytest.mark.parametrize(
    ("begun", "ended", "late"),
    [
        ("2026-09-01", "2026-09-15", False),
        ("2026-09-01", "2026-09-16", True),
        ("2026-09-01", "2027-06-01", True),
        ("2030-01-01", "2030-01-11", False),
        ("9999-12-31", "2026-01-01", False),
    ],
)
def test_what_is_late_rests_on_the_last_day_alone(begun: str, ended: str, late: bool) -> None:
    assert KNOWN.is_late(date.fromisoformat(begun), date.fromisoformat(ended), 10) is late


def test_a_last_day_that_is_not_known_leaves_it_open() -> None:
    with pytest.raises(Undecided):
        KNOWN.is_late(date(2026, 12, 28), date(2027, 1, 20), 10)


@pytest.mark.parametrize(
    ("begun", "until", "longer"),
    [
        ("2026-09-01", "2026-09-15", False),
        ("2026-09-01", "2026-09-16", True),
        ("2026-10-23", "2026-11-06", False),
        ("2026-10-23", "2026-11-07", False),
        ("2026-10-23", "2026-11-08", False),
        ("2026-10-23", "2026-11-09", True),
        ("2026-12-17", "2026-12-31", False),
        ("2030-01-01", "2030-01-11", False),
    ],
)
def test_days_off_after_the_last_working_day_make_no_period_longer(begun: str, until: str, longer: bool) -> None:
    assert KNOWN.exceeds(date.fromisoformat(begun), date.fromisoformat(until), 10) is longer


def test_what_is_done_on_a_saturday_after_the_last_day_is_late() -> None:
    assert KNOWN.last(date(2026, 10, 23), 10) == date(2026, 11, 6)
    assert KNOWN.is_late(date(2026, 10, 23), date(2026, 11, 7), 10)


def test_a_period_that_ends_in_an_unknown_year_after_its_last_known_day_is_open() -> None:
    with pytest.raises(Undecided):
        KNOWN.exceeds(date(2026, 12, 17), date(2027, 1, 2), 10)


def test_what_comes_after_the_end_need_not_be_known() -> None:
    """Of ten days that stand still to the end of 2026 nobody has to know when 2027 begins to work."""
    begun, end = date(2026, 12, 1), date(2026, 12, 31)
    still = [(date(2026, 12, 4), end)]
    assert not KNOWN.is_late(begun, end, 10, still)
    assert not KNOWN.exceeds(begun, end, 10, still)
    assert KNOWN.is_late(begun, end, 2, still)
    with pytest.raises(Undecided):
        KNOWN.is_late(begun, date(2027, 1, 5), 10, still)


def test_days_left_out_move_the_last_one_on_for_both_ways_of_asking() -> None:
    begun, still = date(2026, 6, 1), [(date(2026, 6, 3), date(2026, 6, 5)), (date(2026, 6, 4), date(2026, 6, 8))]
    last = KNOWN.last(begun, 5, still)
    assert last == date(2026, 6, 12)
    assert not KNOWN.is_late(begun, last, 5, still)
    assert KNOWN.is_late(begun, date(2026, 6, 13), 5, still)
    assert not KNOWN.exceeds(begun, date(2026, 6, 14), 5, still)
    assert KNOWN.exceeds(begun, date(2026, 6, 15), 5, still)


def test_the_last_day_there_is_can_be_asked_about() -> None:
    assert not KNOWN.exceeds(date.max, date.max, 10)
    with pytest.raises(Undecided):
        KNOWN.exceeds(date(2026, 12, 17), date.max, 10)
    for start in (date.max, date.max - timedelta(days=1)):
        with pytest.raises(Undecided):
            KNOWN.last(start, 20)
