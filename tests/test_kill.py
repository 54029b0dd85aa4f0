"""Killed at any write to its ledger or to the system, a run loses nothing and leaves nothing once it is cleaned up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.killing import Point, bench
from tests.killing.table import kill, points

KINDS = ("resource-catalogue", "data-exchange")
SEED = 20261101
SAMPLE = 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_run_loses_nothing_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    """A sample of the points at which benchmarks/test_kill kills, drawn anew only when the seed is."""
    with bench(kind, tmp_path) as asked:
        first = [*kill(asked, [Point("wire", 3, "after"), Point("wire", 3, "before")])]
        assert [(each.before > 0, each.found) for each in first] == [(True, 1), (False, 0)]
        drawn = random.Random(SEED).sample([*points(90, 90)], SAMPLE)
        assert [each.after for each in kill(asked, drawn)] == [0] * SAMPLE
