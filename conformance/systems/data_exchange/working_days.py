"""Working days from one day on, make-up working days included."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar


def after(day: date, number: int) -> date:
    """The last of so many working days after a day. Raises NotImplementedError for a year without a calendar."""
    while number:
        day += timedelta(days=1)
        number -= bool(chinese_calendar.is_workday(day))
    return day
