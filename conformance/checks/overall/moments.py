"""Whether dates are dates, and say which zone they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.moments import day_of, is_basic, zone_is_stated
from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.text import Text


def date_exists(value: Value) -> Iterator[Finding]:
    """A date or date-time is written in one of the two forms of GB/T 7408 and stands in the calendar."""
    if day_of(value.value) is None:
        yield Finding(
            Text(f"“{shown(value.value)}”", f'"{shown(value.value)}"'),
            Text("日历上有的日期，基本格式或扩展格式", "a day of the calendar, in the basic or the extended form"),
        )


def zone_is_explicit(value: Value, *, facts: Mapping[str, Any]) -> Iterator[Finding]:
    """A date-time carries its offset from UTC; in the basic form of GB/T 39046 the zone may be declared instead."""
    said = value.value.replace(" ", "T", 1) if isinstance(value.value, str) else None  # as databases print it
    stated = zone_is_stated(said)
    if stated is None:
        raise not_exercised(f"“{shown(value.value)}”不是日期时间", f'"{shown(value.value)}" is no date-time')
    if not stated and not (facts.get("timeZone") and is_basic(said)):
        yield Finding(
            Text(f"{shown(value.value)} 没有时区", f"{shown(value.value)} states no zone"),
            Text("带时区，如 +08:00", "an offset such as +08:00"),
        )
