"""When a system may be asked: over midnight, on some days, in its own zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from conformance.model.window import Window

CHINA = timezone(timedelta(hours=8))
NIGHT = Window(time(22), time(6), CHINA)
MONDAY = frozenset({0})


def china(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, whose 2nd is a Monday, told in UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (china(2, 21, 59), 0),
        (china(2, 22), 8),
        (china(3, 0), 6),
        (china(3, 5, 30), 0.5),
        (china(3, 6), 0),
        (china(3, 12), 0),
    ],
)
def test_a_night_goes_past_midnight(now: datetime, hours: float) -> None:
    assert NIGHT.rest(now) == hours * 3600


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    window = Window(time(22), time(6), CHINA, MONDAY)
    assert window.rest(china(2, 3)) == 0, "the night before began on a Sunday"
    assert window.rest(china(3, 3)) == 3 * 3600
    assert window.rest(china(3, 23)) == 0


def test_it_says_when_it_opens_next() -> None:
    assert NIGHT.opens(china(2, 12)) == china(2, 22)
    assert Window(time(22), time(6), CHINA, MONDAY).opens(china(3, 12)) == china(9, 22)


def test_a_whole_day_ends_at_midnight() -> None:
    assert Window(time(0), time(0), CHINA).rest(china(2, 12)) == 12 * 3600


def test_a_zone_that_changes_its_clocks_is_counted_in_real_seconds() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    window = Window(time(22), time(6), berlin)
    assert window.rest(datetime(2026, 3, 28, 22, tzinfo=berlin)) == 7 * 3600
    assert window.rest(datetime(2026, 10, 24, 22, tzinfo=berlin)) == 9 * 3600
