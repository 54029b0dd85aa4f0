"""Kills a run at one point after the other, cleans up after each, and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from signal import SIGKILL

from tests.killing import Bench, How, Point, cleanup

HOWS: dict[str, tuple[How, ...]] = {"ledger": ("before", "torn", "after"), "wire": ("before", "after")}


@dataclass(frozen=True)
class Left:
    """What one kill left: objects before cleaning up, after it, and how many were found by what was sent."""

    point: Point
    before: int
    after: int
    found: int


def points(writes: int, unsafe: int, step: int = 1) -> Iterator[Point]:
    """Every `step`-th write to ledger and wire, each on every side of it; the sides begin one apart."""
    for where, number in (("ledger", writes), ("wire", unsafe)):
        for first, how in enumerate(HOWS[where], 1):
            yield from (Point(where, at, how) for at in range(first, number + 1, step))  # type: ignore[arg-type] # one of the two


def kill(bench: Bench, chosen: Iterable[Point]) -> Iterator[Left]:
    """Kill at each point and clean up; what was there before is there after, and no ledger."""
    for point in chosen:
        held = bench.held()
        state, status, _, _ = bench.killed(point)
        assert status == SIGKILL, (point, status)
        left = bench.held()
        code, said = cleanup(bench.config, state)
        after = bench.held()
        # A line torn before it says what it is about is kept for a person: only then is not all of it decided.
        torn = [*state.rglob("*.unread")]
        assert after == held, (point, said)
        assert code == (3 if torn else 0), (point, said)
        assert [file for file in state.rglob("*") if file.is_file()] == torn, point
        assert not torn or point.how == "torn", point
        yield Left(point, _more(left, held), _more(after, held), said.count("found again by what was sent"))


def _more(now: dict[str, object], then: dict[str, object]) -> int:
    return len(now.keys() ^ then.keys())
