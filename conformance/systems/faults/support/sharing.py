"""Faults of sharing: what entries say about it, and what is given without consent."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import Change, at, drop, only
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import shows, skips
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import says
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

DATABASE = "3"
WORDS = {"1": "无条件共享类", "2": "有条件共享类", "3": "不予共享类"}
ODD_CLASS = (
    "support.description.own-document",
    "support.contract.answers-match",
    "overall.catalogue.people-and-machines",
    "overall.codes.values-published",
    "support.search.filters",
)


def _of_class(sharing: str) -> Callable[[Record], bool]:
    return lambda entry: bool(entry["sharingClass"] == sharing)


def _is_database(entry: Record) -> bool:
    return bool(entry["formatClass"] == DATABASE)


def _moved(sound: Callable[[Call], Response], call: Call) -> Response:
    sound(call)
    raise Refusal(404, "服务已迁移。The service has moved.")


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "support.sharing.class",
        Text("旧数据沿用旧的共享属性代码", "old data keep an old code for the sharing class"),
        shows("entry", only(lambda entry: entry["formatClass"] == "7", at("sharingClass", says("0")))),
        also=(
            "support.sharing.class-code",
            "support.errors.no-server-error",
            "overall.catalogue.dcat-details",
            *ODD_CLASS,
        ),
    ),
    Fault(
        "support.sharing.class-code",
        Text("旧数据的共享属性写成文字", "old data write the sharing class in words"),
        shows("entry", only(lambda entry: entry["formatClass"] == "7", at("sharingClass", WORDS.__getitem__))),
        also=(
            "support.errors.no-server-error",
            *ODD_CLASS,
            "overall.catalogue.dcat-details",
        ),
    ),
    Fault(
        "support.sharing.conditions-stated",
        Text("应答漏掉共享范围", "answers leave out the scope of sharing"),
        shows("entry", drop("conditions.scope")),
        also=("application.catalogue.stored-as-sent",),
    ),
    Fault(
        "support.sharing.reason-stated",
        Text("应答漏掉依据", "answers leave out the legal basis"),
        shows("entry", drop("conditions.legalBasis")),
        also=("application.catalogue.stored-as-sent",),
        hides=hiding(
            "没有依据，也就没有不明确的依据",
            "what states no legal basis states no vague one",
            "support.sharing.reason-stated#vague",
        ),
    ),
    Fault(
        "support.sharing.reason-stated",
        Text("依据不指明法律法规", "the legal basis names no law"),
        shows("entry", only(_of_class("3"), at("conditions.legalBasis", says("按照上级要求")))),
        also=("application.catalogue.stored-as-sent",),
        variant="vague",
    ),
    Fault(
        "support.sharing.no-added-condition",
        Text("无条件共享的数据库另须书面同意", "unconditional databases need consent in writing all the same"),
        shows(
            "entry",
            only(_of_class("1"), only(_is_database, at("conditions", says({"text": "经本单位书面同意后使用"})))),
        ),
        also=("support.sharing.unconditional-worded",),
    ),
    Fault(
        "support.sharing.unconditional-worded",
        Text("无条件共享的使用条件写成“没有附加条件”", "the conditions of unconditional entries are worded otherwise"),
        shows("entry", only(_of_class("1"), only(_is_database, at("conditions", says({"text": "没有附加条件"}))))),
    ),
    Fault(
        "support.sharing.open-attribute",
        Text("不予共享的条目默认开放", "what is not shared is open by default"),
        shows("entry", only(_of_class("3"), at("open", says("1")))),
        also=("application.catalogue.stored-as-sent",),
    ),
    Fault(
        "support.sharing.format-class",
        Text("格式写成导出的格式，不合分类", "the format is that of the export, not of the class"),
        shows("entry", only(_is_database, at("formats", says(["xls"])))),
        also=("support.sharing.usual-format",),
    ),
    Fault(
        "support.sharing.items-typed",
        Text("数据类型写成文字", "data types are written in words"),
        shows("entry", at("items[].type", says("字符型"))),
        also=(
            "application.catalogue.stored-as-sent",
            "application.catalogue.change-as-sent",
            "overall.codes.values-published",
            "support.description.own-document",
            "support.contract.answers-match",
        ),
    ),
    Fault(
        "support.sharing.related-codes",
        Text("关联代码指向已不存在的条目", "related codes point to entries that are gone"),
        shows("entry", at("relatedCodes[]", lambda code: f"{code[:-6]}999999")),
        also=(
            "overall.codes.related-codes-kept",
            "overall.catalogue.dcat-details",
        ),
    ),
    Fault(
        "support.sharing.related-codes",
        Text("没有关联的条目不给出此项", "entries without relations leave the member out"),
        shows("entry", only(lambda entry: not entry["relatedCodes"], drop("relatedCodes"))),
        also=("support.description.own-document", "support.contract.answers-match"),
        variant="left-out",
    ),
    Fault(
        "support.sharing.one-source",
        Text("应答漏掉数源部门", "answers leave out the source department"),
        shows("entry", drop("dataSource")),
        also=(
            "application.catalogue.stored-as-sent",
            "overall.identifiers.source-code",
            "support.sharing.jointly-said",
        ),
    ),
    Fault(
        "support.sharing.access-link",
        Text("在线资源链接失效", "access links are dead"),
        around("operations.open_resource", _moved),
        also=(
            "support.sharing.data-agrees",
            "support.sharing.data-as-catalogued",
        ),
        hides=hiding(
            "链接打不开，无从不经同意取得数据，也没有可对照的数据",
            "where no link opens, nothing is got without consent, and there are no data to compare",
            "support.sharing.consent-first",
            "support.sharing.data-agrees",
        ),
    ),
    Fault(
        "support.sharing.access-link",
        Text("链接由另一列的标识拼成，打不开", "links are made from the identifier of another column and lead nowhere"),
        shows(
            "entry",
            Change(lambda entry: {**entry, "accessUrl": f"/resources/{entry['metadataId']}/data"}, ("accessUrl",)),
        ),
        also=(
            "overall.catalogue.dcat-details",
            "support.sharing.data-agrees",
            "support.sharing.data-as-catalogued",
        ),
        hides=hiding(
            "链接打不开，没有可对照的数据",
            "where no link opens, there are no data to compare",
            "support.sharing.data-agrees",
        ),
        variant="stated",
    ),
    Fault(
        "support.sharing.consent-first",
        Text("数据接口不检查共享属性", "the data interface does not look at the sharing class"),
        skips("rules.may_open"),
    ),
)
