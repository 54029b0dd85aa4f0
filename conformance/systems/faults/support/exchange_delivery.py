"""Faults against the clauses on delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.holding import Value
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.faults.changes import Change, at, drop, only
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


def _compared_with_the_purpose(sound: Callable[..., None], grant: Record, scenario: str | None) -> None:
    sound({**grant, "scenario": grant["purpose"]}, scenario)


def _labelled(record: Record) -> Record:
    """Files are made for people to read: labels stand for codes."""
    return {name: INSURANCES.get(str(held), held) for name, held in record.items()}


def _all_of_regions(properties: Record) -> Record:
    texts = ("string", None, None)
    return {
        name: {**said, "format": "region-code"}
        if (said["type"], said.get("format"), said.get("enum")) == texts
        else said
        for name, said in properties.items()
    }


def _is_unconditional(resource: Record) -> bool:
    return bool(resource["shareType"] == "unconditional")


def _all_keys(resource: Record) -> Record:
    return {**resource, "items": [{**item, "key": True} for item in resource["items"]]}


def _as_begun(batch: Record) -> Record:
    ended = ("finishedAt", "count", "problem")
    return {name: held for name, held in batch.items() if name not in ended} | {"state": "running"}


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
        also=("support.delivery.methods-agree",),
        hides=hiding(
            "文件是空的，无从比对其代码与文字编码",
            "an empty file holds no label and no Chinese to digest",
            "support.delivery.as-catalogued",
            "support.delivery.content-digest",
        ),
    ),
    Fault(
        "support.delivery.methods-work",
        Text(
            "以用途比对申报的场景，与授权相同的也拒绝",
            "a scenario is compared with the purpose, and the one granted refused",
        ),
        around("rules.granted_scenario", _compared_with_the_purpose),
        also=(
            "management.exchange.scenario-kept",
            "management.exchange.beyond-told",
            "management.exchange.method-kept",
        ),
        variant="scenario",
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
    ),
    Fault(
        "support.delivery.as-catalogued",
        Text("文件以名称代替代码", "files hold labels instead of codes"),
        gives("delivery.file", at("records[]", _labelled)),
        also=("support.delivery.as-published",),
    ),
    Fault(
        "support.delivery.as-published",
        Text("模式生成时各文字项都写成区划代码", "the generator of schemas calls every text a division code"),
        gives("resources.schema", at("properties", _all_of_regions)),
    ),
    Fault(
        "support.delivery.key-identifies",
        Text("建表时各列都勾选了标识", "every column was ticked as a key when the table was made"),
        shows("resource", Change(_all_keys, ("items[].key",))),
    ),
    Fault(
        "support.delivery.regions-listed",
        Text("无条件共享的资源只列所辖区县", "unconditional resources are listed with the counties only, not the city"),
        shows("resource", only(_is_unconditional, at("regions", lambda regions: regions[-1:]))),
    ),
    Fault(
        "support.delivery.batch-ends",
        Text("任务清单不随任务结束更新", "the list of jobs is not updated when one ends"),
        gives("batches.in_list", _as_begun),
    ),
    Fault(
        "support.delivery.batch-ends",
        Text("任务清单不写记录数", "the list of jobs does not say how many records there were"),
        gives("batches.in_list", drop("count")),
        variant="count",
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
