"""The departments that meet on the platform, as records show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.identity import Level
from conformance.systems.service.part import Part, Record
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


def level_of(region: str) -> Level:
    """The level of government a division code stands for (GB/T 2260)."""
    if region.startswith(("00", "10")):
        return "nation"
    return "province" if region.endswith("0000") else "city" if region.endswith("00") else "county"


class Parties(Part["System"]):
    """Names departments."""

    def provider(self) -> Record:
        """The department whose data these are."""
        return self.party(self._system.identity.own)

    def consumers(self) -> list[Unit]:
        """The departments that may ask for data, the peer first."""
        identity = self._system.identity
        return [identity.peer, identity.upper, identity.lower, *identity.guests]

    def party(self, unit: Unit) -> Record:
        """A department as records show it."""
        return {"name": unit.zh, "uscc": unit.uscc, "region": unit.region, "level": level_of(unit.region)}

    def of(self, caller: Caller) -> Record:
        """The caller's department. Raises KeyError for a member of the public."""
        return self.party(self._system.units[caller.unit])

    def known(self) -> set[str]:
        """The codes of all departments messages may go to."""
        return {unit.uscc for unit in self._system.units.values()}
