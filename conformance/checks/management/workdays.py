"""Counts days as law counts them: working days by the calendar of China, and calendar days.

The first day is never counted. The calendar is chinesecalendar's, make-up working days included; a year it does not
cover raises Undecided(calendar), so that nobody is told late by a guess.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import chinese_calendar

from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether people work on that day. Raises Undecided for a year the calendar does not cover."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        text = Text(f"工作日历没有 {day.year} 年", f"the calendar of working days does not cover {day.year}")
        raise Undecided(Reason.CALENDAR, text) from None


def working_days_taken(start: date, end: date) -> int:
    """The working days after `start` up to `end`, `end` included; 0 where `end` is not later."""
    if end <= start:
        return 0
    first = start + ONE_DAY
    before = _worked(first.year)[first.timetuple().tm_yday - 1]
    years = sum(_worked(year)[-1] for year in range(first.year, end.year))
    return years + _worked(end.year)[end.timetuple().tm_yday] - before


@cache
def _worked(year: int) -> Sequence[int]:
    """The working days of a year before its first day, and up to each of its days. Raises Undecided.

    Counted once: a list of a hundred thousand records would else walk through as many decades.
    """
    days = (date(year, 1, 1) + ONE_DAY * count for count in range(365 + isleap(year)))
    return (0, *accumulate(map(is_working_day, days)))


def last_working_day(start: date, days: int) -> date:
    """The last day of a period of at most so many working days (1 or more) that began on `start`."""
    day = start
    for _ in range(days):
        day = _next_working_day(day + ONE_DAY)
    return day


def last_calendar_day(start: date, days: int) -> date:
    """The last day of a period of at most so many calendar days; one that falls on a day off moves on."""
    return _next_working_day(start + ONE_DAY * days)


def _next_working_day(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day
