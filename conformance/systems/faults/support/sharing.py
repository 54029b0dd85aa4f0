"""Faults of sharing: what entries say about it, and what is given without consent."""

from __future__ import annotations

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.resource_catalogue.store import Version
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

DATABASE = "3"
WORDS = {"1": "无条件共享类", "2": "有条件共享类", "3": "不予共享类"}


def _without(record: Record, member: str) -> Record:
    conditions = {name: value for name, value in record["conditions"].items() if name != member}
    return {**record, "conditions": conditions}


class OldClasses(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "sharingClass": "0"} if record["formatClass"] == "7" else shown


ODD_CLASS = (
    "support.description.own-document",
    "support.contract.answers-match",
    "overall.catalogue.people-and-machines",
    "overall.codes.values-published",
    "support.search.filters",
)


class ClassInWords(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "sharingClass": WORDS[record["sharingClass"]]} if record["formatClass"] == "7" else shown


class NoScope(Serializers):
    def record(self, record: Record) -> Record:
        return _without(super().record(record), "scope")


class NoLegalBasis(Serializers):
    def record(self, record: Record) -> Record:
        return _without(super().record(record), "legalBasis")


class VagueBasis(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if record["sharingClass"] != "3" or "legalBasis" not in shown["conditions"]:
            return shown
        return {**shown, "conditions": {**shown["conditions"], "legalBasis": "按照上级要求"}}


class ConsentForDatabases(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if (record["sharingClass"], record["formatClass"]) != ("1", DATABASE):
            return shown
        return {**shown, "conditions": {"text": "经本单位书面同意后使用"}}


class WordedOtherwise(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if (record["sharingClass"], record["formatClass"]) != ("1", DATABASE):
            return shown
        return {**shown, "conditions": {"text": "没有附加条件"}}


class OpenByDefault(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "open": "1"} if record["sharingClass"] == "3" else shown


class ExportedFormat(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "formats": ["xls"]} if record["formatClass"] == DATABASE else shown


class TypesInWords(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "items": [{**item, "type": "字符型"} for item in shown["items"]]}


class StaleRelations(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        if not record["relatedCodes"]:
            return shown
        return {**shown, "relatedCodes": [f"{code[:-6]}999999" for code in record["relatedCodes"]]}


class RelationsWhereAny(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {name: value for name, value in shown.items() if name != "relatedCodes" or value}


class NoSource(Serializers):
    def record(self, record: Record) -> Record:
        return {name: value for name, value in super().record(record).items() if name != "dataSource"}


class DeadLinks(Operations):
    def open_resource(self, call: Call) -> Response:
        super().open_resource(call)
        raise Refusal(404, "服务已迁移。The service has moved.")


class LinksByMetadataId(Serializers):
    """The link is built from the wrong column."""

    def record(self, record: Record) -> Record:
        return {**super().record(record), "accessUrl": f"/resources/{record['metadataId']}/data"}


class OpenToDepartments(Rules):
    def may_open(self, version: Version) -> None:
        return


FAULTS = (
    Fault(
        "support.sharing.class",
        Text("旧数据沿用旧的共享属性代码", "old data keep an old code for the sharing class"),
        instead("serializers", OldClasses),
        kinds=(CATALOGUE,),
        also=("support.sharing.class-code", *ODD_CLASS),
    ),
    Fault(
        "support.sharing.class-code",
        Text("旧数据的共享属性写成文字", "old data write the sharing class in words"),
        instead("serializers", ClassInWords),
        kinds=(CATALOGUE,),
        also=ODD_CLASS,
    ),
    Fault(
        "support.sharing.conditions-stated",
        Text("应答漏掉共享范围", "answers leave out the scope of sharing"),
        instead("serializers", NoScope),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.reason-stated",
        Text("应答漏掉依据", "answers leave out the legal basis"),
        instead("serializers", NoLegalBasis),
        kinds=(CATALOGUE,),
        hides=hiding(
            "没有依据，也就没有不明确的依据",
            "what states no legal basis states no vague one",
            "support.sharing.reason-stated#vague",
        ),
    ),
    Fault(
        "support.sharing.reason-stated",
        Text("依据不指明法律法规", "the legal basis names no law"),
        instead("serializers", VagueBasis),
        kinds=(CATALOGUE,),
        variant="vague",
    ),
    Fault(
        "support.sharing.no-added-condition",
        Text("无条件共享的数据库另须书面同意", "unconditional databases need consent in writing all the same"),
        instead("serializers", ConsentForDatabases),
        kinds=(CATALOGUE,),
        also=("support.sharing.unconditional-worded",),
    ),
    Fault(
        "support.sharing.unconditional-worded",
        Text("无条件共享的使用条件写成“没有附加条件”", "the conditions of unconditional entries are worded otherwise"),
        instead("serializers", WordedOtherwise),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.open-attribute",
        Text("不予共享的条目默认开放", "what is not shared is open by default"),
        instead("serializers", OpenByDefault),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.format-class",
        Text("格式写成导出的格式，不合分类", "the format is that of the export, not of the class"),
        instead("serializers", ExportedFormat),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.items-typed",
        Text("数据类型写成文字", "data types are written in words"),
        instead("serializers", TypesInWords),
        kinds=(CATALOGUE,),
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
        instead("serializers", StaleRelations),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.related-codes",
        Text("没有关联的条目不给出此项", "entries without relations leave the member out"),
        instead("serializers", RelationsWhereAny),
        kinds=(CATALOGUE,),
        also=("support.description.own-document", "support.contract.answers-match"),
        variant="left-out",
    ),
    Fault(
        "support.sharing.one-source",
        Text("应答漏掉数源部门", "answers leave out the source department"),
        instead("serializers", NoSource),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.sharing.access-link",
        Text("在线资源链接失效", "access links are dead"),
        instead("operations", DeadLinks),
        kinds=(CATALOGUE,),
        hides=hiding(
            "链接打不开，无从不经同意取得数据",
            "where no link opens, nothing is got without consent",
            "support.sharing.consent-first",
        ),
    ),
    Fault(
        "support.sharing.access-link",
        Text("链接由另一列的标识拼成，打不开", "links are made from the identifier of another column and lead nowhere"),
        instead("serializers", LinksByMetadataId),
        kinds=(CATALOGUE,),
        variant="stated",
    ),
    Fault(
        "support.sharing.consent-first",
        Text("数据接口不检查共享属性", "the data interface does not look at the sharing class"),
        instead("rules", OpenToDepartments),
        kinds=(CATALOGUE,),
    ),
)
