"""The time of a reference system: a fixed day, moving on one second with every write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

AS_OF = datetime.fromisoformat("2026-11-02T10:00:00+08:00")


class Clock:
    """Reads the same until something is written, so that the same requests in the same order give the same bytes."""

    def __init__(self, start: datetime = AS_OF) -> None:
        self._now = start

    def now(self) -> datetime:
        """The present moment, with the offset of Beijing time."""
        return self._now

    def tick(self) -> datetime:
        """Move on by one second and return the new moment."""
        self._now += timedelta(seconds=1)
        return self._now

    def stamp(self, moment: datetime) -> str:
        """A moment as records show it: `2026-11-02T10:00:00+08:00`."""
        return moment.isoformat(timespec="seconds")

    def http_date(self) -> str:
        """The present moment as the Date header shows it (RFC 9110 section 5.6.7)."""
        return format_datetime(self.now().astimezone(UTC), usegmt=True)
