"""Faults against what a request may ask for, what is kept of it, and what resources say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.faults.changes import Change, at, drop
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import accepts, answers, gives, refuses_otherwise, shows, skips
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import says
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal

OF_THE_FORM = ("/period/to", "/method", "/scope/items")


def _of_regions_alone(sound: Callable[..., Iterable[Place]], holding: Holding, body: Record) -> Iterable[Place]:
    """The form checks what it shows a list of, which are the regions."""
    return [place for place in sound(holding, body) if not (place.pointer or "").startswith(OF_THE_FORM)]


def _by_template(sound: Callable[..., Record], record: Record, by: str, now: str, body: Record) -> Record:
    return sound(record, by, now, {**body, "legalBasis": "有关规定"})


def _everywhere(sound: Callable[..., Record], caller: Caller, holding: Holding, given: Record) -> Record:
    """Where no region is named the whole resource is meant, whoever asks."""
    return sound(caller, holding, {"regions": list(holding.regions("")), **given})


def _ended_too(sound: Callable[..., bool], record: Record, asked: Record) -> bool:
    """The list leaves nothing out by default."""
    is_shown = asked.get("status") is None and record["status"] == "ended"
    return sound({**record, "status": "in-service"} if is_shown else record, asked)


def _in_service_alone(sound: Callable[..., bool], record: Record, asked: Record) -> bool:
    """Only what is in service is listed by default."""
    return (asked.get("status") is not None or record["status"] == "in-service") and sound(record, asked)


def _of_the_year_before(properties: Record) -> Record:
    """The last item was added this year, and not to the schema."""
    return dict(list(properties.items())[:-1])


def _last_row_lost(file: Record) -> Record:
    """The loop that writes rows ends one early, and counts what it wrote."""
    return {**file, "records": file["records"][:-1], "count": max(file["count"] - 1, 0)}


def _as_if_never(sound: Callable[..., Record], record: Record, *given: Any) -> Record:
    return sound({name: held for name, held in record.items() if name != "extension"}, *given)


def _ends_early(sound: Callable[..., list[Record]], grant: Record, region: str | None = None) -> list[Record]:
    return sound(grant, region) if region else sound(grant, region)[:-1]


def _without_codes(properties: Record) -> Record:
    return {name: {word: value for word, value in said.items() if word != "enum"} for name, said in properties.items()}


def _as_unknown(refusal: Refusal) -> Refusal:
    return Refusal(404, "没有此资源。There is no such resource.")


def _by_column(sound: Callable[..., Iterable[Place]], *given: Any) -> Iterable[Place]:
    return [Place(place.message, pointer=f"/F_{(place.pointer or '')[1:]}") for place in sound(*given)]


def _sent_by_the_platform(sound: Any, *given: Any) -> Record:
    made: Record = sound(*given)
    return {**made, "header": {**made["header"], "sender": sound.args[0]._system.identity.uscc}}


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "support.exchange.elements-fit",
        Text("只核对区划，不核对数据项、方式与时限", "regions are checked; items, method and period are not"),
        around("requests.places", _of_regions_alone),
    ),
    Fault(
        "support.exchange.request-kept",
        Text("联系人一律取部门登记的", "the contact is that on file for the department"),
        gives("requests.elements", drop("contact")),
    ),
    Fault(
        "support.exchange.request-kept",
        Text("不同意的依据按模板填写", "the basis of refusals is filled in by template"),
        around("requests.refuse", _by_template),
        variant="basis",
    ),
    Fault(
        "support.exchange.request-kept",
        Text("校核申请只存所发现的问题", "corrections keep what was found, and nothing else"),
        accepts(drop("record", "item", "proposed", "evidence"), "submitCorrection"),
        variant="correction",
    ),
    Fault(
        "support.exchange.request-kept",
        Text(
            "校核反馈只存结果，说明按模板填写",
            "a reply to a correction keeps its result and a template for its explanation",
        ),
        answers("getCorrection", at("reply.explanation", says("详见书面反馈。"))),
        variant="reply",
    ),
    Fault(
        "support.exchange.own-region-meant",
        Text("没有写明区划的一律视为全部区划", "where no region is named all are meant"),
        around("requests.scope", _everywhere),
    ),
    Fault(
        "support.exchange.reviewed-first",
        Text("下级部门的申请一律视为回流", "whatever a lower level asks for counts as return flow"),
        around("requests.returns", lambda sound, caller, record: caller.role == "lower"),
        variant="regions",
    ),
    Fault(
        "support.exchange.refusal-names-basis",
        Text("拒绝只有统一的一句话", "refusals are one sentence for all"),
        gives("responses.problem_body", drop("legalBasis")),
    ),
    Fault(
        "support.exchange.unshared-forbidden",
        Text("不予共享的一律答为没有此资源", "what is not shared is said not to be there"),
        refuses_otherwise("requests.refuse_unshared", _as_unknown),
        also=(
            "support.exchange.refusal-names-basis",
            "support.exchange.not-shared",
        ),
    ),
    Fault(
        "support.exchange.region-marked",
        Text("区划数据项没有标明", "the item of regions is not marked"),
        shows("resource", drop("items[].region")),
        also=(
            "support.delivery.region-asked",
            "support.delivery.regions-add-up",
            "support.delivery.regions-listed",
        ),
    ),
    Fault(
        "support.exchange.schema-agrees",
        Text("资源清单不列代码", "the list of resources leaves out which codes there are"),
        shows("resource", drop("items[].codes")),
        variant="listed",
    ),
    Fault(
        "support.exchange.ended-not-listed",
        Text("清单列出全部资源，包括已终止的", "the list holds every resource, ended ones too"),
        around("resources.matches", _ended_too),
    ),
    Fault(
        "support.exchange.ended-not-listed",
        Text("变更后的资源从清单中消失", "a resource that changed disappears from the list"),
        around("resources.matches", _in_service_alone),
        variant="changed",
    ),
    Fault(
        "support.exchange.correction-once",
        Text("后一次反馈覆盖前一次", "a later reply replaces the one before"),
        skips("corrections.in_turn"),
        also=("support.refusals.after-withdrawal",),
    ),
    Fault(
        "support.exchange.schema-agrees",
        Text("新增的数据项没有写入模式", "an item that was added is not in the schema"),
        gives("resources.schema", at("properties", _of_the_year_before)),
        also=("support.delivery.as-published",),
    ),
    Fault(
        "support.delivery.methods-agree",
        Text("文件少写最后一条", "the file lacks the last record"),
        gives("delivery.file", Change(_last_row_lost)),
    ),
    Fault(
        "support.delivery.regions-add-up",
        Text("不按区划的查询少最后一条", "a query without a region ends one record early"),
        around("delivery.records", _ends_early),
    ),
    Fault(
        "support.exchange.schema-agrees",
        Text("模式不列代码", "the schema leaves out which codes there are"),
        gives("resources.schema", at("properties", _without_codes)),
        variant="codes",
    ),
    Fault(
        "support.delivery.batch-messages",
        Text("批量报文的发送方写为平台", "the platform itself is the sender of what batches deliver"),
        around("delivery.message", _sent_by_the_platform),
    ),
    Fault(
        "support.refusals.place-known",
        Text("所指的是数据库的列名", "what is pointed to is a column of the table"),
        around("requests.places", _by_column),
        variant="body",
        by=("misfit-request",),
    ),
    Fault(
        "management.exchange.extended-once",
        Text("可以一再延长", "the time can be extended again and again"),
        around("requests.extend", _as_if_never),
        also=("support.sequences.in-turn",),
    ),
    Fault(
        "management.exchange.first-delivery",
        Text("首次提供的时间待月底汇总", "the first delivery is noted at the end of the month"),
        skips("requests.delivered"),
    ),
)
