"""Who may see what, and who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service import rules
from conformance.systems.service.accounts import GOVERNMENT, Caller
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Rules(rules.Rules):
    """Decides on visibility and on what is done to entries."""

    _system: System

    def sees_drafts(self, caller: Caller, unit: str) -> bool:
        """Whether a caller sees the drafts of a unit: its own people, and the administrator who reviews them."""
        return caller.role == "administrator" or (caller.role in ("officer", "own-unit") and caller.unit == unit)

    def may_read(self, caller: Caller, version: Version) -> bool:
        """Whether a caller may read what is or was in force: government units all of it, the public what is open."""
        return caller.role in GOVERNMENT or bool(version.record["open"] == "1")

    def visible(self, caller: Caller, entry: Entry) -> Version | None:
        """The version of an entry the caller is shown; None when the entry does not exist for them."""
        if self.sees_drafts(caller, entry.unit):
            return entry.latest
        version = entry.in_force
        return version if version and self.may_read(caller, version) else None

    def history(self, caller: Caller, entry: Entry) -> list[Version]:
        """The versions of an entry the caller may see, oldest first."""
        if self.sees_drafts(caller, entry.unit):
            return list(entry.versions)
        return [one for one in entry.versions if one.status != "draft" and self.may_read(caller, one)]

    def found(self, caller: Caller, identifier: str) -> tuple[Entry, Version]:
        """An entry and the version shown. 404 when it does not exist for the caller, 410 when it was withdrawn."""
        entry = self._system.store.entry(identifier)
        version = self.visible(caller, entry) if entry else None
        if entry is None or version is None:
            raise Refusal(404, "没有此条目，或者不可见。There is no such entry, or it is not visible.")
        if entry.withdrawn_at:
            self.refuse_withdrawn(entry)
        return entry, version

    def refuse_withdrawn(self, entry: Entry) -> None:
        """What a withdrawn entry answers."""
        raise Refusal(410, f"已于 {entry.withdrawn_at} 撤销。Withdrawn at {entry.withdrawn_at}.")

    def may_change(self, caller: Caller, entry: Entry) -> None:
        """Refuse (403) a change to another unit's entry."""
        if caller.unit != entry.unit:
            raise Refusal(403, "只能变更本单位的条目。Only entries of one's own unit may be changed.")

    def may_review(self, caller: Caller, entry: Entry) -> None:
        """Refuse (403) a review by whoever registered the entry or made the version under review."""
        if caller.user in (entry.registered_by, entry.latest.changed_by):
            raise Refusal(403, "不得审核本人经办的条目。Nobody reviews what they registered or changed.")

    def may_open(self, version: Version) -> None:
        """Refuse (403) to open a resource that is not shared unconditionally."""
        if version.record["sharingClass"] != "1":
            raise Refusal(403, "须提出共享申请，经同意后取得。Sharing is to be requested and agreed first.")
