"""The period to answer an application, by articles 30 to 35 of the regulation."""

from __future__ import annotations

from datetime import date, timedelta

from tests.second_disclosure.files import Row
from tests.second_system.days import day_of, working_days_after
from tests.second_system.fields import moment

USUAL = 20


def consulted(row: Row) -> frozenset[date]:
    """The days on which others were being consulted, from the day after the letter went out."""
    days: set[date] = set()
    for asked in row["consultations"]:
        day = day_of(moment(asked["sentAt"]))
        end = date.fromisoformat(asked.get("closedOn", day.isoformat()))
        days |= {day + timedelta(days=n) for n in range(1, (end - day).days + 1)}
    return frozenset(days)


def last_day(row: Row) -> date | None:
    """The last day to answer; None while the period does not run or its end cannot be known yet."""
    if "delay" in row:
        return date.fromisoformat(row["delay"]["until"])
    begun = row.get("fee", {}).get("paidOn") or row.get("suppliedOn") or row.get("receivedOn")
    waiting = row["corrections"] and "suppliedOn" not in row
    if not begun or waiting or any("closedOn" not in asked for asked in row["consultations"]):
        return None
    return working_days_after(date.fromisoformat(begun), USUAL + row.get("_days", 0), consulted(row))


def extended_until(row: Row, days: int, today: date) -> date:
    """The last day once extended; consultations still open are taken as ending today."""
    asked = [{"closedOn": today.isoformat(), **one} for one in row["consultations"]]
    due = last_day({**row, "consultations": asked})
    assert due
    return working_days_after(due, days, consulted({**row, "consultations": asked}))
