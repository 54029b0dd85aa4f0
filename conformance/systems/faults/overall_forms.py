"""Faults of form: declaration, encoding, dates, identifiers, code lists."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue.accounts import CALLERS
from conformance.systems.resource_catalogue.call import Call
from conformance.systems.resource_catalogue.categories import Category
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.code_lists import CodeList
from conformance.systems.resource_catalogue.declaration import Declaration
from conformance.systems.resource_catalogue.identifiers import ALPHABET, uscc_holds
from conformance.systems.resource_catalogue.journal import AuditEvent
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.present import Present
from conformance.systems.resource_catalogue.refusal import Place, Refusal
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.shape import Operation
from conformance.systems.resource_catalogue.store import Change, Entry, Record, Version
from conformance.systems.resource_catalogue.units import Unit

FREQUENCY = "/updateFrequency"
MOVED_IN = "2026-09"
SHAPES = ("support.contract.answers-match", "support.description.own-document")


class DeclarationOfAnotherCity(Declaration):
    """The declaration was copied from another installation, what differs was taken out and never filled in."""

    def declaration(self) -> Record:
        left_out = ("codeLists", "standards")
        return {name: value for name, value in super().declaration().items() if name not in left_out}


class OldDeclaration(Declaration):
    def declaration(self) -> Record:
        return {**super().declaration(), "contract": {"url": "/openapi.json", "version": "1.0"}}


class SwaggerTwo(Declaration):
    def document(self) -> Record:
        document = {name: part for name, part in super().document().items() if name != "openapi"}
        return {"swagger": "2.0", **document}


class HiddenController(Declaration):
    def document(self) -> Record:
        document = super().document()
        paths = {path: item for path, item in document["paths"].items() if path not in ("/changes", "/dcat")}
        return {**document, "paths": paths}


class SavedWithMark(Operations):
    def list_code_lists(self, call: Call) -> Response:
        answer = super().list_code_lists(call)
        return Response(codecs.BOM_UTF8 + bytes(answer.body), 200, self._system.respond.caching(call), call.media)


class JoinedStrings(Operations):
    """The answer is put together from strings, and the total was added a second time."""

    def list_categories(self, call: Call) -> Response:
        answer = bytes(super().list_categories(call).body)
        total = len(self._system.present.categories())
        body = answer.removesuffix(b"}") + f',"total":{total}}}'.encode()
        return Response(body, 200, self._system.respond.caching(call), call.media)


class ThreeByteColumn(Registry):
    """MySQL's utf8: what needs four bytes becomes a question mark."""

    def compose(
        self, body: Record, unit: Unit, identifier: str, code: str, *, number: int, registered: str, changed: str
    ) -> Record:
        name = "".join(char if ord(char) < 0x10000 else "?" for char in body["name"])
        body = {**body, "name": name}
        return super().compose(body, unit, identifier, code, number=number, registered=registered, changed=changed)


class DayBeforeMonth(Present):
    def record(self, record: Record) -> Record:
        moment = record["registeredAt"]
        swapped = f"{moment[:4]}-{moment[8:10]}-{moment[5:7]}{moment[10:]}"
        return {**super().record(record), "registeredAt": swapped}


class NaiveTime(Present):
    def record(self, record: Record) -> Record:
        return {**super().record(record), "contentUpdatedAt": record["contentUpdatedAt"][:19]}


def _source(record: Record, code: str) -> Record:
    return {**record, "dataSource": {**record["dataSource"], "uscc": code}}


class NaiveFeed(Present):
    def change(self, change: Change) -> Record:
        return {**super().change(change), "at": change.at[:19]}


class NaiveAudit(Present):
    def audit_event(self, number: int, event: AuditEvent) -> Record:
        return {**super().audit_event(number, event), "time": event.time[:19]}


class NaiveHistory(Present):
    def version(self, entry: Entry, version: Version) -> Record:
        return {**super().version(entry, version), "changedAt": version.record["changedAt"][:19]}


class TypedByHand(Present):
    """The code of the source department was typed in, and two digits changed places."""

    def record(self, record: Record) -> Record:
        code = record.get("dataSource", {}).get("uscc", "")
        return _source(record, f"{code[:2]}{code[3]}{code[2]}{code[4:]}") if code else super().record(record)


class MadeUpCode(Present):
    """A department without a code was given one that only holds at its last character."""

    def record(self, record: Record) -> Record:
        code = record.get("dataSource", {}).get("uscc", "")
        if not code:
            return super().record(record)
        body = code[:16] + ("1" if code[16] != "1" else "2")
        return _source(record, next(body + char for char in ALPHABET if uscc_holds(body + char)))


class NumberForDivision(Present):
    """The four digits of a prefecture kept as a number, filled with zeros on the wrong side."""

    def record(self, record: Record) -> Record:
        return {**super().record(record), "regionCode": record["regionCode"][:4].zfill(6)}


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
                officer = next(caller for caller in CALLERS if caller.role == "officer")
                self._system.registry.register(officer, self.read(raw or b""))
            raise


class ListForgotten(Present):
    def code_lists(self) -> dict[str, CodeList]:
        return {name: listed for name, listed in super().code_lists().items() if name != "data-grade"}


