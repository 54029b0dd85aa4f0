"""Whether what departments obtained is used within bounds, looked after, and given up in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import MAXYEAR, date
from itertools import pairwise
from typing import Any

from conformance.checks.in_force import predates_the_law
from conformance.checks.moments import are_alike, day_of, moment_of
from conformance.checks.overall.elements import is_said
from conformance.checks.places import ABOUT_THE_CALLER, served, tells_nothing
from conformance.checks.reading import (
    array,
    asker,
    first,
    not_exercised,
    read_whole,
    record,
    sent_body,
    shown,
    succeeded,
)
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

CLOSED = (403, 404, 409, 410)
"""Statuses that refuse data."""
_PART = r"(?:(?P<{0}>\d{{1,6}}){0})?"
_PERIOD = re.compile("P(?=.)" + "".join(map(_PART.format, "YMWD")) + r"(?:T[\dHMS]+)?", re.ASCII)
_SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
"""The days of so many months at least, whichever they are."""


def uses_are_kept(trace: Trace, *, years: int) -> Iterator[Finding]:
    """What records of use are declared to be kept for is so many years, and none says it is kept less long.

    What is only declared proves nothing: one record at least must say until when it is kept.
    """
    stated = record(succeeded(trace, "declaration").data).get("useRetention")
    period = _PERIOD.fullmatch(stated) if isinstance(stated, str) else None
    due = Text(f"不少于 {years} 年", f"{years} years at least")
    if period is not None and not _lasts(period, years):
        seen = Text(f"声明保存 {shown(stated)}", f"declared to be kept {shown(stated)}")
        yield Finding(seen, due, "useRetention", trace.at("declaration"))
    judged = 0
    for exchange in trace.at("uses"):
        for use in entries(exchange.data):
            tells = None not in (day_of(use.get("recordedAt")), day_of(use.get("keptUntil")))
            if tells and not predates_the_law(use, "recordedAt"):
                judged += 1
                yield from (replace(found, exchanges=(exchange,)) for found in _forgotten(use, years))
    if not judged:
        raise not_exercised("没有写明保存期限的使用记录", "no record of use says until when it is kept")
    if period is None:
        raise not_exercised("没有声明可读的保存期限", "no period that can be read is declared")


def _lasts(period: re.Match[str], years: int) -> bool:
    """Whether a duration is so many years long, whenever it begins: a leap day falls in four years at most."""
    each = {name: int(said or 0) for name, said in period.groupdict().items()}
    whole, months = divmod(12 * each["Y"] + each["M"], 12)
    days = 365 * whole + _SHORTEST[months] + 7 * each["W"] + each["D"]
    return whole >= years or days >= 365 * years + -(-years // 4)


def use_is_kept(value: Value, *, years: int) -> Iterator[Finding]:
    """A record of use says that it is kept for so many years."""
    if None in (day_of(record(value.value).get(name)) for name in ("recordedAt", "keptUntil")):
        raise not_exercised("没有写明保存期限", "it does not say until when it is kept")
    yield from _forgotten(record(value.value), years)


def _forgotten(use: Mapping[str, Any], years: int) -> Iterator[Finding]:
    made, until = day_of(use.get("recordedAt")), day_of(use.get("keptUntil"))
    if made is not None and until is not None and until < _later(made, years):
        said = shown(use.get("keptUntil"))
        seen = Text(f"{made} 的记录保存至 {said}", f"the record of {made} is kept until {said}")
        yield Finding(seen, Text(f"不少于 {years} 年", f"{years} years at least"), f"{use.get('id')}.keptUntil")


def region_is_kept(trace: Trace) -> Iterator[Finding]:
    """Asked for a region that was not granted, the platform refuses, or gives records of regions granted only.

    What of a record tells its region is the item that the resource names for it. A part of a region granted may have
    been granted with it.
    """
    proof, asked = served(trace, ("delivered.items[]",)), first(trace, "elsewhere")
    if asked.status in (*CLOSED, 204):
        return
    if not 200 <= asked.status < 300 or not isinstance(record(asked.data).get("items"), list):
        raise tells_nothing(asked)
    grant = record(succeeded(trace, "granted").data)
    regions = [region for region in array(grant.get("regions")) if isinstance(region, str)]
    names = _regional(trace, grant)
    untold = False
    for number, given in enumerate(entries(asked.data)):
        said = [given[name] for name in names if isinstance(given.get(name), str)]
        beyond = [region for region in said if not any(lies_within(region, area) for area in regions)]
        untold = untold or not said or any(region not in regions for region in said)
        if beyond:
            seen = Text(
                f"应答 {asked.status}，给出 {beyond[0]} 的数据", f"status {asked.status}, with data of {beyond[0]}"
            )
            due = Text(f"403，或者只有 {'、'.join(regions)} 的数据", f"403, or data of {', '.join(regions)} only")
            yield Finding(seen, due, f"items[{number}]", (*proof, asked))
            return
    if untold:
        raise tells_nothing(asked)


def _regional(trace: Trace, grant: Mapping[str, Any]) -> list[str]:
    """The items of the resource granted that say what region a record is of."""
    offered = (item for page in trace.at("offered") for item in entries(page.data))
    resource = next((item for item in offered if item.get("code") == grant.get("resource")), {})
    items = [item for item in array(resource.get("items")) if isinstance(item, Mapping)]
    return [str(item.get("name")) for item in items if item.get("region") is True]


def use_without_an_element_is_refused(trace: Trace) -> Iterator[Finding]:
    """A record of use that lacks an element is refused; the scenario may be put in as the grant has it."""
    whole, lacking = sent_body(succeeded(trace, "recorded")), trace.at("lacking")
    granted = [item.get("scenario") for page in trace.at("obtained") for item in entries(page.data)]
    puzzling = None
    for exchange in lacking:
        left_out = [name for name in whole if name not in sent_body(exchange)]
        said = record(exchange.data).get("scenario")
        is_granted = left_out == ["scenario"] and is_said(said) and said in granted
        if 200 <= exchange.status < 300 and not is_granted:
            what = "、".join(left_out)
            yield Finding(
                Text(f"缺 {what} 也得到 {exchange.status}", f"without {what} it is answered {exchange.status}"),
                Text("五项齐全方予登记", "it is recorded with all five elements only"),
                exchanges=(exchange,),
            )
        elif exchange.status in (401, 403, 404, 429) or exchange.status >= 500:
            puzzling = puzzling or exchange
    if puzzling:
        raise tells_nothing(puzzling)
    if not lacking:
        raise not_exercised("没有缺项的使用记录", "no record of use lacked an element")


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=min(day.year + years, MAXYEAR))
    except ValueError:
        return day.replace(year=min(day.year + years, MAXYEAR), day=28)


def use_can_be_looked_up(trace: Trace) -> Iterator[Finding]:
    """A record of use is read as it was made by who made it, by the provider of the data and by the authority."""
    recorded = succeeded(trace, "recorded")
    made = {**record(recorded.data), **sent_body(recorded)}
    if not isinstance(made.get("id"), str):
        raise not_exercised("使用记录没有编号", "the record of use was given no id")
    for exchange in trace.at("looked-up"):
        if exchange.status in ABOUT_THE_CALLER or exchange.status >= 500:
            raise tells_nothing(exchange)
        read = record(exchange.data)
        lost = [name for name in made if exchange.status == 200 and not are_alike(read.get(name), made[name])]
        if exchange.status != 200 or lost:
            zh, en = ("，".join((str(exchange.status), *lost)), ", ".join((str(exchange.status), *lost)))
            yield Finding(
                Text(f"{asker(exchange).zh}查阅得到 {zh}", f"{exchange.role} looks it up and gets {en}"),
                Text("200 与登记的内容", "200 and what was recorded"),
                exchanges=(succeeded(trace, "recorded"), exchange),
            )
    if {exchange.role for exchange in trace.at("looked-up")} != {"peer", "officer", "administrator"}:
        raise not_exercised("没有都查阅到", "not all of them looked it up")


def disposal_is_recorded(trace: Trace, *, today: date, days: int) -> Iterator[Finding]:
    """Of the data obtained under every ended grant there is a record of what became of them.

    Without a record nothing is due where nothing was obtained: a request that was withdrawn takes its grant with it.
    Of what ended fewer than so many days ago the record may yet come, unless it was sent with the end itself.
    """
    succeeded(trace, "disposals")
    recorded = {str(item.get("grant")) for page in trace.at("disposals") for item in entries(page.data)}
    obtained = _obtained(trace)
    judged, unknown = 0, ""
    read_whole(trace, "disposals")
    for grant, exchange in _ended(trace):
        if predates_the_law(grant, "endedAt"):
            continue
        is_recorded, ended = grant.get("id") in recorded, day_of(grant.get("endedAt"))
        if not is_recorded and exchange.step != "ended" and ended is not None and (today - ended).days < days:
            continue
        under = {str(grant["id"]), str(grant.get("request"))}
        is_known = is_recorded or exchange.step == "ended" or not obtained.isdisjoint(under)
        judged += is_known
        unknown = unknown or ("" if is_known else shown(grant["id"]))
        if is_known and not is_recorded:
            yield Finding(
                Text(f"{grant.get('id')} 没有处置记录", f"there is no disposal record of {grant.get('id')}"),
                Text("处置记录", "a record of disposal"),
                exchanges=(exchange, *trace.at("disposals")[:1]),
            )
    read_whole(trace, "grants")
    if unknown:
        zh, en = f"看不出据 {unknown} 是否取得过数据", f"it cannot be told whether data were obtained under {unknown}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not judged:
        raise not_exercised("没有终止的授权", "no grant has ended")


def _obtained(trace: Trace) -> set[str]:
    """The requests that tell of a first delivery, and the grants under which a use is on record."""
    requests = (item for page in trace.at("requests") for item in entries(page.data))
    uses = (item for page in trace.at("uses") for item in entries(page.data))
    return {str(it.get("id")) for it in requests if it.get("firstDeliveredAt")} | {str(it.get("grant")) for it in uses}


def _ended(trace: Trace) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    """The grants that ended: those of the books, and the one the probe itself ended."""
    for exchange in trace.at("grants"):
        for grant in entries(exchange.data):
            if grant.get("state") == "ended" and isinstance(grant.get("id"), str):
                yield grant, exchange
    for exchange in trace.at("ended"):
        if 200 <= exchange.status < 300 and isinstance(record(exchange.data).get("id"), str):
            yield record(exchange.data), exchange


def end_of_service_is_in_order(trace: Trace) -> Iterator[Finding]:
    """A service that ended or changed has a reason, was consulted on first, and was filed with the authority."""
    succeeded(trace, "terminations")
    records: dict[str, list[Mapping[str, Any]]] = {}
    for item in (item for page in trace.at("terminations") for item in entries(page.data)):
        records.setdefault(str(item.get("resource")), []).append(item)
    changed = {
        str(item.get("code")): exchange
        for step in ("ended", "changed")
        for exchange in trace.at(step)
        for item in entries(exchange.data)
        if item.get("status") in ("ended", "changed")
    }
    if not changed:
        raise not_exercised("没有终止或者变更的服务", "no service has ended or changed")
    read_whole(trace, "terminations")
    judged = 0
    for code, exchange in changed.items():
        due = [kept for kept in records.get(code, [{}]) if not predates_the_law(kept, "endedAt")]
        judged += bool(due)
        flaws = (_lacking(kept) for kept in due)
        lacking = next((flaw for flaw in flaws if flaw.zh), None)
        if lacking:
            yield Finding(
                Text(f"{code} 的终止或变更{lacking.zh}", f"the end or change of {code} has {lacking.en}"),
                Text("先协商，并报主管部门备案", "consultation first, and filing with the authority"),
                exchanges=(exchange, *trace.at("terminations")[:1]),
            )
    read_whole(trace, "ended", "changed")
    if not judged:
        raise not_exercised("服务的终止与变更都早于条例施行", "all ends and changes lie before the regulation")


def _lacking(kept: Mapping[str, Any]) -> Text:
    """What the record of an end lacks; empty texts where it lacks nothing."""
    consultation, filing = record(kept.get("consultation")), record(kept.get("filing"))
    talked, ended = day_of(consultation.get("at")), day_of(kept.get("endedAt"))
    if not kept:
        return Text("没有记录", "no record")
    if not kept.get("reason"):
        return Text("没有理由", "no reason")
    if talked is None or not consultation.get("with"):
        return Text("没有协商记录", "no consultation")
    if ended is not None and _is_after(consultation.get("at"), kept.get("endedAt")):
        return Text(f"在 {ended} 生效之后才协商", f"a consultation only after it took effect on {ended}")
    if not filing.get("number") or day_of(filing.get("at")) is None:
        return Text("没有备案", "no filing")
    return Text("", "")


def _is_after(one: object, other: object) -> bool:
    """Whether a date or date-time is later than another: by the day where one of them tells no time."""
    moments, days = (moment_of(one), moment_of(other)), (day_of(one), day_of(other))
    if moments[0] is not None and moments[1] is not None:
        return moments[0] > moments[1]
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def dispute_is_recorded(trace: Trace) -> Iterator[Finding]:
    """A dispute states its level, its steps in order and, once resolved, its outcome.

    One between departments of one level and region began by consultation (D809 28).
    """
    judged = 0
    for exchange in trace.at("disputes"):
        for dispute in entries(exchange.data):
            judged += 1
            flaw = _flaw(dispute)
            if flaw.zh:
                name = shown(dispute.get("id"))
                yield Finding(
                    Text(f"争议 {name} {flaw.zh}", f"the dispute {name} {flaw.en}"),
                    Text("层级、经过与结果", "level, steps and outcome"),
                    exchanges=(exchange,),
                )
    read_whole(trace, "disputes")
    if not judged:
        raise not_exercised("没有争议", "there is no dispute")


def _flaw(dispute: Mapping[str, Any]) -> Text:
    listed = dispute.get("steps")
    steps = [record(step) for step in listed] if isinstance(listed, list) else []
    moments = [step.get("at") for step in steps]
    if (
        not dispute.get("level")
        or not steps
        or None in map(day_of, moments)
        or not all(step.get("outcome") for step in steps)
    ):
        return Text("没有写全层级与经过", "does not state its level and steps in full")
    if any(_is_after(*pair) for pair in pairwise(moments)):
        return Text("的经过时间倒置", "has steps that run backwards")
    if _alike(dispute) and steps[0].get("level") != "consultation":
        return Text("未经协商即提请协调", "was not first consulted on by the two")
    if dispute.get("state") == "resolved" and not dispute.get("outcome"):
        return Text("已解决而没有结果", "is resolved without an outcome")
    return Text("", "")


def _alike(dispute: Mapping[str, Any]) -> bool:
    provider, consumer = record(dispute.get("provider")), record(dispute.get("consumer"))
    return provider.get("level") == consumer.get("level") and provider.get("region") == consumer.get("region")
