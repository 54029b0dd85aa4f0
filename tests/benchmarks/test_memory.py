"""What a run keeps of what it was answered: the peak of a process of its own, told by the kernel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.benchmarks.conftest import Say
from tests.benchmarks.test_speed import FULL, served

pytestmark = pytest.mark.benchmark
MOST = 300
"""Megabytes at 50,000 exchanges, and at 160 bodies of 8 MB."""


@contextmanager
def large(size: int) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.benchmarks.large", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.kill()


def peak(kind: str, number: int, address: str) -> float:
    """Megabytes a run with so many questions takes at its peak."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", kind, str(number), address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=True)
    megabytes, requests = done.stdout.split()[:2]
    assert int(requests) >= number
    return float(megabytes)


def test_fifty_thousand_exchanges(say: Say) -> None:
    with served(0) as address:
        if FULL:
            most, how = peak("exchanges", 50_000, address), "measured"
        else:
            few, more = peak("exchanges", 500, address), peak("exchanges", 5000, address)
            most, how = more + (more - few) * 10, "from 500 and 5,000"
    say(f"peak memory at 50,000 exchanges ({how})", f"{most:.0f} MB", f"<= {MOST} MB")
    assert most <= MOST


def test_bodies_of_eight_megabytes(say: Say) -> None:
    number = 160 if FULL else 16
    with large(8_000_000) as address:
        most = peak("bodies", number, address)
    say(f"peak memory at {number} bodies of 8 MB", f"{most:.0f} MB", f"<= {MOST} MB")
    assert most <= MOST
