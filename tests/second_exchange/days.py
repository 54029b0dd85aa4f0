"""Days and working days, by Shanghai time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


def day_of(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def working_days_after(day: date, count: int) -> date:
    """The day that many working days later; no public holiday lies within the reach of this system's fixed day."""
    while count:
        day += timedelta(days=1)
        count -= day.isoweekday() <= 5
    return day
