"""Faults of form: encoding, dates, identifiers, code lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.categories import Category
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.resource_catalogue.store import Change, Entry, Version
from conformance.systems.service import serializers
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.identifiers import ALPHABET, uscc_holds
from conformance.systems.service.journal import AuditEvent
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.units import Unit

FREQUENCY = "/updateFrequency"
MOVED_IN = "2026-09"
SHAPES = ("support.contract.answers-match", "support.description.own-document")


class ThreeByteColumn(Registry):
    """MySQL's utf8: what needs four bytes becomes a question mark."""

    def compose(
        self, body: Record, unit: Unit, identifier: str, code: str, *, number: int, registered: str, changed: str
    ) -> Record:
        name = "".join(char if ord(char) < 0x10000 else "?" for char in body["name"])
        body = {**body, "name": name}
        return super().compose(body, unit, identifier, code, number=number, registered=registered, changed=changed)


class DayBeforeMonth(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        moment = shown["registeredAt"]
        swapped = f"{moment[:4]}-{moment[8:10]}-{moment[5:7]}{moment[10:]}"
        return {**shown, "registeredAt": swapped}


class NaiveTime(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "contentUpdatedAt": shown["contentUpdatedAt"][:19]}


def _source(record: Record, name: str, code: Callable[[str], str]) -> Record:
    """The record with another code for its source department, where that is the one of the name."""
    source = record.get("dataSource", {})
    if "uscc" not in source or not source["name"].endswith(name):
        return record
    return {**record, "dataSource": {**source, "uscc": code(source["uscc"])}}


class NaiveFeed(Serializers):
    def change(self, change: Change) -> Record:
        shown = super().change(change)
        return {**shown, "at": shown["at"][:19]}


class NaiveAudit(serializers.Serializers):
    def audit_event(self, number: int, event: AuditEvent) -> Record:
        shown = super().audit_event(number, event)
        return {**shown, "time": shown["time"][:19]}


class NaiveHistory(Serializers):
    def version(self, entry: Entry, version: Version) -> Record:
        shown = super().version(entry, version)
        return {**shown, "changedAt": shown["changedAt"][:19]}


def _two_turned(code: str) -> str:
    return f"{code[:2]}{code[3]}{code[2]}{code[4:]}"


def _made_up(code: str) -> str:
    """A code that only holds at its last character."""
    body = code[:16] + ("1" if code[16] != "1" else "2")
    return next(body + char for char in ALPHABET if uscc_holds(body + char))


class TypedByHand(Serializers):
    """The code of a source department was typed in, and two digits changed places."""

    def record(self, record: Record) -> Record:
        return _source(super().record(record), "人力资源和社会保障局", _two_turned)


class MadeUpCode(Serializers):
    """Another source department, which had no code at hand, was given one that only holds at its last character."""

    def record(self, record: Record) -> Record:
        return _source(super().record(record), "市场监督管理局", _made_up)


class NumberForDivision(Serializers):
    """The four digits of a prefecture kept as a number, filled with zeros on the wrong side."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "regionCode": shown["regionCode"][:4].zfill(6)}


class AnyCode(Checking):
    def source_code(self, value: Mapping[str, Any]) -> Iterable[Place]:
        return ()


class FrequencyIsText(Checking):
    """The update frequency is free text in the database, and nothing else looks at it."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        return [place for place in super().places(schema, value) if place.pointer != FREQUENCY]


class StoredFirst(Checking):
    """An entry is inserted, then its code is looked up; the refusal leaves the insert committed."""

    def body(self, operation: Operation, content_type: str, raw: bytes | None) -> Any:
        try:
            return super().body(operation, content_type, raw)
        except Refusal as refusal:
            if operation.id == "registerResource" and [place.pointer for place in refusal.places] == [FREQUENCY]:
                officer = self._system.accounts.of("officer")
                self._system.registry.register(officer, self.read(raw or b""))
            raise


class ListForgotten(Serializers):
    def code_lists(self) -> dict[str, CodeList]:
        return {name: listed for name, listed in super().code_lists().items() if name != "change-trigger"}


class ItemRetired(Serializers):
    """An item was retired without looking at what is filed below it."""

    def categories(self) -> tuple[Category, ...]:
        return tuple(category for category in super().categories() if category.code != "203")


class EnglishLabels(Serializers):
    """The labels of one list follow a language bundle that lacks Chinese."""

    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "update-frequency":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=tuple((code, en, en) for code, _, en in listed.codes)))


