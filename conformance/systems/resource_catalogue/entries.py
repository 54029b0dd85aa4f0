"""The entries of the catalogue: each caller is shown one of their versions, and every write makes or marks one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Entries(Records):
    """Finds entries, and hands what is decided about them to the registry."""

    _system: System
    of = "entry"

    def found(self, caller: Caller, identifier: str) -> Record:
        return self._system.rules.found(caller, identifier)[1].record

    def may_change(self, caller: Caller, record: Record) -> None:
        self._system.rules.may_change(caller, self.entry(record))

    def listed(self, caller: Caller, asked: Mapping[str, Any]) -> Sequence[Record]:
        return [record for record in self.seen(caller) if self.matches(record, asked)]

    def seen(self, caller: Caller) -> list[Record]:
        """The records the caller may see, ordered by id."""
        versions = (self._system.rules.visible(caller, entry) for entry in self._system.store.entries())
        return [version.record for version in versions if version]

    def published(self, caller: Caller) -> list[Record]:
        """The records in force that the caller may read, ordered by id; drafts over them do not hide them."""
        versions = (entry.in_force for entry in self._system.store.entries())
        return [version.record for version in versions if version and self._system.rules.may_read(caller, version)]

    def shown(self, caller: Caller, record: Record) -> Record:
        return self._system.serializers.record(record)

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        return self._system.registry.register(caller, body).versions[0].record

    def submitted(self, identifier: str) -> Record:
        return self._system.registry.entry(identifier).versions[0].record

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return self._system.registry.change(caller, self.entry(record), body).record

    def decide(self, caller: Caller, record: Record, body: Record) -> Record:
        return self._system.registry.review(caller, self.entry(record), body).record

    def withdraw(self, caller: Caller, record: Record) -> None:
        self._system.registry.withdraw(self.entry(record))

    def entry(self, record: Record) -> Entry:
        """The entry a record is a version of."""
        return self._system.registry.entry(record["id"])
