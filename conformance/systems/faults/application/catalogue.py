"""Faults against the clauses of the application family."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import at, drop
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import accepts, skips, stale_list
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.faults.values import says
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.accounts import GOVERNMENT, Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.responses import HTML


class DraftsListed(Entries):
    def seen(self, caller: Caller) -> list[Record]:
        known = {record["id"]: record for record in super().seen(caller)}
        if caller.role in GOVERNMENT:
            drafts = (entry for entry in self._system.store.entries() if entry.latest.status == "draft")
            known |= {entry.id: entry.latest.record for entry in drafts}
        return [known[identifier] for identifier in sorted(known)]


class ReturnedListed(Entries):
    """The list tells what was never reviewed from what was: a return counts as a review."""

    def seen(self, caller: Caller) -> list[Record]:
        known = {record["id"]: record for record in super().seen(caller)}
        for entry in self._system.store.entries():
            if caller.role in GOVERNMENT and entry.latest.status == "draft" and entry.latest.review is not None:
                known.setdefault(entry.id, entry.latest.record)
        return [known[identifier] for identifier in sorted(known)]


class PageForWhoeverKnowsTheId(Operations):
    """The page for people is made by another controller, which finds entries without looking who asks."""

    def read(self, call: Call, of: Records) -> Response:
        entry = self._system.store.entry(call.arguments["id"])
        if call.media != HTML or entry is None or entry.withdrawn_at:
            return super().read(call, of)
        page = self._system.pages.record(self._system.serializers.record(entry.latest.record), call)
        return self._system.responses.tagged(call, self._system.responses.html(call, page))


class FeedOfEverything(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        super().note(entry, version, change, at, audience)
        if version.status == "draft":
            super().note(entry, version, change, at, "public")


def _and_what_there_was(known: list[Record], now: list[Record]) -> list[Record]:
    """The index only grows."""
    found = {record["id"]: record for record in (*known, *now)}
    return [found[identifier] for identifier in sorted(found)]


class OpinionLost(Registry):
    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        version = super().review(caller, entry, body)
        if body["decision"] == "return":
            self._system.store.save(entry.id, replace(version, review=None))
        return version


def _joined_to_the_latest(entries: Entries, records: list[Record]) -> list[Record]:
    found = (entries._system.store.entry(record["id"]) for record in records)
    return [entry.latest.record for entry in found if entry]


class ListJoinsTheLatestVersion(Entries):
    def seen(self, caller: Caller) -> list[Record]:
        shown = super().seen(caller)
        return _joined_to_the_latest(self, shown) if caller.role == "peer" else shown


class ExportJoinsTheLatestVersion(Entries):
    def published(self, caller: Caller) -> list[Record]:
        published = super().published(caller)
        return _joined_to_the_latest(self, published) if caller.role in GOVERNMENT else published


class ChangesAreMerged(Registry):
    def revised(self, entry: Entry, body: Record, code: str, number: int, at: str) -> Record:
        before = entry.latest.record
        kept: Record = {name: before[name] for name in ("serviceInfo", "changeTrigger") if name in before}
        return super().revised(entry, {**kept, **body}, code, number, at)


class EveryRequestTouches(Registry):
    """Nothing is new, but the time of the change is set by a trigger of the table."""

    def change(self, caller: Caller, entry: Entry, body: Record) -> Version:
        version = super().change(caller, entry, body)
        if version is not entry.latest:
            return version
        at = self._system.clock.stamp(self._system.clock.tick())
        touched = replace(version, record={**version.record, "changedAt": at})
        self._system.store.save(entry.id, touched)
        return touched


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "application.catalogue.stored-as-sent",
        Text("数据项的长度没有存储", "the length of data items is not stored"),
        accepts(drop("items[].length"), "registerResource", "changeResource"),
        also=("application.catalogue.change-as-sent",),
    ),
    Fault(
        "application.catalogue.change-as-sent",
        Text("变更把更新频率改回默认值", "a change puts the update frequency back to its default"),
        accepts(at("updateFrequency", says("6")), "changeResource"),
    ),
    Fault(
        "application.catalogue.change-as-sent",
        Text("变更与原内容合并，省略的要素仍在", "a change is merged into what was there; what it leaves out stays"),
        override_part("registry", ChangesAreMerged),
        variant="merged",
    ),
    Fault(
        "application.catalogue.draft-hidden",
        Text("草稿对政府部门列出", "drafts are listed to every department"),
        override_part("entries", DraftsListed),
        also=(
            "application.catalogue.change-reviewed",
            "application.catalogue.draft-unread",
            "application.catalogue.pending-unseen",
            "overall.catalogue.dcat-complete",
            "overall.catalogue.dcat-details",
            "security.access.draft-of-unit",
            "application.catalogue.returned-draft",
            "support.requests.roles-agree",
        ),
    ),
    Fault(
        "application.catalogue.draft-unread",
        Text("草稿的页面谁都能打开", "anyone can open the page of a draft"),
        override_part("operations", PageForWhoeverKnowsTheId),
        also=("application.catalogue.pending-unseen", "application.catalogue.public-no-more"),
    ),
    Fault(
        "application.catalogue.draft-hidden",
        Text("登记与变更即写入对外的变更清单", "registering and changing are announced to everybody at once"),
        override_part("feed", FeedOfEverything),
        also=("application.catalogue.pending-unseen", "support.sequences.feed-tells-once"),
        variant="feed",
    ),
    Fault(
        "application.catalogue.approval-publishes",
        Text("列表缓存不更新", "the cached list is never refreshed"),
        stale_list("entry", lambda known, now: known),
        also=(
            "application.catalogue.draft-hidden",
            "application.catalogue.draft-unread",
            "application.catalogue.pending-unseen",
            "application.catalogue.returned-draft",
            "application.catalogue.withdrawn-unlisted",
            "overall.codes.refused-not-stored",
            "support.sequences.list-agrees",
        ),
        hides=hiding(
            "审核通过的条目不在列表中，无从查看列出的是草稿、变更还是已撤销的内容",
            "an entry that is never listed cannot be seen as a draft, changed or withdrawn",
            "application.catalogue.change-reviewed#list",
            "application.catalogue.draft-hidden",
            "application.catalogue.draft-hidden#feed",
            "application.catalogue.withdrawn-unlisted",
        ),
    ),
    Fault(
        "application.catalogue.two-persons",
        Text("只在界面上隐藏审核按钮", "the review button is hidden, the review itself is not guarded"),
        both(
            skips(
                "rules.may_call",
                lambda operation, caller: operation.id == "reviewResource" and caller.role == "officer",
            ),
            skips("rules.may_review"),
        ),
        also=(
            "application.catalogue.review-takes-draft",
            "security.audit.refusals-recorded",
            "security.audit.outcome",
        ),
    ),
    Fault(
        "application.catalogue.review-takes-draft",
        Text("审核不看条目状态", "the review does not look at the state of the entry"),
        around(
            "registry.review",
            lambda sound, caller, entry, body: (
                sound(caller, entry, body) if entry.latest.status == "draft" else entry.latest
            ),
        ),
    ),
    Fault(
        "application.catalogue.returned-draft",
        Text("退回时不保存意见", "the opinion is lost when an entry is returned"),
        override_part("registry", OpinionLost),
    ),
    Fault(
        "application.catalogue.returned-draft",
        Text(
            "列表只看是否审核过，退回的也列出", "the list asks whether there was a review, and lists what was returned"
        ),
        override_part("entries", ReturnedListed),
        variant="listed",
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("发布过的条目一经变更即生效", "an entry once published shows every change at once"),
        around("rules.visible", lambda sound, caller, entry: sound(caller, entry) and entry.latest),
        also=(
            "application.catalogue.pending-unseen",
            "overall.catalogue.dcat-complete",
            "application.catalogue.listed-readable",
            "overall.catalogue.dcat-details",
        ),
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("列表联查的是最新版本", "the list joins the latest version"),
        override_part("entries", ListJoinsTheLatestVersion),
        also=(
            "application.catalogue.pending-unseen",
            "overall.catalogue.dcat-complete",
            "overall.catalogue.dcat-details",
            "support.requests.roles-agree",
            "overall.catalogue.levels-alike",
        ),
        variant="list",
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("导出联查的是最新版本", "the export joins the latest version"),
        override_part("entries", ExportJoinsTheLatestVersion),
        also=("overall.catalogue.dcat-details",),
        variant="export",
    ),
    Fault(
        "application.catalogue.repeat-harmless",
        Text("内容相同也生成新版本", "the same content makes a new version"),
        skips("registry.differs", result=True),
        hides=hiding(
            "每次都生成新版本，没有原版本可改写",
            "where every request makes a version, none is left as it was to be touched",
            "application.catalogue.repeat-harmless#touched",
        ),
    ),
    Fault(
        "application.catalogue.repeat-harmless",
        Text("内容相同也改写变更时间", "the same content sets the time of the change anew"),
        override_part("registry", EveryRequestTouches),
        variant="touched",
    ),
    Fault(
        "application.catalogue.withdrawn-unlisted",
        Text("撤销不清除检索索引", "a withdrawal leaves the index as it was"),
        stale_list("entry", _and_what_there_was),
        also=("support.sequences.stays-withdrawn",),
    ),
)