class ItemRetired(Present):
    """An item was retired without looking at what is filed below it."""

    def categories(self) -> tuple[Category, ...]:
        return tuple(category for category in super().categories() if category.code != "203")


class EnglishLabels(Present):
    """The labels of one list follow a language bundle that lacks Chinese."""

    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "update-frequency":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=tuple((code, en, en) for code, _, en in listed.codes)))


class FourthClass(Present):
    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "sharing-class":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=(*listed.codes, ("4", "内部共享", "shared inside"))))


class OldGrades(Present):
    """Entries taken over from the system before keep its grades."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "dataGrade": f"L{record['dataGrade']}"} if record["registeredAt"] < MOVED_IN else shown


FAULTS: tuple[Fault, ...] = (
    Fault(
        "overall.declaration.published",
        Text("声明中没有代码表与所依标准", "the declaration lacks code lists and standards"),
        instead("declare", DeclarationOfAnotherCity),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.interface-document",
        Text("接口描述仍为 Swagger 2.0", "the interface document is Swagger 2.0 still"),
        instead("declare", SwaggerTwo),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.operations-described",
        Text("接口描述隐藏了两个控制器", "two controllers are hidden from the interface document"),
        instead("declare", HiddenController),
    ),
    Fault(
        "overall.declaration.version-agrees",
        Text("升级后声明仍写旧版本", "after an upgrade the declaration still states the old version"),
        instead("declare", OldDeclaration),
    ),
    Fault(
        "overall.encoding.utf8",
        Text("代码表存为带 BOM 的文件", "the index of code lists is a file saved with a byte order mark"),
        instead("operations", SavedWithMark),
    ),
    Fault(
        "overall.json.strict",
        Text("拼接字符串生成 JSON，键重复", "JSON joined from strings has a key twice"),
        instead("operations", JoinedStrings),
    ),
    Fault(
        "overall.characters.rare-characters",
        Text("数据库列为三字节 UTF-8，生僻字变为问号", "a three-byte column turns rare characters into question marks"),
        instead("registry", ThreeByteColumn),
    ),
    Fault(
        "overall.datetime.valid",
        Text("登记时间的日与月颠倒", "day and month of the registration change places"),
        instead("present", DayBeforeMonth),
    ),
    Fault(
        "overall.datetime.zone",
        Text("内容更新时间没有时区", "the time of the last update has no zone"),
        instead("present", NaiveTime),
    ),
    Fault(
        "overall.datetime.zone",
        Text("变更清单的时间没有时区", "the times of the change feed have no zone"),
        instead("present", NaiveFeed),
        also=("support.changes.exact", "support.changes.in-order"),
        variant="feed",
    ),
    Fault(
        "overall.datetime.zone",
        Text("审计记录的时间没有时区", "the times of audit records have no zone"),
        instead("present", NaiveAudit),
        variant="audit",
    ),
    Fault(
        "overall.datetime.zone",
        Text("变更历史的时间没有时区", "the times of the history have no zone"),
        instead("present", NaiveHistory),
        variant="history",
    ),
    Fault(
        "overall.identifiers.credit-code",
        Text("数源部门代码手工录入，两位颠倒", "a credit code typed by hand has two digits in each other's place"),
        instead("present", TypedByHand),
    ),
    Fault(
        "overall.identifiers.organisation-code",
        Text("自编代码只凑对末位", "a made-up credit code only holds at its last character"),
        instead("present", MadeUpCode),
    ),
    Fault(
        "overall.identifiers.bad-code-refused",
        Text("登记时不校验信用代码", "credit codes are not checked on registration"),
        instead("checking", AnyCode),
    ),
    Fault(
        "overall.identifiers.division-code",
        Text("区划代码按数值存储，补零错位", "a division code kept as a number is filled with zeros in front"),
        instead("present", NumberForDivision),
    ),
    Fault(
        "overall.codes.published",
        Text("漏发一张代码表", "one code list was forgotten"),
        instead("present", ListForgotten),
    ),
    Fault(
        "overall.codes.labels",
        Text("一张代码表的中文名称为英文", "the Chinese labels of one list are English"),
        instead("present", EnglishLabels),
    ),
    Fault(
        "overall.codes.sharing-classes",
        Text("自设第四类共享属性", "there is a fourth sharing class"),
        instead("present", FourthClass),
    ),
    Fault(
        "overall.codes.categories",
        Text("停用一个项，其下级仍在", "an item was retired, what is below it was not"),
        instead("present", ItemRetired),
    ),
    Fault(
        "overall.codes.values-published",
        Text("旧系统的分级代码未转换", "grades of the system before were not converted"),
        instead("present", OldGrades),
        also=SHAPES,
    ),
    Fault(
        "overall.codes.unknown-refused",
        Text("更新频率不校验", "the update frequency is not checked"),
        instead("checking", FrequencyIsText),
        also=("overall.codes.refused-not-stored",),
    ),
    Fault(
        "overall.codes.refused-not-stored",
        Text("先写入后校验，拒绝时不回滚", "entries are stored before they are checked, and not rolled back"),
        instead("checking", StoredFirst),
    ),
)
