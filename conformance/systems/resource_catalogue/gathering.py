"""Takes over what other catalogues publish, as an upper level's catalogue does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.resource_catalogue.store import Change, Entry, Version
from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

GATHERER = "gatherer"
"""The account, and the unit, under which what was taken over is kept."""


class Gathering(Part["System"]):
    """Copies entries of other catalogues: they keep their code, provider and dates, and get an id of this catalogue."""

    def gather(self, other: System) -> None:
        """Take over everything another catalogue has in force, in its order."""
        for entry in other.store.entries():
            version = entry.in_force
            if version is not None:
                self.take(entry, version)

    def take(self, entry: Entry, version: Version) -> None:
        """Take over one entry as it is in force."""
        store, registry = self._system.store, self._system.registry
        number = store.next_number()
        identifier = registry.new_id(number)
        record = {**version.record, "id": identifier, "metadataId": identifier.replace("r-", "md-"), "relatedCodes": []}
        store.add_entry(identifier, number, entry.code, GATHERER, GATHERER)
        store.save(identifier, Version(1, "published", record, "registered", GATHERER))
        at = record["changedAt"]
        store.note_change(Change(identifier, entry.code, GATHERER, "public", record["open"] == "1", "registered", at))
