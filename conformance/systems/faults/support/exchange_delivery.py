"""Faults against the clauses on delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.holding import Value
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.faults.changes import at, only
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, shows, within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import says
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

INSURANCES = {"110": "养老保险", "120": "失业保险", "130": "医疗保险", "140": "工伤保险"}


def _region_forgotten(
    sound: Callable[..., bool], record: Mapping[str, Value], name: str, grant: Record, region: str | None
) -> bool:
    """The region asked for is checked against the grant, and then forgotten."""
    return sound(record, name, grant, None)


def _every_region(
    sound: Callable[..., bool], record: Mapping[str, Value], name: str, grant: Record, region: str | None
) -> bool:
    """The filter on regions was forgotten."""
    return sound(record, name, {**grant, "regions": [record[name]]} if name else grant, region)


def _labelled(record: Record) -> Record:
    """Files are made for people to read: labels stand for codes."""
    return {name: INSURANCES.get(str(held), held) for name, held in record.items()}


class JobsElsewhere(Operations):
    """The address of jobs is that of the interface before."""

    def start_batch(self, call: Call) -> Response:
        answer = super().start_batch(call)
        answer.headers["Location"] = "/batch-jobs"
        return answer


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "support.delivery.methods-offered",
        Text("只有一种方式的资源不列方式", "resources with a single method name none"),
        shows("resource", only(lambda resource: len(resource["methods"]) == 1, at("methods", says([])))),
        also=("support.exchange.elements-fit",),
    ),
    Fault(
        "support.delivery.methods-work",
        Text("文件夜间生成，此前为空", "files are made by night and empty until then"),
        within("delivery.file", "delivery.records", lambda sound, *given: []),
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
        around("delivery.cut", lambda sound, record, grant: {**record, **sound(record, grant)}),
    ),
    Fault(
        "support.delivery.scope-kept",
        Text("没有按授权过滤行政区划", "regions are not filtered by the grant"),
        around("delivery.granted", _every_region),
        variant="regions",
    ),
    Fault(
        "support.delivery.region-asked",
        Text("查询不按所指定的行政区划筛选", "a query is not narrowed to the region asked for"),
        around("delivery.granted", _region_forgotten),
        also=("support.delivery.regions-add-up",),
    ),
    Fault(
        "support.delivery.as-catalogued",
        Text("文件以名称代替代码", "files hold labels instead of codes"),
        gives("delivery.file", at("records[]", _labelled)),
    ),
    Fault(
        "support.delivery.counts",
        Text("记录数把表头算在内", "the number of records counts the header"),
        gives("delivery.file", at("count", lambda number: number + 1)),
    ),
    Fault(
        "support.delivery.batch-job",
        Text("任务的地址是旧接口的", "the address of a job is that of the old interface"),
        override_part("operations", JobsElsewhere),
    ),
    Fault(
        "support.delivery.content-digest",
        Text("摘要在编码转换之前计算", "the digest is taken before the text is encoded"),
        around("responses.content_digest", lambda sound, content: sound(content.decode().encode("gb18030"))),
    ),
)
