"""Days and working days, by Shanghai time and the calendar that the State Council announces."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta, timezone
from functools import cache

import chinese_calendar

SHANGHAI = timezone(timedelta(hours=8))
KNOWN_UNTIL = 2026


def day_of(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


@cache
def is_working(day: date) -> bool:
    """Whether offices work; of a year not yet announced, New Year's Day alone is known to be free."""
    if day.year <= KNOWN_UNTIL:
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() <= 5 and (day.month, day.day) != (1, 1)


def working_days_after(day: date, count: int, left_out: Set[date] = frozenset()) -> date:
    """The day that many working days later, the days left out not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working(day) and day not in left_out
    return day
