"""Whose system it is: where it stands, who runs it, and the units whose people call it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from conformance.model.text import Text
from conformance.systems.service.units import Unit, departments, unit

Level = Literal["nation", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a system.

    `place` is the name of its region, `level` that region's. `owner` runs the system. The callers come from `own` (a
    unit it serves), `peer` (another of the same place), `upper` and `lower` (of the level above and below), and
    `guests`: further departments, whose people call as peers, each with the token `reference-<key>-token`. `serials` is
    what the serials in the codes it hands out start after: systems whose codes meet take blocks of their own.
    Raises ValueError where two of the units have one key.
    """

    place: Text
    level: Level
    owner: Unit
    own: Unit
    peer: Unit
    upper: Unit
    lower: Unit
    serials: int = 0
    guests: tuple[Unit, ...] = ()

    def __post_init__(self) -> None:
        keys = [one.key for one in self._named()]
        if len({*keys}) < len(keys):
            raise ValueError(f"two units of {self.place.en} have one key: {', '.join(keys)}")

    @property
    def department(self) -> Text:
        """The name of the department that runs the system."""
        return Text(self.owner.zh, self.owner.en)

    @property
    def uscc(self) -> str:
        """The unified social credit code of that department."""
        return self.owner.uscc

    @property
    def region(self) -> str:
        """The six-digit code of the region (GB/T 2260)."""
        return self.owner.region

    @property
    def units(self) -> dict[str, Unit]:
        """Every unit the system knows, by key."""
        return {**departments(self.place, self.region), **{one.key: one for one in self._named()}}

    def _named(self) -> tuple[Unit, ...]:
        return (self.owner, self.own, self.peer, self.upper, self.lower, *self.guests)


def identity(place: Text, region: str, level: Level, upper: Unit, lower: Unit, serials: int = 0) -> Identity:
    """The identity of a system that the data bureau of a place runs.

    `upper` and `lower` may be units that go by any key in a system of their own; here they are known as such.
    """
    known = departments(place, region)
    above, below = replace(upper, key="upper"), replace(lower, key="lower")
    return Identity(place, level, known["data"], known["labour"], known["civil"], above, below, serials)


YUNZHOU = identity(
    Text("云州市", "Yunzhou"),
    "459900",
    "city",
    unit("upper", Text("示例省人力资源和社会保障厅", "Provincial Human Resources"), "450000", "labour"),
    unit("lower", Text("云州市云溪县人力资源和社会保障局", "Yunxi County Human Resources"), "459921", "labour"),
)
