"""Faults against the clauses on delivery."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.holding import Holding, Value
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.data_exchange.resources import Resources
from conformance.systems.data_exchange.responses import Responses
from conformance.systems.faults.exchange_shelves import KIND
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

INSURANCES = {"110": "养老保险", "120": "失业保险", "130": "医疗保险", "140": "工伤保险"}


class MethodsToFollow(Resources):
    """Methods are entered once a second interface is built."""

    def resource(self, identifier: str, holding: Holding) -> Record:
        shown = super().resource(identifier, holding)
        return {**shown, "methods": []} if len(holding.methods) == 1 else shown


class WholeGrant(Delivery):
    """The region asked for is checked against the grant, and then forgotten."""

    def granted(self, record: Mapping[str, Value], name: str, grant: Record, region: str | None) -> bool:
        return super().granted(record, name, grant, None)


class NightlyFile(Delivery):
    """Files are made by night; until then they are empty."""

    _filing = False

    def file(self, grant: Record) -> Record:
        self._filing = True
        try:
            return super().file(grant)
        finally:
            self._filing = False

    def records(self, grant: Record, region: str | None = None) -> list[Record]:
        return [] if self._filing else super().records(grant, region)


class EveryColumn(Delivery):
    """The query selects every column."""

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        return {**record, **super().cut(record, grant)}


class EveryRegion(Delivery):
    """The filter on regions was forgotten."""

    def granted(self, record: Mapping[str, Value], name: str, grant: Record, region: str | None) -> bool:
        return super().granted(record, name, {**grant, "regions": [record[name]]} if name else grant, region)


class LabelsInFiles(Delivery):
    """Files are made for people to read: labels stand for codes."""

    def file(self, grant: Record) -> Record:
        made = super().file(grant)
        read = [{name: INSURANCES.get(str(held), held) for name, held in one.items()} for one in made["records"]]
        return {**made, "records": read}


class HeaderCounted(Delivery):
    """The number of lines is taken for the number of records."""

    def file(self, grant: Record) -> Record:
        made = super().file(grant)
        return {**made, "count": made["count"] + 1}


class JobsElsewhere(Operations):
    """The address of jobs is that of the interface before."""

    def start_batch(self, call: Call) -> Response:
        answer = super().start_batch(call)
        answer.headers["Location"] = "/batch-jobs"
        return answer


class DigestOfText(Responses):
    """The digest is taken before the text is encoded, in the house's old encoding."""

    def content_digest(self, content: bytes) -> str:
        return super().content_digest(content.decode().encode("gb18030"))


FAULTS: tuple[Fault, ...] = (
    Fault(
        "support.delivery.methods-offered",
        Text("只有一种方式的资源不列方式", "resources with a single method name none"),
        instead("resources", MethodsToFollow),
        KIND,
    ),
    Fault(
        "support.delivery.methods-work",
        Text("文件夜间生成，此前为空", "files are made by night and empty until then"),
        instead("delivery", NightlyFile),
        KIND,
        hides=hiding(
            "文件是空的，无从比对其代码与文字编码",
            "an empty file holds no label and no Chinese to digest",
            "support.delivery.as-catalogued",
            "support.delivery.content-digest",
        ),
    ),
    Fault(
        "support.delivery.scope-kept",
        Text("查询返回全部数据项", "the query selects every column"),
        instead("delivery", EveryColumn),
        KIND,
    ),
    Fault(
        "support.delivery.scope-kept",
        Text("没有按授权过滤行政区划", "regions are not filtered by the grant"),
        instead("delivery", EveryRegion),
        KIND,
        variant="regions",
    ),
    Fault(
        "support.delivery.region-asked",
        Text("查询不按所指定的行政区划筛选", "a query is not narrowed to the region asked for"),
        instead("delivery", WholeGrant),
        KIND,
    ),
    Fault(
        "support.delivery.as-catalogued",
        Text("文件以名称代替代码", "files hold labels instead of codes"),
        instead("delivery", LabelsInFiles),
        KIND,
    ),
    Fault(
        "support.delivery.counts",
        Text("记录数把表头算在内", "the number of records counts the header"),
        instead("delivery", HeaderCounted),
        KIND,
    ),
    Fault(
        "support.delivery.batch-job",
        Text("任务的地址是旧接口的", "the address of a job is that of the old interface"),
        instead("operations", JobsElsewhere),
        KIND,
    ),
    Fault(
        "support.delivery.content-digest",
        Text("摘要在编码转换之前计算", "the digest is taken before the text is encoded"),
        instead("responses", DigestOfText),
        KIND,
    ),
)
