"""Killed at any write to its ledger or to the system, a run loses nothing and leaves nothing once it is cleaned up."""

from __future__ import annotations

import random
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.killing import How, Point, bench, cleanup
from tests.killing.table import kill, points

KINDS = ("resource-catalogue", "data-exchange")
SEED = 20261101
SAMPLE = 3
CREATION = {"resource-catalogue": 8, "data-exchange": 1}
"""Which writing request is the first that creates where nothing else was left, by kind."""
CLEANING: tuple[tuple[int, How], ...] = ((1, "before"), (1, "torn"), (1, "made"), (3, "before"))
"""Where what cleans up is killed too, one after the other."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_run_loses_nothing_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    """A sample of the points at which benchmarks/test_kill kills, drawn anew only when the seed is."""
    with bench(kind, tmp_path) as asked:
        held = asked.held()
        first = [*kill(asked, [Point("wire", CREATION[kind], "after"), Point("wire", CREATION[kind], "before")])]
        assert [(each.before > 0, each.found) for each in first] == [(True, 1), (False, 0)]
        state, *_ = asked.killed(Point("wire", CREATION[kind], "after"))
        for at, how in CLEANING:
            _, status, _ = asked.runs.killed(["cleanup", "-c", str(asked.config)], at, how, state)
            assert status == SIGKILL
        code, said = cleanup(asked.config, state)
        assert (code, asked.held()) == (0, held), said
        drawn = random.Random(SEED).sample([*points(90, 90)], SAMPLE)
        assert [each.after for each in kill(asked, drawn)] == [0] * SAMPLE
