"""Faults of an exchange platform against what every contract asks: forms, identifiers, code lists, schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND
from conformance.systems.data_exchange.checking import Checking
from conformance.systems.data_exchange.declaration import Declaration
from conformance.systems.data_exchange.holding import Holding, Item
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.data_exchange.resources import Resources
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.service.call import Call
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.identifiers import ALPHABET, uscc_holds
from conformance.systems.service.pages import Pages
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Place
from conformance.systems.service.serializers import Serializers

ONLY = (KIND,)
SHAPES = ("support.contract.answers-match", "support.description.own-document")
MOVED = "公益性岗位信息"
"""The one resource that was moved over from the system before."""
ENTERED_LAST = "高层次人才认定信息"
LONGEST_SCENARIO = 60
CITIZEN = "110101199001010015"  # fictitious: its check character holds


class ListForgotten(Serializers):
    def code_lists(self) -> Mapping[str, CodeList]:
        return {name: listed for name, listed in super().code_lists().items() if name != "share-method"}


class EnglishLabels(Serializers):
    """The labels of one list follow a language bundle that lacks Chinese."""

    def code_list(self, listed: CodeList) -> Record:
        if listed.id != "resource-status":
            return super().code_list(listed)
        return super().code_list(replace(listed, codes=tuple((code, en, en) for code, _, en in listed.codes)))


class OldLetters(Resources):
    """The item types of the system before were not converted."""

    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        if holding.name != MOVED:
            return shown
        return {**shown, "items": [{**item, "type": f"{item['type']}1"} for item in shown["items"]]}


class DayBeforeMonth(Resources):
    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        moment = shown["updatedAt"]
        return {**shown, "updatedAt": f"{moment[:4]}-{moment[8:10]}-{moment[5:7]}{moment[10:]}"}


class NaiveTime(Resources):
    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        return {**shown, "updatedAt": shown["updatedAt"][:19]}


def _provider(shown: Record, code: str) -> Record:
    return {**shown, "provider": {**shown["provider"], "uscc": code}}


class TypedByHand(Resources):
    """The provider's code was typed in for the resource moved over, and two digits changed places."""

    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        code = shown["provider"]["uscc"]
        return _provider(shown, f"{code[:2]}{code[3]}{code[2]}{code[4:]}") if holding.name == MOVED else shown


class MadeUpCode(Resources):
    """For the resource entered last a code was made up that only holds at its last character."""

    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        code = shown["provider"]["uscc"]
        body = code[:16] + ("1" if code[16] != "1" else "2")
        made_up = next(body + char for char in ALPHABET if uscc_holds(body + char))
        return _provider(shown, made_up) if holding.name == ENTERED_LAST else shown


class NumberForDivision(Resources):
    """The four digits of a prefecture kept as a number, filled with zeros on the wrong side."""

    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        region = shown["provider"]["region"][:4].zfill(6)
        return {**shown, "provider": {**shown["provider"], "region": region}}


class HiddenController(Declaration):
    """The interface document is generated, and one controller is hidden from it."""

    def document(self) -> Record:
        document = super().document()
        shown = {path: item for path, item in document["paths"].items() if not path.startswith("/corrections")}
        return {**document, "paths": shown}


class JoinedStrings(Operations):
    """The answer is put together from strings, and the grant was added a second time."""

    def read(self, call: Call, of: Records) -> Response:
        answer = super().read(call, of)
        if call.operation.id != "getUse":
            return answer
        body = bytes(answer.body).removesuffix(b"}") + f',"grant":"{call.arguments["id"]}"}}'.encode()
        return Response(body, 200, self._system.responses.caching(call), call.media)


class NumberInNotice(Pages):
    """The notice was filled in from a personnel form."""

    def notice(self) -> tuple[tuple[str, str], ...]:
        return (*super().notice(), ("经办人", f"何静，身份号码 {CITIZEN}。"))


class NarrowScenario(Checking):
    """The column of the scenario is narrower than the contract says."""

    def rules(self, value: Mapping[str, Any]) -> Iterable[Place]:
        yield from super().rules(value)
        if len(value.get("scenario", "")) > LONGEST_SCENARIO:
            yield Place("使用场景过长。The scenario is too long.", pointer="/scenario")


class NullForNone(Resources):
    def resource(self, identifier: str, holding: Holding) -> Record:
        return {"condition": None, **super().resource(identifier, holding)}


class BooleanAsDigit(Resources):
    def item(self, item: Item) -> Record:
        return {**super().item(item), "personal": "1" if item.personal else "0"}


FAULTS = (
    Fault(
        "overall.codes.published",
        Text("漏发一张代码表", "one code list was forgotten"),
        instead("serializers", ListForgotten),
        kinds=ONLY,
    ),
    Fault(
        "overall.codes.labels",
        Text("一张代码表的中文名称为英文", "the Chinese labels of one list are English"),
        instead("serializers", EnglishLabels),
        kinds=ONLY,
    ),
    Fault(
        "overall.codes.values-published",
        Text("旧系统的数据类型代码未转换", "item types of the system before were not converted"),
        instead("resources", OldLetters),
        kinds=ONLY,
        also=SHAPES,
    ),
    Fault(
        "overall.datetime.valid",
        Text("更新时间的日与月颠倒", "day and month of the last update change places"),
        instead("resources", DayBeforeMonth),
        kinds=ONLY,
    ),
    Fault(
        "overall.datetime.zone",
        Text("更新时间没有时区", "the time of the last update has no zone"),
        instead("resources", NaiveTime),
        kinds=ONLY,
    ),
    Fault(
        "overall.declaration.operations-described",
        Text("接口描述隐藏了一个控制器", "one controller is hidden from the interface document"),
        instead("declare", HiddenController),
        kinds=ONLY,
    ),
    Fault(
        "overall.identifiers.credit-code",
        Text("提供部门代码手工录入，两位颠倒", "a credit code typed by hand has two digits in each other's place"),
        instead("resources", TypedByHand),
        kinds=ONLY,
    ),
    Fault(
        "overall.identifiers.organisation-code",
        Text("自编代码只凑对末位", "a made-up credit code only holds at its last character"),
        instead("resources", MadeUpCode),
        kinds=ONLY,
    ),
    Fault(
        "overall.identifiers.division-code",
        Text("区划代码按数值存储，补零错位", "a division code kept as a number is filled with zeros in front"),
        instead("resources", NumberForDivision),
        kinds=ONLY,
    ),
    Fault(
        "overall.json.strict",
        Text("拼接字符串生成 JSON，键重复", "JSON joined from strings has a key twice"),
        instead("operations", JoinedStrings),
        kinds=ONLY,
    ),
    Fault(
        "security.privacy.no-personal-numbers",
        Text("处理规则页面带出经办人身份号码", "the page of the notice shows an officer's citizen id"),
        instead("pages", NumberInNotice),
        kinds=ONLY,
        variant="notice",
    ),
    Fault(
        "support.contract.accepts",
        Text("使用场景列宽小于规约所定", "the column of the scenario is narrower than the contract says"),
        instead("checking", NarrowScenario),
        kinds=ONLY,
    ),
    Fault(
        "support.contract.answers-match",
        Text("没有使用条件时给出 null", "null where there is no condition"),
        instead("resources", NullForNone),
        kinds=ONLY,
        also=("support.description.own-document",),
    ),
    Fault(
        "support.description.own-document",
        Text("布尔值写成 0 与 1", "booleans are written 0 and 1"),
        instead("resources", BooleanAsDigit),
        kinds=ONLY,
        also=("support.contract.answers-match", "management.exchange.agreement-personal"),
    ),
)
