"""How the cost of a network grows: with the declared pairs, not with the square of its systems."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from conformance.model.network import Consumption, Network, Provision
from conformance.model.verdict import Verdict
from conformance.systems.data_exchange.system import System
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.identity import YUNZHOU, Identity
from conformance.systems.service.units import Unit
from tests.benchmarks.conftest import Say
from tests.benchmarks.test_speed import FULL
from tests.interop.serving import CODE, REGISTERED, member, surveyed, target

pytestmark = pytest.mark.benchmark

SIZES = (10, 50, 200) if FULL else (5, 20)
SMALL = replace(REGISTERED, records=REGISTERED.records[:24])


def identities(number: int) -> list[Identity]:
    """Systems in a ring: the peer that asks each of them is the department of the one before."""
    region = YUNZHOU.region
    units = [
        Unit(f"u{at}", f"云州市第{at}局", f"Bureau {at}", government_uscc(region, f"HT{200000 + at}"), region)
        for at in range(number)
    ]
    return [replace(YUNZHOU, own=units[at], peer=units[at - 1]) for at in range(number)]


def ring(address: str, known: Sequence[Identity]) -> Network:
    """Each system needs what the one after it provides."""
    names = [f"s{at:03d}" for at in range(len(known))]
    members = {}
    for at, name in enumerate(names):
        needs = (Consumption(CODE, names[(at + 1) % len(names)]),)
        served = target(name, f"{address}/{name}", known[at])
        members[name] = member(name, served, known[at], provides=(Provision(CODE),), consumes=needs)
    return Network(members)


def measured(number: int) -> tuple[float, float]:
    """Seconds and requests for each pair of a ring of so many systems, all in one process."""
    known = identities(number)
    mounted = [Mount(f"/s{at:03d}", application(System(it, (SMALL,)))) for at, it in enumerate(known)]
    with Running(Starlette(routes=mounted), 0) as running:
        begun = time.perf_counter()
        found = surveyed(ring(running.address, known), workers=1)
        seconds = time.perf_counter() - begun
    assert {cell.verdict for cell in found.cells} == {Verdict.PASS}
    return seconds / number, found.requests / number


def test_cost_grows_with_the_pairs(say: Say) -> None:
    measured(2)  # what is loaded once is loaded
    each = {number: measured(number) for number in SIZES}
    for number, (seconds, requests) in each.items():
        say(f"{number} systems in {number} pairs, each pair", f"{seconds:.3f} s, {requests:.0f} requests", "flat")
    least, most = SIZES[0], SIZES[-1]
    assert each[most][1] == pytest.approx(each[least][1], rel=0.01)
    assert each[most][0] <= 2.5 * each[least][0]
