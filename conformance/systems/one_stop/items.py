"""The items of the departments, with the guide of each."""

from __future__ import annotations

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal


class Items(Records):
    """Everybody reads them; a case is begun on those handled at the centre."""

    of = "item"

    def found(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)

    def open(self, identifier: str) -> Record:
        """An item that may be applied for here; else 409."""
        item = self.known(identifier)
        if item["atCentre"] == "0" or item["state"] != "in-service":
            raise Refusal(409, "此事项未在中心办理。This item is not handled at the centre.")
        return item

    def lacking(self, item: Record, given: list[str]) -> list[str]:
        """The materials an application lacks: what is required, was not given, and cannot be had by sharing."""
        due = [one["name"] for one in item["materials"] if one["required"] == "1" and one["shared"] == "0"]
        return [name for name in due if name not in given]

    def shared(self, item: Record) -> list[Record]:
        """The materials of an item that sharing gives."""
        return [{"name": one["name"], "source": "shared"} for one in item["materials"] if one["shared"] == "1"]
