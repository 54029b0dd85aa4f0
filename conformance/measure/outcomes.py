"""What is to be measured, job by job, and how each ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Ended(StrEnum):
    """How a job ended: it gave its result, it raised an error or was gone, or it was ended at its deadline."""

    DONE = "done"
    BROKE = "broke"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement, by a key that is the same whenever the same is measured; what it is `given` is JSON."""

    key: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, after how many seconds, and its result, which is JSON; `trace` stands where it broke."""

    key: str
    ended: Ended
    seconds: float
    result: Mapping[str, Any] | None = None
    trace: str = ""

    def as_json(self) -> dict[str, Any]:
        """As a ledger holds it."""
        return asdict(self)


def outcome_of(said: Mapping[str, Any]) -> Outcome:
    """The outcome of a ledger's line. Raises KeyError, TypeError, ValueError where it is none."""
    key, seconds, result, trace = said["key"], said["seconds"], said["result"], said["trace"]
    typed = [(key, str), (seconds, int | float), (result, dict | None), (trace, str)]
    if not all(isinstance(value, kind) for value, kind in typed):
        raise TypeError(key)
    return Outcome(key, Ended(said["ended"]), seconds, result, trace)
