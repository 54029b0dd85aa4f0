"""Planting the seed: entries with their history, and the audit records of the year before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from conformance.systems.resource_catalogue.seed.plan import Department, Plan, body_of, department
from conformance.systems.resource_catalogue.store import Change, Version
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.seed_audit import seed_audit

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

OFFICERS = {"labour": "officer-01", "civil": "officer-11", "housing": "officer-12", "market": "officer-13",
            "health": "officer-14", "transport": "officer-15"}  # fmt: skip
REVIEWER = "administrator-01"
# Working days all of them; review and publication follow within two working days (D809 17).
FIRST = (("2025-11-11", "2025-11-12"), ("2025-12-09", "2025-12-11"), ("2026-01-13", "2026-01-14"),
         ("2026-03-10", "2026-03-11"), ("2026-04-14", "2026-04-15"), ("2026-05-12", "2026-05-14"),
         ("2026-06-09", "2026-06-10"), ("2026-07-14", "2026-07-15"))  # fmt: skip
# (the law or the duties changed, the entry was changed, it was published): within ten working days, then two.
SECOND = (("law", "2026-08-17", "2026-08-25", "2026-08-26"), ("duty", "2026-09-01", "2026-09-14", "2026-09-15"),
          ("other", "2026-09-08", "2026-09-16", "2026-09-17"))  # fmt: skip
THIRD = ("law", "2026-10-12", "2026-10-20", "2026-10-21")
DRAFTED = "2026-10-30"
WITHDRAWN = "2026-09-22T16:20:00+08:00"
# How long before the fixed day the data of each update frequency were last updated, in hours.
AGES = {"1": 0.25, "2": 8, "3": 5 * 24, "4": 20 * 24, "5": 60 * 24, "6": 200 * 24}


class _Planter:
    """Plants department by department; the count of entries so far gives each its own dates and minutes."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._codes: dict[str, str] = {}
        self._changes: list[Change] = []

    def plant(self) -> None:
        """Plant all departments, then the change feed in the order of time."""
        number = 0
        for unit in OFFICERS:
            owner = department(unit)
            for plan in owner.plans:
                number += 1
                self._entry(number, owner, plan)
        for change in sorted(self._changes, key=lambda change: (change.at, change.id, change.audience)):
            self._system.store.note_change(change)

    def _entry(self, number: int, owner: Department, plan: Plan) -> None:
        registry, store = self._system.registry, self._system.store
        identifier, code = registry.new_id(number), registry.new_code(plan.category)
        self._codes[plan.name] = code
        store.add_entry(identifier, number, code, owner.unit, OFFICERS[owner.unit])
        life = _life(number, plan)
        versions: list[Version] = []
        for place, (changed, published, trigger) in enumerate(life):
            version = self._version(number, owner, plan, place + 1, changed, published, trigger, life[0][0])
            if version.status == "published" and versions:
                versions[-1] = replace(versions[-1], status="superseded")
            versions.append(version)
        for version in versions:
            store.save(identifier, version)
            self._note(owner.unit, version)
        if plan.life == "withdrawn":
            store.withdraw(identifier, WITHDRAWN)
            self._feed(owner.unit, versions[-1].record, "withdrawn", WITHDRAWN, ("unit", "public"))

    def _version(
        self, number: int, owner: Department, plan: Plan, place: int, changed: str, published: str,
        trigger: dict[str, str] | None, registered: str,
    ) -> Version:  # fmt: skip
        registry = self._system.registry
        body: dict[str, Any] = body_of(plan, owner, changed[:10], self._system.identity)
        body["relatedCodes"] = [self._codes[name] for name in plan.related]
        if trigger:
            body["changeTrigger"] = trigger
        if place > 1:
            body["summary"] += "" if place == 2 else "含历史数据。"
        record = registry.compose(
            body, self._system.units[owner.unit], registry.new_id(number), self._codes[plan.name],
            number=place, registered=registered, changed=changed,
        )  # fmt: skip
        record["contentUpdatedAt"] = self._content_time(plan, changed if not published else "")
        review = None
        if published:
            record.update(status="published", publishedAt=published)
            review = _review("approve", "要素齐全，同意发布。", published)
        elif plan.life == "returned":
            del record["submittedAt"]
            review = _review("return", "请补充数据项的长度与说明。", "2026-10-30T15:30:00+08:00")
        status = "published" if published else "draft"
        return Version(place, status, record, "registered" if place == 1 else "changed", OFFICERS[owner.unit], review)

    def _content_time(self, plan: Plan, drafted: str) -> str:
        return drafted or self._system.clock.stamp(AS_OF - timedelta(hours=AGES[plan.frequency]))

    def _note(self, unit: str, version: Version) -> None:
        record = version.record
        self._feed(unit, record, version.change, record["changedAt"], ("unit",))
        if "publishedAt" in record:
            self._feed(unit, record, "changed", record["publishedAt"], ("unit",))
            self._feed(unit, record, version.change, record["publishedAt"], ("public",))

    def _feed(self, unit: str, record: dict[str, Any], change: str, at: str, audiences: tuple[str, ...]) -> None:
        for audience in audiences:
            line = Change(record["id"], record["code"], unit, audience, record["open"] == "1", change, at)
            self._changes.append(line)


def _life(number: int, plan: Plan) -> list[tuple[str, str, dict[str, str] | None]]:
    """The versions of an entry: when each was made, when published (empty for a draft), and what made it necessary."""
    if plan.life in ("draft", "returned"):
        return [(_at(DRAFTED, number), "", None)]
    made, published = FIRST[number % len(FIRST)]
    versions: list[tuple[str, str, dict[str, str] | None]] = [(_at(made, number), _at(published, number), None)]
    if plan.life in ("changed", "reworked"):
        kind, happened, changed, approved = SECOND[number % len(SECOND)]
        versions.append((_at(changed, number), _at(approved, number), {"kind": kind, "at": happened}))
    if plan.life == "reworked":
        kind, happened, changed, approved = THIRD
        versions.append((_at(changed, number), _at(approved, number), {"kind": kind, "at": happened}))
    if plan.life == "pending":
        versions.append((_at(DRAFTED, number), "", {"kind": "other", "at": "2026-10-26"}))
    return versions


def _at(day: str, number: int) -> str:
    return f"{day}T{9 + number // 60:02d}:{number % 60:02d}:00+08:00"


def _review(decision: str, opinion: str, at: str) -> dict[str, Any]:
    return {"decision": decision, "opinion": opinion, "reviewedBy": REVIEWER, "reviewedAt": at}


def plant(system: System) -> None:
    """Fill a fresh system."""
    _Planter(system).plant()
    for event in seed_audit(AS_OF, "listResources", "/resources"):
        system.journal.append(event)
