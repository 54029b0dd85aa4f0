"""Kills runs at every write to the ledger and to the system, on each side of it, and counts what was left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Say
from tests.killing import bench
from tests.killing.table import kill, points

pytestmark = pytest.mark.benchmark

STEP = int(os.environ.get("HUTONG_KILL_STEP", "1" if os.environ.get("HUTONG_BENCHMARK") == "full" else "1592"))


@pytest.mark.parametrize("kind", ["resource-catalogue", "data-exchange"])
def test_killed_at_every_write(kind: str, tmp_path: Path, say: Say) -> None:
    with bench(kind, tmp_path) as asked:
        held = asked.held()
        _, status, writes, unsafe = asked.killed(None)
        assert status == 0
        assert asked.held() == held
        told = [*kill(asked, points(writes, unsafe, STEP))]
    say(f"{kind}: writes to ledger and wire, killed at", f"{writes} + {unsafe}, {len(told)}", "the last of them")
    say(f"{kind}: objects left by kills, of kills", f"{sum(it.before for it in told)}", "-")
    say(f"{kind}: kills that left something", f"{sum(it.before > 0 for it in told)}", "-")
    say(f"{kind}: found by what was sent", f"{sum(it.found for it in told)}", "-")
    say(f"{kind}: objects left after cleanup", f"{sum(it.after for it in told)}", "0")
    assert sum(it.after for it in told) == 0
