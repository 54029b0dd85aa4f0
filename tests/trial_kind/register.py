"""What the register decides for itself: who sees what, and how a venue is reviewed. The contract says the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from tests.trial_kind.system import System

AUTHORITY = ("administrator", "auditor")


class Venues(Records):
    """Everybody sees what is admitted; the rest is for its keeper and the authority."""

    of = "venue"

    def visible(self, caller: Caller, record: Record) -> bool:
        own = record["keeper"]["uscc"] == self._system.rules.uscc(caller)
        return own or record["standing"] == "admitted" or caller.role in AUTHORITY

    def beginning(self, caller: Caller, parent: str) -> Record:
        return {**super().beginning(caller, parent), "standing": "filed"}

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        if record["standing"] != "filed":
            raise Refusal(409, "已审核。It has been reviewed.")
        if body["decision"] == "return":
            return {"standing": "returned"}
        return {"standing": "admitted", "admittedAt": self.stamp()}


class Openings(Records):
    """When venues open."""

    of = "opening"


class Inspections(Records):
    """An inspection is for who made it, for the keeper of the venue and for the authority."""

    _system: System
    of = "inspection"

    def visible(self, caller: Caller, record: Record) -> bool:
        venue = self._system.venues.get(record["venue"]) or {"keeper": record["inspector"]}
        parties = (record["inspector"]["uscc"], venue["keeper"]["uscc"])
        return self._system.rules.uscc(caller) in parties or caller.role in (*AUTHORITY, "officer", "own-unit")

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        return {**super().decision(caller, record, body), "closure": {**body, "closedAt": self.stamp()}}
