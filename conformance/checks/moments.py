"""Reads dates and date-times in the forms GB/T 39046 and RFC 3339 write them; what is none of them is None."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

CHINA = timezone(timedelta(hours=8))
_DATE = r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d)(?P<colon>:?)(?P<minute>\d\d)(?P=colon)(?P<second>\d\d)(?:[.,](?P<part>\d{1,6})\d*)?"
_ZONE = r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?"
_DAY = re.compile(_DATE, re.ASCII)
_MOMENT = re.compile(f"{_DATE}[Tt]?{_CLOCK}{_ZONE}", re.ASCII)


def day_of(value: object) -> date | None:
    """The day a date or date-time names, a date-time as the clock in China shows it."""
    moment = moment_of(value)
    if moment is not None:
        return moment.date()
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return date(*_numbers(found, "year", "month", "day")) if found else None
    except ValueError:
        return None


def moment_of(value: object) -> datetime | None:
    """The moment a date-time names, by the clock in China, to the microsecond; without an offset it is Beijing time."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day, hour, minute, second = _numbers(found, "year", "month", "day", "hour", "minute", "second")
    # A leap second is valid in RFC 3339 and unknown to datetime.
    second = 59 if second == 60 else second
    part = int((found["part"] or "").ljust(6, "0"))
    try:
        return datetime(year, month, day, hour, minute, second, part, _zone(found["zone"])).astimezone(CHINA)
    except (ValueError, OverflowError):
        return None


def are_alike(one: Any, other: Any) -> bool:
    """Whether two values are one, or name one moment."""
    moment = moment_of(one)
    return bool(one == other) or (moment is not None and moment_of(other) == moment)


def _numbers(found: re.Match[str], *names: str) -> list[int]:
    return [int(found[name]) for name in names]


def zone_is_stated(value: object) -> bool | None:
    """Whether a date-time carries its offset, whatever the day it names; None for what has not the form of one."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    return bool(found["zone"]) if found else None


def is_basic(value: object) -> bool:
    """Whether a date-time is written without hyphens and colons, as the tables of GB/T 39046 have it."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    return found is not None and not found["dash"] and not found["colon"]


def _zone(text: str | None) -> timezone:
    if not text:
        return CHINA
    if text in "Zz":
        return timezone(timedelta(0))
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
