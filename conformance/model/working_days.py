"""Counts days as law counts them: working days by the notices of the State Council, and calendar days.

The first day is never counted. A year no notice is known of raises Undecided(calendar), so that nobody is told late by
a guess.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LAST = date.max - ONE_DAY
"""The last day that another comes after."""


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """What the notice for a year says: weekdays that are off, weekend days that are worked."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True)
class WorkingDays:
    """The years known, and what follows from them."""

    years: Mapping[int, YearOfWork] = field(default_factory=dict)
    _counts: dict[int, Sequence[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        """Whether people work on that day. Raises Undecided for a year that is not known."""
        known = self.years.get(day.year)
        if known is None:
            text = Text(f"工作日历没有 {day.year} 年", f"the calendar of working days does not cover {day.year}")
            raise Undecided(Reason.CALENDAR, text, "working_days")
        return day in known.worked or (day.weekday() < SATURDAY and day not in known.off)

    def taken(self, start: date, end: date) -> int:
        """The working days after `start` up to `end`, `end` included; 0 where `end` is not later. Raises Undecided."""
        if end <= start:
            return 0
        first = start + ONE_DAY
        before = self._up_to(first.year)[first.timetuple().tm_yday - 1]
        years = sum(self._up_to(year)[-1] for year in range(first.year, end.year))
        return years + self._up_to(end.year)[end.timetuple().tm_yday] - before

    def last(self, start: date, days: int, out: Collection[tuple[date, date]] = ()) -> date:
        """The last day of a period of at most so many working days from `start` on; days left `out` count for none.

        Raises Undecided.
        """
        day = start
        for _ in range(days):
            day = self._next_counted(min(day, LAST) + ONE_DAY, None, out)
        return day

    def last_calendar(self, start: date, days: int) -> date:
        """The last day of a period of calendar days; one that falls on a day off moves on. Raises Undecided."""
        return self._next_working(start + ONE_DAY * days)

    def is_late(self, start: date, end: date, days: int, out: Collection[tuple[date, date]] = ()) -> bool:
        """Whether `end` is after the last of so many working days; days left `out` count for none.

        Raises Undecided where only that is not known: what comes after `end` does not matter.
        """
        if (end - start).days <= days:
            return False
        day = start
        for _ in range(days):
            day = self._next_counted(day + ONE_DAY, end, out)
            if day >= end:
                return False
        return True

    def exceeds(self, start: date, end: date, days: int, out: Collection[tuple[date, date]] = ()) -> bool:
        """Whether a stated period has more than so many working days: days off after the last of them count for none.

        Raises Undecided where only that is not known.
        """
        return self.is_late(start, min(end, LAST) + ONE_DAY, days + 1, out)

    def told(self, start: date, end: date) -> Text:
        """How long something took: in working days, or in days where a year between is not known."""
        try:
            taken = self.taken(start, end)
        except Undecided:
            return Text(f"{(end - start).days} 天", f"{(end - start).days} days")
        return Text(f"{taken} 个工作日", f"{taken} working days")

    def _up_to(self, year: int) -> Sequence[int]:
        """The working days of a year before its first day, and up to each of its days.

        Counted once: a list of a hundred thousand records would else walk through as many decades.
        """
        if year not in self._counts:
            days = (date(year, 1, 1) + ONE_DAY * count for count in range(365 + isleap(year)))
            self._counts[year] = (0, *accumulate(map(self.is_working, days)))
        return self._counts[year]

    def _next_working(self, day: date) -> date:
        """That day, or the first working day after it."""
        return self._next_counted(day, None, ())

    def _next_counted(self, day: date, end: date | None, out: Collection[tuple[date, date]]) -> date:
        """That day, or the first after it that is worked and not left out; no later than needed to reach `end`."""
        while end is None or day < end:
            is_working = self.is_working(day)
            over = max((last for first, last in out if first <= day <= last), default=None)
            if over is None and is_working:
                break
            day = (over or day) + ONE_DAY
        return day