class FourthClass(Serializers):
    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "sharing-class":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=(*listed.codes, ("4", "内部共享", "shared inside"))))


class TwoDigitClasses(Serializers):
    """The list is that of the system before, which numbered with two digits."""

    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "sharing-class":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=tuple((f"0{code}", zh, en) for code, zh, en in listed.codes)))


class OldGrades(Serializers):
    """Entries taken over from the system before keep its grades."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "dataGrade": f"L{record['dataGrade']}"} if record["registeredAt"] < MOVED_IN else shown


FAULTS = (
    Fault(
        "overall.characters.rare-characters",
        Text("数据库列为三字节 UTF-8，生僻字变为问号", "a three-byte column turns rare characters into question marks"),
        instead("registry", ThreeByteColumn),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.datetime.valid",
        Text("登记时间的日与月颠倒", "day and month of the registration change places"),
        instead("serializers", DayBeforeMonth),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.datetime.zone",
        Text("内容更新时间没有时区", "the time of the last update has no zone"),
        instead("serializers", NaiveTime),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.datetime.zone",
        Text("变更清单的时间没有时区", "the times of the change feed have no zone"),
        instead("serializers", NaiveFeed),
        kinds=(CATALOGUE,),
        also=("support.changes.exact", "support.changes.in-order"),
        variant="feed",
    ),
    Fault(
        "overall.datetime.zone",
        Text("审计记录的时间没有时区", "the times of audit records have no zone"),
        instead("serializers", NaiveAudit),
        variant="audit",
    ),
    Fault(
        "overall.datetime.zone",
        Text("变更历史的时间没有时区", "the times of the history have no zone"),
        instead("serializers", NaiveHistory),
        kinds=(CATALOGUE,),
        variant="history",
    ),
    Fault(
        "overall.identifiers.credit-code",
        Text("数源部门代码手工录入，两位颠倒", "a credit code typed by hand has two digits in each other's place"),
        instead("serializers", TypedByHand),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.identifiers.organisation-code",
        Text("自编代码只凑对末位", "a made-up credit code only holds at its last character"),
        instead("serializers", MadeUpCode),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.identifiers.bad-code-refused",
        Text("登记时不校验信用代码", "credit codes are not checked on registration"),
        instead("checking", AnyCode),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.identifiers.division-code",
        Text("区划代码按数值存储，补零错位", "a division code kept as a number is filled with zeros in front"),
        instead("serializers", NumberForDivision),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.codes.published",
        Text("漏发一张代码表", "one code list was forgotten"),
        instead("serializers", ListForgotten),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.codes.labels",
        Text("一张代码表的中文名称为英文", "the Chinese labels of one list are English"),
        instead("serializers", EnglishLabels),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.codes.sharing-classes",
        Text("自设第四类共享属性", "there is a fourth sharing class"),
        instead("serializers", FourthClass),
        kinds=(CATALOGUE,),
        also=("overall.codes.sharing-class-codes",),
    ),
    Fault(
        "overall.codes.sharing-class-codes",
        Text("共享属性代码表用两位代码", "the list of sharing classes uses codes of two digits"),
        instead("serializers", TwoDigitClasses),
        kinds=(CATALOGUE,),
        also=("overall.codes.published", "overall.codes.values-published"),
    ),
    Fault(
        "overall.codes.categories",
        Text("停用一个项，其下级仍在", "an item was retired, what is below it was not"),
        instead("serializers", ItemRetired),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.codes.values-published",
        Text("旧系统的分级代码未转换", "grades of the system before were not converted"),
        instead("serializers", OldGrades),
        kinds=(CATALOGUE,),
        also=SHAPES,
    ),
    Fault(
        "overall.codes.unknown-refused",
        Text("更新频率不校验", "the update frequency is not checked"),
        instead("checking", FrequencyIsText),
        kinds=(CATALOGUE,),
        hides=hiding(
            "没有拒绝，也就没有拒绝之后的留存",
            "where nothing is refused, nothing is stored in spite of it",
            "overall.codes.refused-not-stored",
        ),
    ),
    Fault(
        "overall.codes.refused-not-stored",
        Text("先写入后校验，拒绝时不回滚", "entries are stored before they are checked, and not rolled back"),
        instead("checking", StoredFirst),
        kinds=(CATALOGUE,),
    ),
)
