"""What lies before the day since when a law is in force: that law does not bind it."""

from __future__ import annotations

from datetime import date

from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import apart

SHARING = date(2025, 8, 1)
"""Since when the regulation on sharing government data (D809) is in force."""


def predates_the_law(entry: object, *places: str, since: date | None = SHARING) -> bool:
    """Whether the first of these places that holds a date names a day before a law was in force."""
    days = (day_of(value_at(entry, place)) for place in places)
    return since is not None and next((day < since for day in days if day is not None), False)


def refuse_before(entry: object, *places: str, in_force: str) -> None:
    """Raises Apart for what the first of these places that holds a date puts before the day since when a rule holds."""
    if predates_the_law(entry, *places, since=day_of(in_force)):
        raise apart(f"早于施行之日 {in_force}", f"it is before the rule came into force on {in_force}")


def refuse_earlier(day: date, in_force: str) -> None:
    """Raises Apart for what happened before the day since when a rule holds, `2021-07-15`; without one nothing did."""
    since = day_of(in_force)
    if since is not None and day < since:
        raise apart(f"{day} 早于施行之日 {in_force}", f"{day} is before the rule came into force on {in_force}")
