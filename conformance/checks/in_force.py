"""From when the regulation on sharing government data (D809) is in force: what lies before it does not bind."""

from __future__ import annotations

from datetime import date

from conformance.checks.moments import day_of
from conformance.checks.places import value_at

SINCE = date(2025, 8, 1)


def predates_the_law(entry: object, *places: str) -> bool:
    """Whether the first of these places that holds a date names a day before the regulation was in force."""
    days = (day_of(value_at(entry, place)) for place in places)
    return next((day < SINCE for day in days if day is not None), False)
