"""Whether a request fits what it asks for, and stays what was asked, decided and supplied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import array, first, not_exercised, read_whole, record, sent_body, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

UNTOLD = (401, 403, 404, 409, 429)
"""Answers that say nothing about the elements of a request."""
PLAIN = ("basis", "scenario", "method", "period", "contact")
OF_SCOPE = ("purpose", "items", "regions")


def misfit_elements_are_refused(trace: Trace) -> Iterator[Finding]:
    """An element that does not fit the resource is refused, or taken in as still to be supplied."""
    first(trace, "sound")
    sound = next((it for it in trace.at("sound") if 200 <= it.status < 300), None)
    if sound is None:
        raise not_exercised("合于资源的申请也没有收件", "not even a request that fits was taken in")
    asked, puzzling = sent_body(sound), 0
    for exchange in trace.at("misfit"):
        name = next((name for name, value in sent_body(exchange).items() if asked.get(name) != value), "")
        waits = name in array(record(exchange.data).get("missing"))
        if 200 <= exchange.status < 300 and not waits:
            said = shown(sent_body(exchange).get(name))
            seen = Text(f"{name} 为 {said} 得到 {exchange.status}", f"{name} {said} is answered {exchange.status}")
            yield Finding(seen, Text("400，指明该要素", "400, naming the element"), name, (sound, exchange))
        elif exchange.status in UNTOLD or exchange.status >= 500:
            puzzling = exchange.status
    last = trace.at("sound-again")[-1:]
    if last and not 200 <= last[0].status < 300:
        puzzling = last[0].status  # a further request is refused whatever it says
    if puzzling:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {puzzling}", f"it was answered {puzzling}"))
    if not trace.at("misfit"):
        raise not_exercised("没有不合资源的申请", "nothing was asked that does not fit")


def request_is_kept_as_asked(trace: Trace) -> Iterator[Finding]:
    """A request is taken in, and read again, with every element as its requester stated it."""
    submitted, before = succeeded(trace, "submitted"), succeeded(trace, "before")
    due = _told(sent_body(submitted))
    if not due:
        raise not_exercised("没有所申请的要素", "nothing was asked")
    for exchange in (submitted, before):
        held = _told(record(exchange.data))
        yield from _lost(due, held, (submitted,) if exchange is submitted else (submitted, exchange))


def decision_is_kept_as_given(trace: Trace) -> Iterator[Finding]:
    """A refusal is read by its requester with the reason and the basis that were given."""
    refused, told = succeeded(trace, "refused"), succeeded(trace, "told")
    if record(told.data).get("state") != "refused":
        raise not_exercised("没有得到不同意的答复", "there was no refusal")
    due = {name: value for name, value in sent_body(refused).items() if name in ("reason", "legalBasis")}
    yield from _lost(due, record(record(told.data).get("decision")), (refused, told))


def correction_is_kept_as_asked(trace: Trace) -> Iterator[Finding]:
    """A correction is read by its asker with every member that was sent."""
    asked, read = succeeded(trace, "asked"), succeeded(trace, "read")
    yield from _lost(sent_body(asked), record(read.data), (asked, read))


def correction_is_answered_to_its_asker(trace: Trace) -> Iterator[Finding]:
    """What the provider found out about a correction reaches who asked for it."""
    asked, replied, told = succeeded(trace, "asked"), succeeded(trace, "replied"), first(trace, "told")
    due = sent_body(replied).get("result")
    if not isinstance(record(asked.data).get("id"), str) or not due:
        raise not_exercised("没有校核结果", "there is no result of the correction")
    if told.status in ABOUT_THE_CALLER:
        raise tells_nothing(told)
    heard = record(record(told.data).get("reply")).get("result")
    if heard != due:
        zh = f"提出者查阅得到 {told.status}，结果 {shown(heard)}"
        en = f"its asker reads it and gets {told.status}, result {shown(heard)}"
        yield Finding(Text(zh, en), Text(shown(due), shown(due)), exchanges=(replied, told))


def reply_is_kept_as_given(trace: Trace) -> Iterator[Finding]:
    """A correction that was replied to says so, and is read by its asker with the explanation that was given."""
    replied, told = succeeded(trace, "replied"), succeeded(trace, "told")
    held = record(told.data)
    given = sent_body(replied).get("explanation")
    if not record(held.get("reply")) or not given:
        raise not_exercised("没有得到反馈", "there was no reply")
    said = {"state": held.get("state"), "explanation": record(held["reply"]).get("explanation")}
    yield from _lost({"state": "replied", "explanation": given}, said, (replied, told))


def own_region_is_meant(trace: Trace) -> Iterator[Finding]:
    """A lower level that names no region asks for its own."""
    asked = succeeded(trace, "asked-at-large")
    own = record(record(asked.data).get("requester")).get("region")
    regions = record(record(asked.data).get("scope")).get("regions")
    if not own or not regions:
        raise not_exercised("应答没有区划", "the answer names no region")
    if regions != [own]:
        seen = Text(f"区划为 {shown(regions)}", f"the regions are {shown(regions)}")
        yield Finding(seen, Text(f"本行政区域 {own}", f"its own, {own}"), "scope.regions", (asked,))


def ended_resources_alone_are_left_out(trace: Trace) -> Iterator[Finding]:
    """The list holds what is in service or changed, and what has ended only where that is asked for."""
    listed = {str(item.get("code")) for page in trace.at("resources") for item in entries(page.data)}
    succeeded(trace, "resources")
    for page in (*trace.at("resources"), *trace.at("changed")):
        for item in entries(page.data):
            name, status = shown(item.get("code")), item.get("status")
            if page.step == "resources" and status == "ended":
                yield Finding(
                    Text(f"列有已终止的 {name}", f"it lists {name}, which has ended"),
                    Text("只在以 status=ended 检索时列出", "only where status=ended is asked for"),
                    exchanges=(page,),
                )
            elif page.step == "changed" and status == "changed" and str(item.get("code")) not in listed:
                read_whole(trace, "resources")
                yield Finding(
                    Text(f"没有列出已变更的 {name}", f"it does not list {name}, which has changed"),
                    Text("仍在服务的都列出", "all that is still served"),
                    exchanges=(page, *trace.at("resources")[:1]),
                )
    ended = [item for page in trace.at("ended") for item in entries(page.data) if item.get("status") == "ended"]
    if not ended:
        raise not_exercised("没有已终止的资源", "no resource has ended")


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    """The elements that are stated, those of the scope one by one."""
    scope = record(said.get("scope"))
    plain = {name: said[name] for name in PLAIN if name in said}
    return plain | {f"scope.{name}": _in_order(scope[name]) for name in OF_SCOPE if name in scope}


def _in_order(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _lost(due: Mapping[str, Any], held: Mapping[str, Any], proof: tuple[Exchange, ...]) -> Iterator[Finding]:
    for name in sorted(due):
        if held.get(name) != due[name]:
            said, wanted = shown(held.get(name)), shown(due[name])
            yield Finding(Text(f"{name} 为 {said}", f"{name} is {said}"), Text(wanted, wanted), name, proof)
