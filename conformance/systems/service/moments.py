"""Moments as callers write them (RFC 3339), put on one scale."""

from __future__ import annotations

import re
from datetime import date

_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[Tt](?P<h>\d\d):(?P<m>\d\d):(?P<s>\d\d)(?P<part>\.\d+)?(?:[Zz]|(?P<off>[+-]\d\d:\d\d))",
    re.ASCII,
)


def seconds(moment: str) -> float:
    """Seconds since the first day of the calendar. Raises ValueError.

    By hand, because year 1 and leap seconds are valid in RFC 3339.
    """
    found = _MOMENT.fullmatch(moment)
    if found is None:
        raise ValueError(f"{moment} is not a date-time of RFC 3339")
    offset = found["off"] or "+00:00"
    minutes = int(offset[0] + "1") * (int(offset[1:3]) * 60 + int(offset[4:6]))
    year, month, day = map(int, found["date"].split("-"))
    days = date(year or 4, month, day).toordinal()  # year 0 is valid RFC 3339 and unknown to the calendar module
    clock = int(found["h"]) * 3600 + (int(found["m"]) - minutes) * 60 + int(found["s"])
    return days * 86400 + clock + float(found["part"] or 0)
