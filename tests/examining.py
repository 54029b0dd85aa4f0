"""Examines a reference system, or any address, the way the command line does."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TypeVar

from conformance.config.loading import planned
from conformance.engine.examine import examine
from conformance.engine.plan import Plan
from conformance.engine.vocabulary import tools
from conformance.measure import reference_run
from conformance.measure.prepared import loaded
from conformance.model.event import Event
from conformance.model.report import Report
from conformance.model.target import Limits, Target
from conformance.systems.faults import faults
from conformance.systems.serve import reference_credentials, start

SEED = 20261101
Item = TypeVar("Item", str, tuple[str, str])


def reference_target(address: str, kind: str, *, writes: bool = True, roles: bool = True) -> Target:
    """A target for a reference system, with all its credentials or none, and no more patience than the tool has."""
    target = reference_run.reference_target(address, kind, reference_credentials(kind) if roles else {})
    return replace(target, writes=writes, limits=Limits(requests=reference_run.REQUESTS))


def plan_for(target: Target, only: frozenset[str] = frozenset(), traffic: frozenset[str] | None = None) -> Plan:
    return planned(target, loaded(target.kind), only, traffic)


def examine_target(
    target: Target,
    only: frozenset[str] = frozenset(),
    listen: Callable[[Event], None] = lambda event: None,
    shrink: bool = True,
    traffic: frozenset[str] | None = None,
) -> Report:
    return examine_planned(replace(plan_for(target, only, traffic), shrink=shrink), listen)


def examine_planned(plan: Plan, listen: Callable[[Event], None] = lambda event: None) -> Report:
    return examine(plan, tools(), SEED, lambda: datetime.now().astimezone(), listen)


def examine_reference(
    kind: str,
    fault: str = "",
    only: frozenset[str] = frozenset(),
    shrink: bool = True,
    traffic: frozenset[str] | None = None,
) -> Report:
    """The report on a freshly started reference system, with one fault or none."""
    return examine_faulty(kind, [fault] if fault else [], only, shrink, traffic)


def examine_faulty(
    kind: str,
    names: Sequence[str],
    only: frozenset[str] = frozenset(),
    shrink: bool = True,
    traffic: frozenset[str] | None = None,
) -> Report:
    """The report on a freshly started reference system with several faults."""
    chosen = [faults(kind)[name] for name in names]
    running = start(kind, chosen)
    try:
        return examine_target(reference_target(running.address, kind), only, shrink=shrink, traffic=traffic)
    finally:
        running.stop(wait=False)  # hundreds of faults do not each wait for a server to go


def matrix(items: Sequence[Item]) -> list[Item]:
    """What `-m matrix` looks at: all; with a number as HUTONG_MATRIX one in so many, the same ones each time."""
    among = os.environ.get("HUTONG_MATRIX", "")
    return sorted(Random(SEED).sample(items, -(-len(items) // int(among)))) if among.isdigit() else [*items]
