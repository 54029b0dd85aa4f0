"""Faults of form: encoding, dates, identifiers, code lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import at, before, only
from conformance.systems.faults.described import Described
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import accepts, gives, of_contract, reformats, shows, skips
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import as_number, day_before_month, made_up, two_turned, without_zone
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.service import checking
from conformance.systems.service.accounts import Caller
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.refusal import Place, Refusal

FREQUENCY = "/updateFrequency"
SHAPES = ("support.contract.answers-match", "support.description.own-document")
TYPED = ("社会保险参保缴费信息", "公益性岗位信息", "行政执法人员名录（2024年）", "食品经营许可")
"""What was entered by hand, in a catalogue, on platforms and in a centre."""
MADE_UP = (
    *("企业登记基本信息", "高层次人才认定信息"),
    *("民办职业培训学校设立审批结果（2024年）", "社会团体成立登记"),
)
"""What was entered when no code was at hand."""
Lists = Mapping[str, CodeList]


def _in_some(names: tuple[str, ...], code: Callable[[str], str]) -> Mutation:
    """The credit code in some records is not what it was."""

    def derive(known: Described) -> Mutation:
        title = known.records[known.found]["members"]["title"]
        return shows(known.found, only(lambda record: record[title] in names, at(known.formed("uscc")[-1], code)))

    return of_contract(derive)


def _question_marks(text: str) -> str:
    """A text as a column of three bytes a character (utf8 of MySQL) keeps it."""
    return "".join(char if ord(char) < 0x10000 else "?" for char in text)


def _old_codes(known: Described) -> Mutation:
    return shows(known.found, only(before(known.made), at([*known.coded()][-1], lambda code: f"L{code}")))


def _forgotten(known: Described) -> Mutation:
    name = next(iter(known.coded().values()))

    def without(lists: Lists) -> Lists:
        return {each: listed for each, listed in lists.items() if each != name}

    return gives("serializers.code_lists", without)


def _english(known: Described) -> Mutation:
    """The labels of one list follow a language bundle that lacks Chinese."""
    name = [*known.coded().values()][-1]

    def translated(lists: Lists) -> Lists:
        codes = tuple((code, en, en) for code, _, en in lists[name].codes)
        return {**lists, name: replace(lists[name], codes=codes)}

    return gives("serializers.code_lists", translated)


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


class RequestStoredFirst(Dispatch):
    """A request is stored, then it is checked; the refusal leaves it in the table."""

    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        try:
            return super().carry_out(operation, caller, request, raw)
        except Refusal as refusal:
            body = read_json(raw or b"").value
            if operation.id == "submitRequest" and refusal.status == 400 and isinstance(body, dict):
                self._keep(caller, str(request.path_params["id"]), body)
            raise

    def _keep(self, caller: Caller, identifier: str, body: Mapping[str, Any]) -> None:
        system: Any = self._system
        known = {name: body[name] for name in ("basis", "scenario") if isinstance(body.get(name), str)}
        system.requests.submit(caller, identifier, known)


class MethodGuessed(checking.Checking):
    def read(self, raw: bytes) -> Any:
        value = super().read(raw)
        known = isinstance(value, dict) and value.get("method") in (None, "service", "batch", "file")
        return value if known or not isinstance(value, dict) else {**value, "method": "service"}


def _two_digits(shown: dict[str, Any]) -> dict[str, Any]:
    """The list is that of the system before, which numbered with two digits."""
    return at("items[].code", lambda code: f"0{code}")(shown) if shown["id"] == "sharing-class" else shown


def _fourth_class(shown: dict[str, Any]) -> dict[str, Any]:
    if shown["id"] != "sharing-class":
        return shown
    codes = [*shown["items"], {"code": "4", "zh": "内部共享", "en": "shared inside"}]
    return {**shown, "items": codes, "total": len(codes)}


FAULTS = (
    Fault(
        "overall.characters.rare-characters",
        Text("数据库列为三字节 UTF-8，生僻字变为问号", "a three-byte column turns rare characters into question marks"),
        of_contract(lambda known: accepts(at(known.named, _question_marks), *known.writes())),
    ),
    Fault(
        "overall.datetime.zone",
        Text("更新时间没有时区", "the time of the last update has no zone"),
        reformats("date-time", -1, without_zone),
    ),
    Fault(
        "overall.datetime.zone",
        Text("审计记录的时间没有时区", "the times of audit records have no zone"),
        shows("audit-record", at("time", without_zone)),
        variant="audit",
    ),
    Fault(
        "overall.identifiers.credit-code",
        Text("部门代码手工录入，两位颠倒", "a credit code typed by hand has two digits in each other's place"),
        _in_some(TYPED, two_turned),
        also_on={CATALOGUE: ("overall.identifiers.source-code",), CENTRE: ("support.search.filters",)},
    ),
    Fault(
        "overall.identifiers.organisation-code",
        Text("自编代码只凑对末位", "a made-up credit code only holds at its last character"),
        _in_some(MADE_UP, made_up),
        also_on={
            CATALOGUE: ("overall.identifiers.source-code",),
            CENTRE: ("support.search.filters", "application.services.attendance", "overall.services.task-code"),
        },
    ),
    Fault(
        "overall.identifiers.division-code",
        Text("区划代码按数值存储，补零错位", "a division code kept as a number is filled with zeros in front"),
        reformats("region-code", 0, as_number),
    ),
    Fault(
        "overall.codes.published",
        Text("漏发一张代码表", "one code list was forgotten"),
        of_contract(_forgotten),
    ),
    Fault(
        "overall.codes.labels",
        Text("一张代码表的中文名称为英文", "the Chinese labels of one list are English"),
        of_contract(_english),
    ),
    Fault(
        "overall.codes.values-published",
        Text("旧系统的代码未转换", "codes of the system before were not converted"),
        of_contract(_old_codes),
        also=SHAPES,
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "overall.datetime.valid",
            Text("登记时间的日与月颠倒", "day and month of the registration change places"),
            shows("entry", at("registeredAt", day_before_month)),
            also=("management.catalogue.times-in-order",),
        ),
        Fault(
            "overall.datetime.zone",
            Text("变更清单的时间没有时区", "the times of the change feed have no zone"),
            shows("change", at("at", without_zone)),
            also=(
                "support.changes.exact",
                "support.changes.same-moment",
            ),
            variant="feed",
        ),
        Fault(
            "overall.datetime.zone",
            Text("变更历史的时间没有时区", "the times of the history have no zone"),
            shows("version", at("changedAt", without_zone)),
            variant="history",
        ),
        Fault(
            "overall.identifiers.bad-code-refused",
            Text("登记时不校验信用代码", "credit codes are not checked on registration"),
            skips("checking.source_code", result=()),
            also=("overall.codes.broken-rule-named",),
        ),
        Fault(
            "overall.codes.sharing-classes",
            Text("自设第四类共享属性", "there is a fourth sharing class"),
            gives("serializers.code_list", _fourth_class),
            also=("overall.codes.sharing-class-codes",),
        ),
        Fault(
            "overall.codes.sharing-class-codes",
            Text("共享属性代码表用两位代码", "the list of sharing classes uses codes of two digits"),
            gives("serializers.code_list", _two_digits),
            also=("overall.codes.published", "overall.codes.values-published"),
        ),
        Fault(
            "overall.codes.categories",
            Text("停用一个项，其下级仍在", "an item was retired, what is below it was not"),
            gives("serializers.categories", lambda known: tuple(one for one in known if one.code != "203")),
        ),
        Fault(
            "overall.codes.unknown-refused",
            Text("更新频率不校验", "the update frequency is not checked"),
            override_part("checking", FrequencyIsText),
            also=("support.contract.answers-match",),
            hides=hiding(
                "没有拒绝，也就没有拒绝之后的留存",
                "where nothing is refused, nothing is stored in spite of it",
                "overall.codes.refused-not-stored",
            ),
        ),
        Fault(
            "overall.codes.refused-not-stored",
            Text("先写入后校验，拒绝时不回滚", "entries are stored before they are checked, and not rolled back"),
            override_part("checking", StoredFirst),
            also=("support.contract.answers-match",),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "overall.datetime.valid",
            Text("更新时间的日与月颠倒", "day and month of the last update change places"),
            shows("resource", at("updatedAt", day_before_month)),
        ),
        Fault(
            "overall.codes.unknown-refused",
            Text("未知的共享方式当作服务接口", "an unknown method is taken for the service interface"),
            override_part("checking", MethodGuessed),
        ),
        Fault(
            "overall.codes.refused-not-stored",
            Text("先存入后校验", "stored before it is checked"),
            override_part("dispatch", RequestStoredFirst),
        ),
    ),
)
