"""Faults that make islands of catalogues: each alone can be read, and no harvester reads two of them as one."""

from __future__ import annotations

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import at, drop
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, refuses, shows, skips
from conformance.systems.faults.parts import override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.gathering import Gathering
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

TOPIC = "application.islands"
ARRIVING = tuple(f"{TOPIC}.changes-arrive#{variant}" for variant in ("lost", "twice"))


def _own_meanings(shown: Record) -> Record:
    """The sharing classes are numbered the other way round, as the vendor's product did before there was a list."""
    if shown["id"] != "sharing-class":
        return shown
    codes = [one["code"] for one in shown["items"]]
    return {
        **shown,
        "items": [{**one, "code": code} for code, one in zip(codes, reversed(shown["items"]), strict=True)],
    }


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


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        f"{TOPIC}.content",
        Text("应答漏掉数据分级", "answers leave out the grade of the data"),
        shows("entry", drop("dataGrade")),
        also=(f"{TOPIC}.format",),
    ),
    Fault(
        f"{TOPIC}.content-codes",
        Text("共享属性的代码按旧产品编号", "sharing classes are numbered as the old product did"),
        gives("serializers.code_list", _own_meanings),
    ),
    Fault(
        f"{TOPIC}.format",
        Text("变更时间用基本格式", "times of change are in the basic form"),
        shows("entry", at("changedAt", lambda moment: moment.replace("-", ""))),
    ),
    Fault(
        f"{TOPIC}.interface",
        Text("变更清单留待下一版", "the change feed was left for the next release"),
        refuses("operations.list_changes", 404, "没有此地址。There is no such address."),
        also=(f"{TOPIC}.changes-arrive",),
        hides=hiding(
            "没有变更清单，无从查看变更是否到达",
            "without a change feed nobody sees what arrives",
            *ARRIVING,
        ),
    ),
    Fault(
        f"{TOPIC}.protocol",
        Text("列表标为 text/json", "lists are labelled text/json"),
        override_part("operations", AnotherMediaType),
        also=tuple(f"{TOPIC}.{way}" for way in ("content", "content-codes", "format", "interface", "changes-arrive")),
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
        override_part("gathering", RetriedPage),
        variant="twice",
    ),
    Fault(
        f"{TOPIC}.changes-arrive",
        Text("只接收新登记，不接收变更", "only what is new is taken over"),
        skips("gathering.take", lambda entry, version: version.number != 1),
        variant="lost",
    ),
)
