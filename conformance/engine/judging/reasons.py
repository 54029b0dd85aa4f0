"""What is said of why something stays undecided: the most telling of several reasons, the end of a bug's trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from conformance.model.text import Text
from conformance.model.verdict import Reason

T = TypeVar("T")
TOLD = 8
"""Lines of a trace that a report shows."""

_RANK: Mapping[Reason, int] = {
    Reason.BUDGET: 1,
    Reason.UNREADABLE_DOCUMENT: 2,
    Reason.NO_CREDENTIAL: 2,
    Reason.OUT_OF_SCOPE: 2,
    Reason.UNKNOWN_FACT: 2,
    Reason.CALENDAR: 2,
    Reason.FLAKY: 2,
    Reason.PRECONDITION_NOT_MET: 3,
    Reason.NOT_AT_THIS_DEPTH: 3,
    Reason.NOTHING_EXERCISED: 4,
}
"""Places behind what came of asking itself: no answer, one too large, a broken or an untrusted connection."""


def most_telling(items: Iterable[T], reason: Callable[[T], Reason | None]) -> T:
    """The item whose reason says most, the first of several: what came of asking, then our own bounds, then what was
    lacking, then answers that are no use. ValueError where there is none.
    """
    return min(items, key=lambda item: _RANK.get(reason(item) or Reason.NOTHING_EXERCISED, 0))


def broken_off(trace: str) -> Text:
    """What there is to say of what a bug of ours kept from being decided: the last lines of its trace."""
    last = "\n".join(trace.splitlines()[-TOLD:])
    return Text(last, last)
