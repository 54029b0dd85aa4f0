"""The life of an entry: registered, changed, reviewed, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from conformance.systems.resource_catalogue.code_lists import USUAL_FORMAT
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

_SENT = (
    "name", "summary", "keywords", "category", "theme", "items", "formatClass", "updateFrequency", "sharingClass",
    "sharingMethod", "conditions", "dataClass", "dataGrade", "open", "openConditions", "assessment", "contact",
    "serviceInfo", "changeTrigger",
)  # fmt: skip


class Registry(Part["System"]):
    """Carries out what officers and administrators decide."""

    def register(self, caller: Caller, body: Record) -> Entry:
        """Make an entry of the caller's unit, with its first version as a draft."""
        at = self._system.clock.stamp(self._system.clock.tick())
        number = self._system.store.next_number()
        identifier, code = self.new_id(number), self.new_code(body["category"])
        self._system.store.add_entry(identifier, number, code, caller.unit, caller.user)
        unit = self._system.units[caller.unit]
        record = self.compose(body, unit, identifier, code, number=1, registered=at, changed=at)
        version = Version(1, "draft", record, "registered", caller.user)
        self._system.store.save(identifier, version)
        entry = self.entry(identifier)
        self._system.feed.note(entry, version, "registered", at, "unit")
        return entry

    def new_id(self, number: int) -> str:
        """The id of the entry of that number."""
        return f"r-{number:06d}"

    def new_code(self, category: str) -> str:
        """A resource code never given out before: the category, a slash and the next serial in it."""
        return f"{category}/{self._system.store.next_serial(category):06d}"

    def compose(
        self, body: Record, unit: Unit, identifier: str, code: str, *, number: int, registered: str, changed: str
    ) -> Record:
        """The record of a version: what was sent, and what the system itself knows."""
        record: dict[str, Any] = {"id": identifier, "code": code, "metadataId": identifier.replace("r-", "md-")}
        record.update({name: body[name] for name in _SENT if name in body})
        record.update(
            provider={"name": unit.zh, "uscc": unit.uscc},
            formats=body.get("formats") or [USUAL_FORMAT[body["formatClass"]]],
            relatedCodes=body.get("relatedCodes", []),
            regionCode=unit.region,
            jointlyCollected="dataSource" in body,
            status="draft",
            version=number,
            registeredAt=registered,
            changedAt=changed,
            submittedAt=changed,
            contentUpdatedAt=changed,
            accessUrl=f"/resources/{identifier}/data",
            metadataMaintainer=f"{unit.zh}信息中心",
        )
        if "dataSource" in body:
            record["dataSource"] = self.data_source(body["dataSource"])
        return record

    def data_source(self, source: Record) -> Record:
        """The source department; its credit code is filled in where the name is one we know."""
        known = next((unit.uscc for unit in self._system.units.values() if unit.zh == source["name"]), None)
        return source if "uscc" in source or known is None else {**source, "uscc": known}

    def change(self, caller: Caller, entry: Entry, body: Record) -> Version:
        """Make a new version as a draft, or leave the entry alone when nothing would change."""
        if not self.differs(entry, body):
            return entry.latest
        code = self.code_after(entry, body)
        at = self._system.clock.stamp(self._system.clock.tick())
        record = self.revised(entry, body, code, entry.latest.number + 1, at)
        version = Version(entry.latest.number + 1, "draft", record, "changed", caller.user)
        if code != entry.code:
            self._system.store.recode(entry.id, code)
        self._system.store.save(entry.id, version)
        self._system.feed.note(self.entry(entry.id), version, "changed", at, "unit")
        return version

    def revised(self, entry: Entry, body: Record, code: str, number: int, at: str) -> Record:
        """The record a change makes. The data themselves are not touched by it."""
        before = entry.latest.record
        unit, registered = self._system.units[entry.unit], before["registeredAt"]
        record = self.compose(body, unit, entry.id, code, number=number, registered=registered, changed=at)
        return {**record, "contentUpdatedAt": before["contentUpdatedAt"]}

    def differs(self, entry: Entry, body: Record) -> bool:
        """Whether a body says anything else than the latest version does."""
        before = entry.latest.record
        after = self.revised(entry, body, entry.code, entry.latest.number, before["changedAt"])
        apart = {"status", "publishedAt", "submittedAt"}
        return {k: v for k, v in before.items() if k not in apart} != {k: v for k, v in after.items() if k not in apart}

    def code_after(self, entry: Entry, body: Record) -> str:
        """The code after a change: another only where the category changes, which nothing published may do (409)."""
        if body["category"] == entry.latest.record["category"]:
            return entry.code
        if any(version.status != "draft" for version in entry.versions):
            raise Refusal(409, "已发布的条目不得改换类目。A published entry may not change its category.")
        return self.new_code(body["category"])

    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        """Publish the draft, or return it. 409 when there is no draft to review."""
        if entry.latest.status != "draft":
            raise Refusal(409, "没有待审核的草稿。There is no draft to review.")
        self._system.rules.may_review(caller, entry)
        at = self._system.clock.stamp(self._system.clock.tick())
        review = {**body, "reviewedBy": caller.user, "reviewedAt": at}
        if body["decision"] == "return":
            record = {name: value for name, value in entry.latest.record.items() if name != "submittedAt"}
            version = replace(entry.latest, record=record, review=review)
            self._system.store.save(entry.id, version)
            return version
        return self.publish(entry, review, at)

    def publish(self, entry: Entry, review: Record, at: str) -> Version:
        """Put the draft into force; the version in force before is superseded."""
        before = entry.in_force
        if before:
            self._system.store.save(entry.id, replace(before, status="superseded"))
        record = {**entry.latest.record, "status": "published", "publishedAt": at}
        version = replace(entry.latest, status="published", record=record, review=review)
        self._system.store.save(entry.id, version)
        self._system.feed.note(entry, version, "changed", at, "unit")
        self._system.feed.note(entry, version, "changed" if before else "registered", at, "public")
        return version

    def withdraw(self, entry: Entry) -> None:
        """Take an entry out of the catalogue, leaving a tombstone."""
        at = self._system.clock.stamp(self._system.clock.tick())
        self._system.store.withdraw(entry.id, at)
        self._system.feed.withdrawn(entry, at)

    def entry(self, identifier: str) -> Entry:
        """An entry that is known to be there, withdrawn or not."""
        entry = self._system.store.entry(identifier)
        if entry is None:
            raise LookupError(f"entry {identifier} is gone from the database")
        return entry
