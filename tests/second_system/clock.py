"""The clock of a second system: it starts on a fixed morning and goes on from there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

DAY = datetime(2026, 12, 9, 2, 15, tzinfo=UTC)


class Clock:
    """Calling it gives the present moment: the fixed morning and what has passed since the clock was made."""

    def __init__(self, morning: datetime = DAY) -> None:
        self._morning = morning
        self._begun = time.monotonic()

    def __call__(self) -> datetime:
        return self._morning + timedelta(milliseconds=int((time.monotonic() - self._begun) * 1000))


def stamp(moment: datetime) -> str:
    """A moment as this system writes it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
