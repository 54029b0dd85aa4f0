"""Faults of the order in which a case is handled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import skips
from conformance.systems.faults.parts import around
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.service.part import Record

OPEN = ("accepted", "suspended", "extended")


def _open_is_open(sound: Callable[..., Any], record: Record, *states: str) -> None:
    """Whatever is accepted and not closed counts as accepted."""
    sound({**record, "state": "accepted"} if record["state"] in OPEN and "accepted" in states else record, *states)


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "support.sequences.in-turn",
        Text("特别程序期间也可作出决定", "cases are decided during a special procedure too"),
        around("cases.in_states", _open_is_open),
    ),
    Fault(
        "support.sequences.in-turn",
        Text("受理之后材料仍可更换", "materials can be replaced after acceptance"),
        skips("cases.in_states", lambda record, *states: states == ("incomplete", "submitted")),
        variant="supplemented",
    ),
)
