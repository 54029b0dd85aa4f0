"""Faults against the clauses of the application family."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.accounts import GOVERNMENT, Caller
from conformance.systems.service.call import Call
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.responses import HTML
from conformance.systems.service.units import Unit


class NoColumnForLength(Registry):
    def compose(
        self, body: Record, unit: Unit, identifier: str, code: str, *, number: int, registered: str, changed: str
    ) -> Record:
        items = [{name: value for name, value in item.items() if name != "length"} for item in body["items"]]
        body = {**body, "items": items}
        return super().compose(body, unit, identifier, code, number=number, registered=registered, changed=changed)


class ChangeResetsFrequency(Registry):
    def revised(self, entry: Entry, body: Record, code: str, number: int, at: str) -> Record:
        return {**super().revised(entry, body, code, number, at), "updateFrequency": "6"}


class DraftsListed(Entries):
    def seen(self, caller: Caller) -> list[Record]:
        known = {record["id"]: record for record in super().seen(caller)}
        if caller.role in GOVERNMENT:
            drafts = (entry for entry in self._system.store.entries() if entry.latest.status == "draft")
            known |= {entry.id: entry.latest.record for entry in drafts}
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


class IndexOfYesterday(Entries):
    """The list is read once for each role and kept until the next start."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._kept: dict[str, list[Record]] = {}

    def seen(self, caller: Caller) -> list[Record]:
        return self._kept.setdefault(caller.role, super().seen(caller))


class IndexThatOnlyGrows(Entries):
    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._known: dict[str, dict[str, Record]] = {}

    def seen(self, caller: Caller) -> list[Record]:
        known = self._known.setdefault(caller.role, {})
        known.update({record["id"]: record for record in super().seen(caller)})
        return [known[identifier] for identifier in sorted(known)]


class ReviewByAnyone(Rules):
    def may_call(self, operation: Operation, caller: Caller) -> None:
        if operation.id == "reviewResource" and caller.role == "officer":
            return
        super().may_call(operation, caller)

    def may_review(self, caller: Caller, entry: Entry) -> None:
        return


class OpinionLost(Registry):
    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        version = super().review(caller, entry, body)
        if body["decision"] == "return":
            self._system.store.save(entry.id, replace(version, review=None))
        return version


class ReviewInAnyState(Registry):
    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        return entry.latest if entry.latest.status != "draft" else super().review(caller, entry, body)


class LatestOnceEverPublished(Rules):
    def visible(self, caller: Caller, entry: Entry) -> Version | None:
        shown = super().visible(caller, entry)
        return entry.latest if shown else None


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


class VersionForEveryRequest(Registry):
    def differs(self, entry: Entry, body: Record) -> bool:
        return True


FAULTS: tuple[Fault, ...] = (
    Fault(
        "application.catalogue.stored-as-sent",
        Text("数据项的长度没有存储", "the length of data items is not stored"),
        instead("registry", NoColumnForLength),
        kinds=(CATALOGUE,),
        also=("application.catalogue.change-as-sent",),
    ),
    Fault(
        "application.catalogue.change-as-sent",
        Text("变更把更新频率改回默认值", "a change puts the update frequency back to its default"),
        instead("registry", ChangeResetsFrequency),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "application.catalogue.change-as-sent",
        Text("变更与原内容合并，省略的要素仍在", "a change is merged into what was there; what it leaves out stays"),
        instead("registry", ChangesAreMerged),
        kinds=(CATALOGUE,),
        variant="merged",
    ),
    Fault(
        "application.catalogue.draft-hidden",
        Text("草稿对政府部门列出", "drafts are listed to every department"),
        instead("entries", DraftsListed),
        kinds=(CATALOGUE,),
        also=(
            "application.catalogue.change-reviewed",
            "overall.catalogue.dcat-complete",
            "security.access.draft-of-unit",
        ),
    ),
    Fault(
        "application.catalogue.draft-unread",
        Text("草稿的页面谁都能打开", "anyone can open the page of a draft"),
        instead("operations", PageForWhoeverKnowsTheId),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "application.catalogue.draft-hidden",
        Text("登记与变更即写入对外的变更清单", "registering and changing are announced to everybody at once"),
        instead("feed", FeedOfEverything),
        kinds=(CATALOGUE,),
        also=("support.sequences.feed-tells-once",),
        variant="feed",
    ),
    Fault(
        "application.catalogue.approval-publishes",
        Text("列表缓存不更新", "the cached list is never refreshed"),
        instead("entries", IndexOfYesterday),
        kinds=(CATALOGUE,),
        also=(
            "application.catalogue.draft-hidden",
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
        instead("rules", ReviewByAnyone),
        kinds=(CATALOGUE,),
        also=(
            "application.catalogue.review-takes-draft",
            "security.audit.refusals-recorded",
            "security.audit.outcome",
        ),
    ),
    Fault(
        "application.catalogue.review-takes-draft",
        Text("审核不看条目状态", "the review does not look at the state of the entry"),
        instead("registry", ReviewInAnyState),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "application.catalogue.returned-draft",
        Text("退回时不保存意见", "the opinion is lost when an entry is returned"),
        instead("registry", OpinionLost),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("发布过的条目一经变更即生效", "an entry once published shows every change at once"),
        instead("rules", LatestOnceEverPublished),
        kinds=(CATALOGUE,),
        also=("overall.catalogue.dcat-complete",),
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("列表联查的是最新版本", "the list joins the latest version"),
        instead("entries", ListJoinsTheLatestVersion),
        kinds=(CATALOGUE,),
        also=("overall.catalogue.dcat-complete",),
        variant="list",
    ),
    Fault(
        "application.catalogue.change-reviewed",
        Text("导出联查的是最新版本", "the export joins the latest version"),
        instead("entries", ExportJoinsTheLatestVersion),
        kinds=(CATALOGUE,),
        variant="export",
    ),
    Fault(
        "application.catalogue.repeat-harmless",
        Text("内容相同也生成新版本", "the same content makes a new version"),
        instead("registry", VersionForEveryRequest),
        kinds=(CATALOGUE,),
        hides=hiding(
            "每次都生成新版本，没有原版本可改写",
            "where every request makes a version, none is left as it was to be touched",
            "application.catalogue.repeat-harmless#touched",
        ),
    ),
    Fault(
        "application.catalogue.repeat-harmless",
        Text("内容相同也改写变更时间", "the same content sets the time of the change anew"),
        instead("registry", EveryRequestTouches),
        kinds=(CATALOGUE,),
        variant="touched",
    ),
    Fault(
        "application.catalogue.withdrawn-unlisted",
        Text("撤销不清除检索索引", "a withdrawal leaves the index as it was"),
        instead("entries", IndexThatOnlyGrows),
        kinds=(CATALOGUE,),
        also=("support.sequences.stays-withdrawn",),
    ),
)
