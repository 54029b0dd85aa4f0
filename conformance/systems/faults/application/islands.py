"""Faults that make islands of catalogues: each alone can be read, and no harvester reads two of them as one."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.gathering import Gathering
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.call import Call
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal

TOPIC = "application.islands"
ARRIVING = tuple(f"{TOPIC}.changes-arrive#{variant}" for variant in ("lost", "twice"))


class NoGrades(Serializers):
    """The grade of the data is kept, and was forgotten in the view for others."""

    def record(self, record: Record) -> Record:
        return {name: value for name, value in super().record(record).items() if name != "dataGrade"}


class OwnMeanings(Serializers):
    """The sharing classes are numbered the other way round, as the vendor's product did before there was a list."""

    def code_list(self, listed: CodeList) -> Record:
        codes = listed.codes
        if listed.id == "sharing-class":
            names = [names for _, *names in codes]
            codes = tuple((code, zh, en) for (code, *_), (zh, en) in zip(codes, reversed(names), strict=True))
        return super().code_list(replace(listed, codes=codes))


class BasicDates(Serializers):
    """Dates are written without hyphens, as the national form allows."""

    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "assessment": shown["assessment"], "changedAt": shown["changedAt"].replace("-", "")}


class NoFeed(Operations):
    """The change feed was left for the next release."""

    def list_changes(self, call: Call) -> Response:
        raise Refusal(404, "没有此地址。There is no such address.")


class AnotherMediaType(Operations):
    """Lists go out as text, as an old gateway labels all it does not know."""

    def list(self, call: Call, of: Records) -> Response:
        answer = super().list(call, of)
        if answer.headers["content-type"].startswith("application/json"):
            answer.headers["content-type"] = "text/json; charset=utf-8"
        return answer


class RetriedPage(Gathering):
    """A page that timed out is taken over again, and codes are not looked at."""

    def take(self, entry: Entry, version: Version) -> None:
        super().take(entry, version)
        if entry.number % 10 == 0:
            super().take(entry, version)


class OnlyNewOnes(Gathering):
    """Entries are taken over when they are registered, and a change is taken for another kind of message."""

    def take(self, entry: Entry, version: Version) -> None:
        if version.number == 1:
            super().take(entry, version)


FAULTS = (
    Fault(
        f"{TOPIC}.content",
        Text("应答漏掉数据分级", "answers leave out the grade of the data"),
        instead("serializers", NoGrades),
        (CATALOGUE,),
        (f"{TOPIC}.format",),
    ),
    Fault(
        f"{TOPIC}.content-codes",
        Text("共享属性的代码按旧产品编号", "sharing classes are numbered as the old product did"),
        instead("serializers", OwnMeanings),
        (CATALOGUE,),
    ),
    Fault(
        f"{TOPIC}.format",
        Text("变更时间用基本格式", "times of change are in the basic form"),
        instead("serializers", BasicDates),
        (CATALOGUE,),
    ),
    Fault(
        f"{TOPIC}.interface",
        Text("变更清单留待下一版", "the change feed was left for the next release"),
        instead("operations", NoFeed),
        (CATALOGUE,),
        (f"{TOPIC}.changes-arrive",),
        hides=hiding(
            "没有变更清单，无从查看变更是否到达",
            "without a change feed nobody sees what arrives",
            *ARRIVING,
        ),
    ),
    Fault(
        f"{TOPIC}.protocol",
        Text("列表标为 text/json", "lists are labelled text/json"),
        instead("operations", AnotherMediaType),
        (CATALOGUE,),
        tuple(f"{TOPIC}.{way}" for way in ("content", "content-codes", "format", "interface", "changes-arrive")),
        hides=hiding(
            "列表不作 JSON 读取，无从查看其内容",
            "a list that is not read as JSON shows nothing of what it holds",
            f"{TOPIC}.content",
            f"{TOPIC}.content-codes",
            f"{TOPIC}.format",
            *ARRIVING,
        ),
    ),
    Fault(
        f"{TOPIC}.changes-arrive",
        Text("重试的一页重复入库", "a page tried again is taken over twice"),
        instead("gathering", RetriedPage),
        (CATALOGUE,),
        variant="twice",
    ),
    Fault(
        f"{TOPIC}.changes-arrive",
        Text("只接收新登记，不接收变更", "only what is new is taken over"),
        instead("gathering", OnlyNewOnes),
        (CATALOGUE,),
        variant="lost",
    ),
)
