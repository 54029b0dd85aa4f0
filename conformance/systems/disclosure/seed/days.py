"""Days and moments of what is planted: forenoons of working days, each at a minute of its own."""

from __future__ import annotations

from datetime import date, timedelta

from conformance.systems.service.working_days import after, is_working


def working(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def at(day: date, number: int) -> str:
    """A moment on a day."""
    return f"{day}T{9 + number % 3:02d}:{number * 7 % 60:02d}:00+08:00"


def later(day: date, days: int) -> date:
    """So many working days later."""
    return after(day, days) if days else day
