"""Faults that no single request shows: they need some steps in a certain order, often on two entries at once."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import of_contract, refuses, stale_list
from conformance.systems.faults.parts import override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal


class DraftOfTheOfficer(Registry):
    """What an officer has under work is kept by officer, not by entry: approval takes what was saved last."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._under_work: dict[str, Record] = {}

    def register(self, caller: Caller, body: Record) -> Entry:
        self._under_work[caller.user] = body
        return super().register(caller, body)

    def change(self, caller: Caller, entry: Entry, body: Record) -> Version:
        self._under_work[caller.user] = body
        return super().change(caller, entry, body)

    def publish(self, entry: Entry, review: Record, at: str) -> Version:
        saved = self._under_work.get(entry.latest.changed_by, {})
        words: Record = {name: saved[name] for name in ("name", "summary") if name in saved}
        latest = replace(entry.latest, record={**entry.latest.record, **words})
        return super().publish(replace(entry, versions=(*entry.versions[:-1], latest)), review, at)


def _renewed_when_one_comes_or_goes(known: list[Record], now: list[Record]) -> list[Record]:
    return known if [one["id"] for one in known] == [one["id"] for one in now] else now


class OneLineOfEachKind(Feed):
    """The feed's key is entry and kind of change: a second change in force adds nothing."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._written: set[tuple[str, str]] = set()

    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if audience == "public" and (entry.id, change) in self._written:
            return
        if audience == "public":
            self._written.add((entry.id, change))
        super().note(entry, version, change, at, audience)


class OutboxSentAgain(Feed):
    """A publication is sent with what another entry's left in the outbox, which is emptied by the same entry alone."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._outbox: list[tuple[Entry, Version, str]] = []

    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if audience == "public":
            for other in self._outbox:
                if other[0].id != entry.id:
                    super().note(*other, at, audience)
            self._outbox = [(entry, version, change)]
        super().note(entry, version, change, at, audience)


class ReturnTakesANumber(Registry):
    """A review writes a row of its own into the table of versions, whose serial it uses up."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._used: dict[str, int] = {}

    def review(self, caller: Caller, entry: Entry, body: Record) -> Version:
        version = super().review(caller, entry, body)
        if body["decision"] == "return":
            self._used[entry.id] = self._used.get(entry.id, 0) + 1
        return version

    def change(self, caller: Caller, entry: Entry, body: Record) -> Version:
        used = self._used.pop(entry.id, 0)
        if not used or not self.differs(entry, body):
            return super().change(caller, entry, body)
        latest = replace(entry.latest, number=entry.latest.number + used)
        return super().change(caller, replace(entry, versions=(*entry.versions[:-1], latest)), body)


class ReturnedIsOverwritten(Registry):
    """A change after a return is written over the draft that was returned."""

    def change(self, caller: Caller, entry: Entry, body: Record) -> Version:
        if (entry.latest.review or {}).get("decision") != "return" or not self.differs(entry, body):
            return super().change(caller, entry, body)
        before = replace(entry.latest, number=entry.latest.number - 1)
        return super().change(caller, replace(entry, versions=(*entry.versions[:-1], before)), body)


class ApprovalBringsBack(Operations):
    """An approval sets the state of a draft whatever it was, and so clears the mark of its withdrawal."""

    def decide(self, call: Call, of: Records) -> Response:
        entry = self._system.store.entry(call.arguments["id"])
        if entry and entry.withdrawn_at and entry.latest.status == "draft" and call.body["decision"] == "approve":
            self._system.store.withdraw(entry.id, "")
        return super().decide(call, of)


class ChangeBringsBack(Operations):
    """A change is an upsert: it writes the entry anew where it is gone."""

    def change(self, call: Call, of: Records) -> Response:
        entry = self._system.store.entry(call.arguments["id"])
        if entry and entry.withdrawn_at and entry.unit == call.caller.unit and call.get("If-Match") is None:
            self._system.store.withdraw(entry.id, "")
        return super().change(call, of)


class EitherTagWillDo(Operations):
    """If-Match is compared with the version in force as well as with the draft over it."""

    def precondition(self, call: Call, of: Records, record: Record) -> None:
        entry = self._system.store.entry(call.arguments["id"])
        try:
            super().precondition(call, of, record)
        except Refusal:
            if entry is None or entry.in_force is None:
                raise
            super().precondition(call, of, entry.in_force.record)


def _is_under_review(caller: Caller, entry: Entry, body: Record) -> bool:
    return entry.in_force is not None and entry.latest.status == "draft"


FAULTS = (
    Fault(
        "support.sequences.list-agrees",
        Text("列表缓存只在记录增减时更新", "the cached list is renewed only when records come or go"),
        of_contract(lambda known: stale_list(known.lived, _renewed_when_one_comes_or_goes)),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.sequences.steps-accepted",
            Text("已有变更待审的条目不得再变更", "an entry with a change under review may not be changed again"),
            refuses("registry.change", 409, "变更审核中。A change is under review.", _is_under_review),
        ),
        Fault(
            "support.sequences.records-as-written",
            Text("在办草稿按经办人保存，不按条目保存", "work in progress is kept by officer, not by entry"),
            override_part("registry", DraftOfTheOfficer),
        ),
        Fault(
            "support.sequences.feed-tells-once",
            Text("变更清单按条目与变更种类去重", "the feed keeps one line of each kind for an entry"),
            override_part("feed", OneLineOfEachKind),
            hides=hiding(
                "清单按条目与种类去重，重复发出的也只留一行",
                "a feed that keeps one line of each kind keeps no doubled one",
                "support.sequences.feed-tells-once#doubled",
            ),
        ),
        Fault(
            "support.sequences.feed-tells-once",
            Text("其他条目发布时，待发队列重复发出", "the outbox is sent again when another entry is published"),
            override_part("feed", OutboxSentAgain),
            variant="doubled",
        ),
        Fault(
            "support.sequences.numbered-without-gap",
            Text("退回占用一个版本号", "returning a draft uses up a version number"),
            override_part("registry", ReturnTakesANumber),
        ),
        Fault(
            "support.sequences.numbered-without-gap",
            Text("退回后的变更覆盖原版本", "a change after a return overwrites the version returned"),
            override_part("registry", ReturnedIsOverwritten),
            variant="overwritten",
        ),
        Fault(
            "support.sequences.stays-withdrawn",
            Text("审核通过使已撤销的草稿恢复", "approving a withdrawn draft brings it back"),
            override_part("operations", ApprovalBringsBack),
            also=("support.refusals.after-withdrawal",),
        ),
        Fault(
            "support.sequences.stays-withdrawn",
            Text("变更使已撤销的条目恢复", "changing a withdrawn entry brings it back"),
            override_part("operations", ChangeBringsBack),
            also=("support.refusals.after-withdrawal",),
            variant="changed",
        ),
        Fault(
            "support.sequences.interleaved-changes",
            Text("If-Match 与现行版本相符也放行", "If-Match may also name the version in force"),
            override_part("operations", EitherTagWillDo),
        ),
    ),
)
