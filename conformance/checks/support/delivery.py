"""Whether what is delivered is what was granted: by every method, no more and no less, and whole."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from conformance.checks.application.delivered import METHODS
from conformance.checks.moments import day_of
from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import (
    Postponed,
    and_more,
    array,
    not_exercised,
    path_of,
    query,
    record,
    shown,
    succeeded,
)
from conformance.checks.support.items import misfit
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

MOST_PLACES = 5
Places = list[tuple[int, str]]
_MEMBER = re.compile(r"(?<![a-z0-9-])([a-z0-9-]+)=:([A-Za-z0-9+/]+={0,2}):")
_DIGESTS = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}


def every_method_delivers(trace: Trace, *, today: date) -> Iterator[Finding]:
    """Service interface, file and batch each deliver records to a department that was granted them.

    A grant whose period has not begun, or is over, gives nothing. One grant may be of what has no records: an answer
    that counts none tells nothing, unless its method gives none under any grant and another gives some of it.
    """
    granted = {str(item.get("method")) for page in trace.at("grants") for item in entries(page.data)}
    if not granted & set(METHODS):
        raise not_exercised("没有授权", "there is no grant")
    grants, postponed = grants_of(trace), Postponed()
    taken = [(step, it) for step in ("service", "file", "batch", "started") for it in _last(trace, step)]
    asked = [(step, it) for step, it in taken if _is_open(_grant(it, grants), today)]
    if not asked:
        raise not_exercised("没有取用期限之内的授权", "no grant within its period was used")
    giving = {(step, _resource(it, grants)) for step, it in asked if any(records_of(it))}
    methods = {step for step, _ in giving}
    for step, exchange in asked:
        others = any(resource == _resource(exchange, grants) for _, resource in giving)
        with postponed:
            yield from _undelivered(step, exchange, may_be_empty=step in methods or not others)
    postponed.settle()


def _undelivered(step: str, exchange: Exchange, may_be_empty: bool) -> Iterator[Finding]:
    """What shows that a method does not deliver: a batch that is not started, an answer without a record."""
    if exchange.status in ABOUT_THE_CALLER:
        raise tells_nothing(exchange)
    if step == "started":
        if exchange.status == 409:  # another job of the grant may still run
            raise tells_nothing(exchange)
        if not 200 <= exchange.status < 300:
            seen = Text(f"发起批量交换得到 {exchange.status}", f"starting a batch was answered {exchange.status}")
            yield Finding(seen, Text("202", "202"), exchanges=(exchange,))
        return
    if _is_running(exchange):
        raise _still_running()
    data = record(exchange.data)
    stated = [whole(data.get(name)) for name in ("total", "count") if name in data]
    if may_be_empty and exchange.status == 200 and stated and not any(stated):
        raise tells_nothing(exchange)
    if exchange.status != 200 or not list(records_of(exchange)):
        seen = Text(f"{step} 应答 {exchange.status}，没有记录", f"{step} answers {exchange.status}, no record")
        yield Finding(seen, Text("授权的记录", "the records granted"), exchanges=(exchange,))


def _resource(exchange: Exchange, grants: Mapping[str, Mapping[str, Any]]) -> Any:
    return record(_grant(exchange, grants)).get("resource")


def _is_open(grant: Mapping[str, Any] | None, today: date) -> bool:
    """Whether today is within the period of a grant, as far as it states one."""
    period = record(record(grant).get("period"))
    return (day_of(period.get("from")) or today) <= today <= (day_of(period.get("to")) or today)


def _is_running(exchange: Exchange) -> bool:
    """Whether it is the look at a batch that has not ended."""
    return exchange.status == 200 and record(exchange.data).get("state") == "running"


def _still_running() -> Undecided:
    return Undecided(Reason.BUDGET, Text("多次查看后任务仍在进行", "it was still running when last looked at"))


def _last(trace: Trace, step: str) -> tuple[Exchange, ...]:
    """The answers of a step; of those to looks at a batch the last at each."""
    looked = {
        path_of(exchange.request.url, "") if step == "batch" else n: n for n, exchange in enumerate(trace.at(step))
    }
    return tuple(trace.at(step)[place] for place in looked.values())


def delivered_is_what_was_granted(trace: Trace) -> Iterator[Finding]:
    """Records hold the items and regions granted, a part of these regions included, and nothing beyond them.

    A grant that opens all items and all regions of its resource cannot show it.
    """
    resources, judged = resources_of(trace), 0
    for exchange, grant in deliveries(trace):
        resource = resources.get(str(grant.get("resource")), {})
        region = name_of(resource, "region")
        given = [*records_of(exchange)]
        judged += len(given) if _is_narrowed(grant, resource, region) else 0
        for beyond in filter(None, _beyond(given, grant, region)):
            place, what = beyond[0]
            seen = Text(f"给出授权之外的 {shown(what)}", f"it gives {shown(what)}, which was not granted")
            yield Finding(
                and_more(seen, len(beyond) - 1),
                Text("只含授权的数据项与区域", "only the items and regions granted"),
                at=f"records[{place}]",
                exchanges=(exchange,),
            )
    if not judged:
        zh, en = "没有以小于全部的授权交付的记录", "no record was delivered under a grant of less than all"
        raise not_exercised(zh, en)


def _is_narrowed(grant: Mapping[str, Any], resource: Mapping[str, Any], region: str) -> bool:
    """Whether a grant opens fewer items than its resource has, or fewer regions of which the records tell."""
    items, regions = ({str(name) for name in array(grant.get(member))} for member in ("items", "regions"))
    if items and any(str(record(item).get("name")) not in items for item in array(resource.get("items"))):
        return True
    is_told = bool(regions and region) and (not items or region in items)
    return is_told and not all(_is_within(other, regions) for other in array(resource.get("regions")))


def _is_within(region: object, areas: Iterable[object]) -> bool:
    return any(lies_within(region, area) for area in areas)


def region_asked_for_is_delivered(trace: Trace) -> Iterator[Finding]:
    """Asked for one region of those granted, delivery holds the records of that region alone."""
    resources, judged = resources_of(trace), 0
    for exchange, grant in deliveries(trace, "region"):
        name, asked = name_of(resources.get(str(grant.get("resource")), {}), "region"), query(exchange).get("region")
        told = [str(entry[name]) for entry in records_of(exchange) if entry.get(name) is not None]
        judged += bool(told)
        others = [region for region in told if not lies_within(region, asked)]
        if others:
            zh, en = f"按 {asked} 查询，给出 {others[0]} 的记录", f"asked for {asked} it gives a record of {others[0]}"
            yield Finding(
                and_more(Text(zh, en), len(others) - 1),
                Text(f"只有 {asked} 的记录", f"records of {asked} alone"),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有按区划取得的记录", "no record was delivered by region")


def _beyond(given: Sequence[Mapping[str, Any]], grant: Mapping[str, Any], region: str) -> tuple[Places, Places]:
    """The records with an item not granted, and those of a region not granted: one does not hide the other."""
    items, regions = ({str(name) for name in array(grant.get(member))} for member in ("items", "regions"))
    valued = [{str(name) for name, held in entry.items() if held is not None} for entry in given]
    more = ((place, "、".join(sorted(names - items))) for place, names in enumerate(valued) if items)
    told = (
        (place, entry.get(region))
        for place, entry in enumerate(given)
        if region and regions and (not items or region in items)
    )
    outside = ((place, value) for place, value in told if value is not None and not _is_within(value, regions))
    return [(place, names) for place, names in more if names], [
        (place, f"{region} {value}") for place, value in outside
    ]


def delivered_values_are_as_catalogued(trace: Trace) -> Iterator[Finding]:
    """The values delivered keep the type, length and codes their items are catalogued with."""
    resources, judged = resources_of(trace), 0
    for exchange, grant in deliveries(trace):
        listed = array(resources.get(str(grant.get("resource")), {}).get("items"))
        items = {str(item["name"]): item for item in listed if isinstance(item, Mapping) and "name" in item}
        flaws: list[tuple[str, Any, Text]] = []
        for place, entry in enumerate(records_of(exchange)):
            for name, held in entry.items():
                item = items.get(str(name))
                judged += item is not None
                flaw = None if item is None or held is None else misfit(held, item)
                if flaw:
                    flaws.append((f"records[{place}].{name}", held, flaw))
        for number, (at, held, due) in enumerate(flaws[:MOST_PLACES], 1):
            seen = Text(f"值为 {shown(held)}", f"the value is {shown(held)}")
            left = len(flaws) - MOST_PLACES if number == MOST_PLACES else 0
            yield Finding(and_more(seen, left), due, at, (exchange,))
    if not judged:
        raise not_exercised("没有可对照目录的值", "there was no value to hold against the catalogue")


def counts_are_true(trace: Trace) -> Iterator[Finding]:
    """A file, and a batch that is done, hold as many records as they say; one that failed says how far it came."""
    judged = 0
    for exchange in (*trace.at("file"), *_last(trace, "batch")):
        stated = whole(record(exchange.data).get("count"))
        if exchange.status != 200 or stated is None or _is_running(exchange) or _has_failed(exchange):
            continue
        judged += 1
        held = len(list(records_of(exchange)))
        if held != stated:
            yield Finding(
                Text(f"声明 {stated} 条，实有 {held} 条", f"it says {stated} records and holds {held}"),
                Text("两者相同", "the same number"),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有写明记录数的交付", "no delivery states how many records it holds")


def _has_failed(exchange: Exchange) -> bool:
    return exchange.step == "batch" and record(exchange.data).get("state") == "failed"


def batch_tells_how_it_stands(trace: Trace) -> Iterator[Finding]:
    """A batch is accepted with 202 and a place to look at, where it ends as done, or as failed with the reason."""
    succeeded(trace, "started")
    looks = _last(trace, "batch")
    begun = [exchange for exchange in trace.at("started") if isinstance(record(exchange.data).get("id"), str)]
    if not begun or not looks:
        raise not_exercised("没有发起批量交换", "no batch was started")
    postponed = Postponed()
    for started in begun:
        look = next((it for it in looks if record(started.data)["id"] in path_of(it.request.url, "").split("/")), None)
        with postponed:
            yield from _told(started, look) if look is not None else ()
    postponed.settle()


def _told(started: Exchange, look: Exchange) -> Iterator[Finding]:
    location = started.response.header("location") if started.response else None
    if started.status != 202:
        yield _due_place(started, Text(f"应答 {started.status}", f"status {started.status}"))
    if not location or path_of(started.request.url, location) != path_of(look.request.url, ""):
        yield _due_place(started, Text(f"Location 为 {shown(location)}", f"Location is {shown(location)}"))
    last = record(look.data)
    if look.status in ABOUT_THE_CALLER:
        raise tells_nothing(look)
    if _is_running(look):
        raise _still_running()
    if last.get("state") not in ("done", "failed") or (
        last.get("state") == "failed" and not record(last.get("problem"))
    ):
        yield Finding(
            Text(f"任务状态为 {shown(last.get('state'))}", f"the job is {shown(last.get('state'))}"),
            Text("完成，或者失败并说明原因", "done, or failed and why"),
            exchanges=(started, look),
        )


def batches_come_to_an_end(trace: Trace, *, today: date, days: int) -> Iterator[Finding]:
    """No batch on record runs for longer than so many days; one that ended says when, and one done how many records."""
    judged = 0
    for exchange in trace.at("batches"):
        for batch in entries(exchange.data):
            state, begun = batch.get("state"), day_of(batch.get("startedAt"))
            due = {"done": ("finishedAt", "count"), "failed": ("finishedAt",)}.get(str(state), ())
            lacks = ", ".join(name for name in due if batch.get(name) is None)
            ended = day_of(batch.get("finishedAt")) if due else today
            name, took = shown(batch.get("id")), (ended - begun).days if ended and begun else 0
            judged += bool(due) or took > days
            if took > days and (due or state == "running"):
                zh, en = (f"至 {ended} 才结束", f"ended on {ended}") if due else ("起仍在进行", "is running")
                seen = Text(f"{name} 自 {begun} {zh}", f"{name}, begun on {begun}, {en}")
                yield Finding(seen, Text(f"{days} 日以内结束", f"it ends within {days} days"), exchanges=(exchange,))
            if lacks:
                seen = Text(f"{name} 已为 {state}，没有 {lacks}", f"{name} is {state} without {lacks}")
                yield Finding(seen, Text("写明结果", "it says what came of it"), exchanges=(exchange,))
    if not judged:
        raise not_exercised("没有结束的批量任务", "no batch has ended")


def _due_place(started: Exchange, seen: Text) -> Finding:
    return Finding(seen, Text("202 与任务的 Location", "202 with the Location of the job"), exchanges=(started,))


def content_digest_matches(exchange: Exchange) -> Iterator[Finding]:
    """Content-Digest is that of the content as sent."""
    response = exchange.response
    if response is None or not response.body:
        raise not_exercised("没有正文", "there is no content")
    if (response.header("content-encoding") or "identity").lower() != "identity":
        raise not_exercised("正文另有编码", "the content is coded")
    stated = response.header("content-digest")
    digests = {name: value for name, value in _MEMBER.findall(stated or "") if name in _DIGESTS}
    if not digests:
        seen = Text(f"Content-Digest：{shown(stated or '-')}", f"Content-Digest: {shown(stated or '-')}")
        yield Finding(seen, Text("sha-256 或 sha-512 的摘要", "a digest by sha-256 or sha-512"))
    for name, value in digests.items():
        due = base64.b64encode(_DIGESTS[name](response.body).digest()).decode()
        if value != due:
            yield Finding(Text(f"{name} 为 {value}", f"{name} is {value}"), Text(due, due), "Content-Digest")


def deliveries(trace: Trace, *steps: str) -> Iterator[tuple[Exchange, Mapping[str, Any]]]:
    """The answers that delivered records, each with the grant it was asked by."""
    grants = grants_of(trace)
    for step in steps or ("service", "file", "batch", "delivered"):
        for exchange in trace.at(step):
            grant = _grant(exchange, grants)
            if exchange.status == 200 and grant is not None:
                yield exchange, grant


def _grant(exchange: Exchange, grants: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The grant that something was asked by."""
    return next((grants[part] for part in path_of("", exchange.request.url).split("/") if part in grants), None)


def grants_of(trace: Trace) -> dict[str, Mapping[str, Any]]:
    """The grants a trace read, by their ids."""
    grants = {str(item.get("id")): item for page in trace.at("grants") for item in entries(page.data)}
    return grants | {str(record(it.data).get("id")): record(it.data) for it in trace.at("granted")}


def records_of(exchange: Exchange) -> Iterator[Mapping[str, Any]]:
    """The records of a delivery: a page's items, a file's records, or those of a batch's messages."""
    data = record(exchange.data)
    messages = [record(message) for message in array(data.get("messages"))]
    for holder in (
        array(data.get("items")),
        array(data.get("records")),
        *(array(one.get("records")) for one in messages),
    ):
        yield from (entry for entry in holder if isinstance(entry, Mapping))


def resources_of(trace: Trace) -> dict[str, Mapping[str, Any]]:
    steps = ("resources", "offered")
    return {str(item.get("code")): item for step in steps for page in trace.at(step) for item in entries(page.data)}


def name_of(resource: Mapping[str, Any], flag: str) -> str:
    found = (record(item) for item in array(resource.get("items")))
    return next((str(item.get("name")) for item in found if item.get(flag) is True), "")
