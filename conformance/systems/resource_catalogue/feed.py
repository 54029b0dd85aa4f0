"""The change feed: what changed since a time in what the caller may see, withdrawals included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.resource_catalogue.store import Change, Entry, Version
from conformance.systems.service.accounts import GOVERNMENT, Caller
from conformance.systems.service.moments import seconds
from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Feed(Part["System"]):
    """Writes and reads the change feed."""

    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        """Add one change to the feed of those who see drafts (`unit`) or of everybody else (`public`)."""
        is_open = version.record["open"] == "1"
        line = Change(entry.id, entry.code, entry.unit, audience, is_open, change, at)
        self._system.store.note_change(line)

    def withdrawn(self, entry: Entry, at: str) -> None:
        """Leave a tombstone, to the public too when they had seen the entry."""
        self.note(entry, entry.latest, "withdrawn", at, "unit")
        if entry.in_force:
            self.note(entry, entry.in_force, "withdrawn", at, "public")

    def since(self, caller: Caller, moment: str | None) -> list[Change]:
        """The changes at or after a moment (all without one) that concern the caller, oldest first."""
        concerning = [change for change in self._system.store.changes() if self.concerns(caller, change)]
        return [change for change in concerning if moment is None or self.not_before(change.at, moment)]

    def concerns(self, caller: Caller, change: Change) -> bool:
        """Whether a change is in something the caller may see."""
        if self._system.rules.sees_drafts(caller, change.unit):
            return change.audience == "unit"
        return change.audience == "public" and (change.open or caller.role in GOVERNMENT)

    def not_before(self, at: str, moment: str) -> bool:
        """Whether a change happened at or after a moment; both in RFC 3339."""
        return seconds(at) >= seconds(moment)
