"""Working days from one day on, make-up working days included."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from conformance.model.working_days import SATURDAY, WorkingDays
from conformance.norms.data_files import data
from conformance.norms.working_days import years_of_work


def after(day: date, number: int, paused: Collection[tuple[date, date]] = ()) -> date:
    """The last of so many working days after a day; in a year without a notice yet every weekday counts as one.

    Days after the first of a `paused` period, up to its last, count for none.
    """
    while number:
        day += timedelta(days=1)
        number -= is_working(day) and not any(first < day <= last for first, last in paused)
    return day


def is_working(day: date) -> bool:
    """Whether people work on a day; in a year without a notice yet they do on every weekday."""
    return _known().is_working(day) if day.year in _known().years else day.weekday() < SATURDAY


@cache
def _known() -> WorkingDays:
    """The years the release knows."""
    return WorkingDays({year.year: year for _, year, _ in years_of_work(data("standards")) if year})
