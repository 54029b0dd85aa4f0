"""Faults against what an entry goes through: returned, mended, moved, changed over what is in force, withdrawn."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import drop
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import accepts, gives, refuses, refuses_otherwise
from conformance.systems.faults.parts import around, override_part
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
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.responses import HTML


def ever(system: System) -> list[Entry]:
    """Every entry there ever was, ordered by id."""
    found = (system.store.entry(system.registry.new_id(number)) for number in range(1, system.store.next_number()))
    return [entry for entry in found if entry]


class HistoryOfAllVersions(Rules):
    def history(self, caller: Caller, entry: Entry) -> list[Version]:
        return list(entry.versions) if caller.role in GOVERNMENT else super().history(caller, entry)


class IndexOfTheLatestVersion(Entries):
    """The search index is filled with the version saved last, and what it finds is shown as it is in force."""

    def listed(self, caller: Caller, asked: Mapping[str, Any]) -> Sequence[Record]:
        narrowed = super().listed(caller, {name: value for name, value in asked.items() if name != "q"})
        words = asked.get("q") or ""
        return [record for record in narrowed if self.has_words(self.entry(record).latest.record, words)]


class ChangesAnnouncedAtOnce(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        super().note(entry, version, change, at, audience)
        if version.status == "draft" and entry.in_force:
            super().note(entry, version, change, at, "public")


class PageOfTheLatestVersion(Operations):
    def read(self, call: Call, of: Records) -> Response:
        answer = super().read(call, of)
        if call.media != HTML or answer.status_code != 200:
            return answer
        entry = self._system.registry.entry(call.arguments["id"])
        page = self._system.pages.record(self._system.serializers.record(entry.latest.record), call)
        return self._system.responses.tagged(call, self._system.responses.html(call, page))


class ListForPeople(Operations):
    """The list for people is another query, or is kept beside the other: `held` are the records it is made of."""

    def held(self) -> list[Record]:
        raise NotImplementedError

    def list(self, call: Call, of: Records) -> Response:
        if call.media != HTML or call.caller.role not in GOVERNMENT:
            return super().list(call, of)
        page = self._system.listing.page([one for one in self.held() if of.matches(one, call.arguments)], call)
        return self._system.responses.html(call, self._system.pages.list(page, call))


class ListForPeopleOfEverything(ListForPeople):
    def held(self) -> list[Record]:
        return [entry.latest.record for entry in self._system.store.entries()]


class ListForPeopleOfThePublished(ListForPeople):
    def held(self) -> list[Record]:
        return [entry.in_force.record for entry in ever(self._system) if entry.in_force]


class WithdrawnInTheOwnList(Entries):
    """The list of one's own unit is made for its office, and leaves nothing out."""

    def seen(self, caller: Caller) -> list[Record]:
        gone = [entry for entry in ever(self._system) if entry.withdrawn_at]
        own = [entry.latest.record for entry in gone if caller.role == "officer" and caller.unit == entry.unit]
        return sorted((*super().seen(caller), *own), key=lambda record: str(record["id"]))


class WithdrawnInTheExport(Entries):
    """The export is read from a table that knows of publications only."""

    def published(self, caller: Caller) -> list[Record]:
        versions = (entry.in_force for entry in ever(self._system))
        return [version.record for version in versions if version and self._system.rules.may_read(caller, version)]


class TimeOfSubmissionStays(Registry):
    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        version = super().review(caller, entry, body)
        if body["decision"] != "return" or "submittedAt" not in entry.latest.record:
            return version
        record = {**version.record, "submittedAt": entry.latest.record["submittedAt"]}
        self._system.store.save(entry.id, replace(version, record=record))
        return version


def _was_returned(caller: Caller, entry: Entry, body: Record) -> bool:
    review = entry.latest.review
    return review is not None and bool(review["decision"] == "return")


