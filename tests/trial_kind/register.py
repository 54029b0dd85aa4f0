"""What the register keeps and decides: venues, when they open, inspections; who may see and do what with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from tests.trial_kind.system import System

AUTHORITY = ("administrator", "auditor")


class Shelf:
    """The records of one kind under their numbers, none of which is given twice."""

    def __init__(self, prefix: str) -> None:
        self._prefix, self._given = prefix, 0
        self.kept: dict[str, Record] = {}

    def number(self) -> str:
        self._given += 1
        return f"{self._prefix}-{self._given:06d}"

    def found(self, number: str) -> Record:
        """A record by its number; else 404."""
        if number not in self.kept:
            raise Refusal(404, "没有此对象。There is no such thing.")
        return self.kept[number]


class Register(Part["System"]):
    """The three shelves, and the rules of the domain."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.venues, self.openings, self.inspections = Shelf("v"), Shelf("o"), Shelf("s")

    def unit(self, caller: Caller) -> Record:
        """The caller's department, as records name it."""
        unit = self._system.units[caller.unit]
        return {"name": unit.zh, "uscc": unit.uscc}

    def is_of(self, caller: Caller, party: Mapping[str, Any]) -> bool:
        """Whether the caller belongs to a department a record names."""
        return caller.unit in self._system.units and self.unit(caller)["uscc"] == party["uscc"]

    def sees_venue(self, caller: Caller, venue: Record) -> bool:
        """Everybody sees what is admitted; the rest is for its keeper and the authority."""
        return venue["standing"] == "admitted" or caller.role in AUTHORITY or self.is_of(caller, venue["keeper"])

    def sees_inspection(self, caller: Caller, inspection: Record) -> bool:
        """An inspection is for who made it, for the keeper of the venue and for the authority."""
        keeper = self.venues.kept.get(inspection["venue"], {}).get("keeper", {"uscc": ""})
        is_party = self.is_of(caller, inspection["inspector"]) or self.is_of(caller, keeper)
        return is_party or caller.role in (*AUTHORITY, "officer", "own-unit")

    def venue(self, caller: Caller, code: str) -> Record:
        """A venue that the caller may see; else 404."""
        venue = self.venues.found(code)
        if not self.sees_venue(caller, venue):
            raise Refusal(404, "没有此场馆，或者不可见。There is no such venue, or you may not see it.")
        return venue

    def inspection(self, caller: Caller, sheet: str) -> Record:
        """An inspection that the caller may see; else 404."""
        inspection = self.inspections.found(sheet)
        if not self.sees_inspection(caller, inspection):
            raise Refusal(404, "没有此检查单，或者不可见。There is no such sheet, or you may not see it.")
        return inspection

    def must_be_of(self, caller: Caller, party: Mapping[str, Any]) -> None:
        """Refuse (403) what only the department itself may do."""
        if not self.is_of(caller, party):
            raise Refusal(403, "不属本单位。It is not your unit's.")

    def file(self, caller: Caller, body: Record) -> Record:
        made = {
            "code": self.venues.number(),
            **body,
            "keeper": self.unit(caller),
            "standing": "filed",
            "filedAt": self.now(),
        }
        self.venues.kept[made["code"]] = made
        return made

    def change(self, venue: Record, body: Record) -> Record:
        venue.update(body)
        return venue

    def review(self, venue: Record, decision: str) -> Record:
        """Admit or return a venue; 409 where it was reviewed before."""
        if venue["standing"] != "filed":
            raise Refusal(409, "已审核。It has been reviewed.")
        venue.update(
            {"standing": "admitted", "admittedAt": self.now()} if decision == "admit" else {"standing": "returned"}
        )
        return venue

    def remove(self, venue: Record) -> None:
        del self.venues.kept[venue["code"]]

    def announce(self, venue: Record, body: Record) -> Record:
        made = {"venue": venue["code"], "number": self.openings.number(), **body, "announcedAt": self.now()}
        self.openings.kept[made["number"]] = made
        return made

    def inspect(self, caller: Caller, venue: Record, body: Record) -> Record:
        of = {"venue": venue["code"], "inspector": self.unit(caller)}
        made = {"sheet": self.inspections.number(), **of, **body, "stage": "open", "inspectedAt": self.now()}
        self.inspections.kept[made["sheet"]] = made
        return made

    def amend(self, inspection: Record, body: Record) -> Record:
        self.must_be_open(inspection)
        inspection.update(body)
        return inspection

    def close(self, inspection: Record, body: Record) -> Record:
        self.must_be_open(inspection)
        inspection.update({"stage": "closed", "closure": {**body, "closedAt": self.now()}})
        return inspection

    def withdraw(self, inspection: Record) -> None:
        """Take an inspection off the list; it can still be read as what it was."""
        inspection["stage"] = "withdrawn"

    def must_be_open(self, inspection: Record) -> None:
        if inspection["stage"] != "open":
            raise Refusal(409, "已办结或者已撤回。It is closed, or withdrawn.")

    def listed(self, inspections: list[Record], stage: str | None) -> list[Record]:
        """Those at a stage; without one, all but what was withdrawn."""
        return [one for one in inspections if (one["stage"] == stage if stage else one["stage"] != "withdrawn")]

    def now(self) -> str:
        return self._system.clock.stamp(self._system.clock.tick())
