"""Faults of keeping entries up to date, and of their history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

WEEKLY = "3"
MOVED_IN = "2026-09"


def _later(moment: str, days: int) -> str:
    return (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat(timespec="seconds")


class JobThatStopped(Serializers):
    """The weekly job stopped a month ago, and nobody watches it."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if record["updateFrequency"] != WEEKLY or record["status"] != "published":
            return shown
        return {**shown, "contentUpdatedAt": _later(record["contentUpdatedAt"], -30)}


class ChangedByMonthlyJob(Serializers):
    """What a change of duties makes necessary waits for a job at the beginning of the month after."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if record.get("changeTrigger", {}).get("kind") != "duty" or "publishedAt" not in record:
            return shown
        return {
            name: _later(value, 21) if name in ("changedAt", "publishedAt") else value for name, value in shown.items()
        }


class PublishedWeekly(Serializers):
    """What was approved is published by a weekly job."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if "changeTrigger" not in record or "publishedAt" not in record:
            return shown
        return {**shown, "publishedAt": _later(record["publishedAt"], 7)}


class ForgottenAtTheDesk(Serializers):
    """What was submitted before the office moved still lies where nobody looks."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if record["status"] != "draft" or record["registeredAt"] >= MOVED_IN or "submittedAt" not in record:
            return shown
        trigger = {"kind": "duty", "at": record["registeredAt"][:10]}
        return {**shown, "changeTrigger": trigger, "submittedAt": record["registeredAt"]}


def _assessed(record: Record, **members: Any) -> Record:
    return {**record, "assessment": {**record["assessment"], **members}}


class AssessmentToFollow(Serializers):
    """Entries taken over from the system before were to be completed later."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if record["registeredAt"] >= MOVED_IN:
            return shown
        kept = {name: value for name, value in shown["assessment"].items() if name != "secrecy"}
        return {**shown, "assessment": kept}


class ConsentFilledInLater(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if "publishedAt" not in record or record["registeredAt"] >= MOVED_IN:
            return shown
        day = date.fromisoformat(record["publishedAt"][:10]) + timedelta(days=3)
        return _assessed(shown, approvedAt=day.isoformat())


class Overwritten(Operations):
    """The history is a join on the present version."""

    def list_versions(self, call: Call) -> Response:
        entry, version = self._found(call)
        serializers = self._system.serializers
        return self._system.responses.json(call, serializers.whole([serializers.version(entry, version)]))


class NewestFirst(Rules):
    def history(self, caller: Caller, entry: Entry) -> list[Version]:
        return super().history(caller, entry)[::-1]


class OneReviewAnEntry(Serializers):
    """Reviews are kept by entry: a later one takes the place of the one before."""

    def version(self, entry: Entry, version: Version) -> Record:
        shown = super().version(entry, version)
        return {name: value for name, value in shown.items() if name != "review" or version.status != "superseded"}


class PresentRecordForAll(Operations):
    def get_version(self, call: Call) -> Response:
        answer = super().get_version(call)
        entry, _ = self._found(call)
        return self.shown(call, self._system.entries, entry.latest.record) if answer.status_code == 200 else answer


class LinksOfTheOldInterface(Serializers):
    def version(self, entry: Entry, version: Version) -> Record:
        return {**super().version(entry, version), "href": f"/catalog/{entry.id}?version={version.number}"}


FAULTS = (
    Fault(
        "management.catalogue.fresh",
        Text("每周任务停摆一个月", "the weekly job stopped a month ago"),
        instead("serializers", JobThatStopped),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.updated-in-time",
        Text("职责变化后等月度任务才更新目录", "a change of duties waits for a monthly job"),
        instead("serializers", ChangedByMonthlyJob),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.reviewed-in-time",
        Text("审核通过后每周发布一次", "what is approved is published once a week"),
        instead("serializers", PublishedWeekly),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.reviewed-in-time",
        Text("报送的更新无人审核", "an update that was submitted is never reviewed"),
        instead("serializers", ForgottenAtTheDesk),
        kinds=(CATALOGUE,),
        variant="never",
    ),
    Fault(
        "management.catalogue.assessed",
        Text("评估结论留待补填", "the outcome of the assessment was to be filled in later"),
        instead("serializers", AssessmentToFollow),
        kinds=(CATALOGUE,),
        also=("support.description.own-document", "support.contract.answers-match"),
    ),
    Fault(
        "management.catalogue.agreed-first",
        Text("先发布，三日后补填同意日期", "the consent is filled in three days after publication"),
        instead("serializers", ConsentFilledInLater),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.changes-kept",
        Text("变更历史只有现行版本", "the history holds the present version only"),
        instead("operations", Overwritten),
        kinds=(CATALOGUE,),
        also=("management.catalogue.versions-in-order", "support.sequences.numbered-without-gap"),
        hides=hiding(
            "历史只剩一个版本，没有先后，也没有以前的审核",
            "a history of one version has no order and no earlier review",
            "management.catalogue.reviews-kept",
            "management.catalogue.versions-in-order",
        ),
    ),
    Fault(
        "management.catalogue.versions-in-order",
        Text("历史先新后旧", "the history lists the newest version first"),
        instead("rules", NewestFirst),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.reviews-kept",
        Text("后一次审核覆盖前一次", "a later review takes the place of the one before"),
        instead("serializers", OneReviewAnEntry),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.catalogue.old-versions",
        Text("旧版本读出的是现行内容", "an old version reads as the present one"),
        instead("operations", PresentRecordForAll),
        kinds=(CATALOGUE,),
        also=("support.sequences.records-as-written",),
    ),
    Fault(
        "management.catalogue.version-links",
        Text("版本的地址仍是旧接口的", "the addresses of versions are those of the old interface"),
        instead("serializers", LinksOfTheOldInterface),
        kinds=(CATALOGUE,),
    ),
)