def _moved_whatever_its_state(sound: Callable[..., Any], entry: Entry, body: Record) -> Any:
    try:
        return sound(entry, body)
    except Refusal:
        return entry.code


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "application.catalogue.pending-unseen",
        Text("变更历史不分审核与否", "the history does not ask what was approved"),
        override_part("rules", HistoryOfAllVersions),
    ),
    Fault(
        "application.catalogue.pending-unseen",
        Text("检索索引取最后保存的版本", "the search index is filled with the version saved last"),
        override_part("entries", IndexOfTheLatestVersion),
        variant="search",
    ),
    Fault(
        "application.catalogue.pending-unseen",
        Text("已发布的条目一经变更即通告", "a change of what is in force is announced at once"),
        override_part("feed", ChangesAnnouncedAtOnce),
        also=("support.sequences.feed-tells-once",),
        variant="feed",
    ),
    Fault(
        "application.catalogue.pending-unseen",
        Text("页面取最新版本", "the page is made of the latest version"),
        override_part("operations", PageOfTheLatestVersion),
        variant="page",
    ),
    Fault(
        "application.catalogue.draft-unread",
        Text("供人阅读的列表不看状态", "the list for people does not look at the state"),
        override_part("operations", ListForPeopleOfEverything),
        variant="list",
    ),
    Fault(
        "application.catalogue.withdrawn-unlisted",
        Text("本单位的列表仍列出已撤销的", "the list of one's own unit keeps what was withdrawn"),
        override_part("entries", WithdrawnInTheOwnList),
        also=(
            "support.sequences.stays-withdrawn",
            "overall.catalogue.dcat-by-role",
            "support.changes.agrees-with-list",
        ),
        variant="own",
    ),
    Fault(
        "application.catalogue.withdrawn-unlisted",
        Text("导出不看撤销标志", "the export does not look at the mark of withdrawal"),
        override_part("entries", WithdrawnInTheExport),
        also=("overall.catalogue.dcat-by-role", "overall.catalogue.dcat-complete"),
        variant="export",
    ),
    Fault(
        "application.catalogue.withdrawn-unlisted",
        Text("供人阅读的列表撤销时不重新生成", "the list for people is not made anew at a withdrawal"),
        override_part("operations", ListForPeopleOfThePublished),
        variant="page",
    ),
    Fault(
        "application.catalogue.markup-escaped",
        Text("后加的数据项一栏没有转义", "the list of data items, added later, is not escaped"),
        gives("pages.items", html.unescape),
    ),
    Fault(
        "application.catalogue.returned-mended",
        Text("退回的条目被锁定，只能重新登记", "a returned entry is locked and can only be registered anew"),
        refuses("registry.change", 409, "已退回，请重新登记。Returned; register it anew.", _was_returned),
        also=("support.sequences.steps-accepted",),
    ),
    Fault(
        "application.catalogue.category-fixed",
        Text("已发布的条目也改换类目", "a published entry is moved as well"),
        around("registry.code_after", _moved_whatever_its_state),
    ),
    Fault(
        "application.catalogue.category-fixed",
        Text("与现状冲突的变更应答 400", "a change in conflict with the present state is answered 400"),
        refuses_otherwise("registry.code_after", lambda refusal: Refusal(400, refusal.detail)),
        variant="status",
    ),
    Fault(
        "application.catalogue.content-time-kept",
        Text("修改目录即刷新内容更新时间", "an edit of the entry sets the time its data were updated"),
        gives("registry.revised", lambda record: {**record, "contentUpdatedAt": record["changedAt"]}),
    ),
    Fault(
        "application.catalogue.stored-as-sent",
        Text("有条件共享的使用用途没有存储", "the permitted use of a conditional entry is not stored"),
        accepts(drop("conditions.use"), "registerResource"),
        variant="conditions",
    ),
    Fault(
        "overall.catalogue.draft-recoded",
        Text("改换类目时保留原代码", "the code stays when the category changes"),
        around("registry.code_after", lambda sound, entry, body: sound(entry, body) and entry.code),
    ),
    Fault(
        "management.catalogue.submission-returned",
        Text("退回时不清除报送时间", "the time of submission stays when an entry is returned"),
        override_part("registry", TimeOfSubmissionStays),
    ),
)
