"""The hours in which a system may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Window:
    """From `start` to `end` in a time zone, past midnight where the end is earlier.

    `days` (0 is Monday) are those it begins on, `text` is how it was written down.
    """

    start: time
    end: time
    zone: tzinfo
    days: frozenset[int] = EVERY_DAY
    text: str = ""

    def rest(self, now: datetime) -> float:
        """Seconds until it closes; 0 outside it. `now` knows its zone."""
        ends = (closes for opens, closes in self._around(now) if opens <= now < closes)
        return max(((closes - now).total_seconds() for closes in ends), default=0.0)

    def opens(self, now: datetime) -> datetime:
        """When it opens next, in its own zone."""
        return min(opens for opens, _ in self._around(now) if opens > now).astimezone(self.zone)

    def _around(self, now: datetime) -> list[tuple[datetime, datetime]]:
        """The openings from yesterday to a week ahead, each with its end."""
        today = now.astimezone(self.zone).date()
        days = (today + timedelta(days=ahead) for ahead in range(-1, 9))
        return [(self._at(day, self.start), self._closing(day)) for day in days if day.weekday() in self.days]

    def _closing(self, day: date) -> datetime:
        return self._at(day if self.start < self.end else day + timedelta(days=1), self.end)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
