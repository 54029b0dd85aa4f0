"""Whether a consumer finds what it needs, may ask for it, is answered, and gets it by every method promised."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.application.delivered import METHODS, asked_for, grants, offered
from conformance.checks.moments import day_of
from conformance.checks.places import ABOUT_THE_CALLER, value_at
from conformance.checks.reading import Postponed, first, not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.network import Pair
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays

OPEN = ("submitted", "extended")
"""States of a request that waits to be decided."""
TAKEN = 409
"""A request that its department has made before, by another method or in another run, may be refused as a repeat."""


def resource_is_catalogued(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """The catalogue holds an entry of the provider under the code of the resource."""
    pages = [page for page in trace.at("catalogue") if page.status == 200]
    if not pages:
        raise not_exercised("目录没有应答", "the catalogue gave no page")
    named = [item for page in pages for item in entries(page.data)]
    listed = [item for item in named if record(item.get("provider")).get("uscc") == pair.provider.uscc]
    if any(item.get("code") == pair.item for item in listed):
        return
    if isinstance(record(pages[-1].data).get("next"), str):
        raise not_exercised("目录未能读完", "the catalogue could not be read to its end")
    yield Finding(
        Text(
            f"提供方的 {len(listed)} 个条目中没有 {pair.item}",
            f"{pair.item} is not among the {len(listed)} entries of the provider",
        ),
        Text("列入目录", "an entry in the catalogue"),
        exchanges=tuple(pages),
    )


def resource_is_offered(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """The platform lists the resource, of this provider, in service, by the methods the consumer needs."""
    exchange, resource = succeeded(trace, "offered"), offered(trace, pair)
    if not resource:
        read_whole(trace, "offered")
        text = Text(f"平台没有列出 {pair.item}", f"the platform does not list {pair.item}")
        yield Finding(text, Text("列出", "it is listed"), exchanges=(exchange,))
        return
    provider = record(resource.get("provider")).get("uscc")
    if provider != pair.provider.uscc:
        text = Text(f"提供单位为 {shown(provider)}", f"its provider is {shown(provider)}")
        yield Finding(text, Text(pair.provider.uscc, pair.provider.uscc), "provider.uscc", (exchange,))
    if resource.get("status") == "ended" or resource.get("shareType") == "none":
        state = f"{shown(resource.get('status'))}, {shown(resource.get('shareType'))}"
        yield Finding(Text(state, state), Text("在服务、可共享", "in service and shared"), "status", (exchange,))
    methods = resource.get("methods")
    methods = methods if isinstance(methods, list) else []
    missing = [method for method in pair.consumption.methods if method not in methods]
    if missing or not methods:
        have, need = ", ".join(map(str, methods)) or "-", ", ".join(missing) or "service / batch / file"
        yield Finding(Text(f"共享方式 {have}", f"methods {have}"), Text(need, need), "methods", (exchange,))


def request_is_taken(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """A request with all five elements is taken in for the consumer, and nothing is said to be missing."""
    asked = [trace.at(f"{method}-request")[0] for method in asked_for(trace)]
    if not asked:
        raise not_exercised("没有提出申请", "nothing was asked for")
    for exchange in asked:
        taken = record(exchange.data)
        if exchange.status in (*ABOUT_THE_CALLER, TAKEN):
            raise _untold(exchange)
        if not 200 <= exchange.status < 300:
            seen = Text(f"应答 {exchange.status}", f"status {exchange.status}")
            yield Finding(seen, Text("201，收件", "201, taken in"), exchanges=(exchange,))
        elif taken.get("missing"):
            lacking = shown(taken["missing"])
            seen = Text(f"要求补充 {lacking}", f"said to lack {lacking}")
            yield Finding(seen, Text("五要素已齐", "all five elements were given"), "missing", (exchange,))
        else:
            yield from _kept(exchange, pair)


def _kept(exchange: Exchange, pair: Pair) -> Iterator[Finding]:
    """What a request taken in says otherwise than it was asked."""
    taken, sent = record(exchange.data), record(_sent(exchange))
    who = record(taken.get("requester")).get("uscc")
    if who != pair.consumer.uscc:
        seen = Text(f"申请部门记为 {shown(who)}", f"entered as asked by {shown(who)}")
        yield Finding(seen, Text(pair.consumer.uscc, pair.consumer.uscc), "requester.uscc", (exchange,))
    asked = {f"scope.{name}": value for name, value in record(sent.get("scope")).items()}
    for name, due in ({name: sent.get(name) for name in ("method", "period", "scenario", "basis")} | asked).items():
        held = value_at(taken, name)
        if held != due and not _are_the_same_words(held, due):
            seen = Text(f"{name} 成为 {shown(held)}", f"{name} has become {shown(held)}")
            yield Finding(seen, Text(shown(due), shown(due)), name, (exchange,))


def _are_the_same_words(held: object, due: object) -> bool:
    """Whether two lists hold the same words, in any order."""
    return isinstance(held, list) and isinstance(due, list) and sorted(map(str, held)) == sorted(map(str, due))


def request_is_decided(
    trace: Trace, *, today: date, calendar: WorkingDays, days: int, unconditional_days: int, extension: int
) -> Iterator[Finding]:
    """A complete request is decided within its period: consented to, or refused with reasons.

    `days` are those of a conditional resource. While the period lasts an answer may still come: nothing is decided.
    """
    read = [trace.at(f"{method}-decided") for method in METHODS]
    decided = [exchanges[0] for exchanges in read if exchanges and exchanges[0].status == 200]
    if not decided:
        raise not_exercised("没有可读的申请", "no request could be read")
    waiting = False
    for exchange in decided:
        taken = record(exchange.data)
        most = unconditional_days if taken.get("shareType") == "unconditional" else days
        awaited = taken.get("state") in OPEN
        begun = day_of(taken.get("completeAt")) or day_of(taken.get("submittedAt"))
        most += extension if taken.get("extension") else 0
        late = awaited and begun is not None and calendar.is_late(begun, today, most)
        waiting = waiting or (awaited and not late)
        if not awaited or late:
            yield from _undecided(taken, exchange)
    if waiting:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text("答复期限未满", "the period to decide is not over"))


def _undecided(taken: Mapping[str, Any], exchange: Exchange) -> Iterator[Finding]:
    """What is wrong with how a request was decided, if it was."""
    state, said = taken.get("state"), record(taken.get("decision"))
    is_reasoned = state == "refused" and str(said.get("reason") or "").strip()
    if state != "consented" and not is_reasoned:
        seen = Text(f"状态 {shown(state)}", f"it is {shown(state)}")
        due = Text("同意，或者说明理由不同意", "consented, or refused with reasons")
        yield Finding(seen, due, "state", (exchange,))


def consent_brings_a_grant(trace: Trace) -> Iterator[Finding]:
    """What was consented to names a grant, which can be read and is in force."""
    judged, postponed = False, Postponed()
    for method in METHODS:
        exchange = next(iter(trace.at(f"{method}-decided")), None)
        taken = record(exchange.data) if exchange is not None else {}
        if exchange is None or exchange.status != 200 or taken.get("state") != "consented":
            continue
        judged = True
        if isinstance(taken.get("grant"), str):
            with postponed:
                yield from _not_in_force(first(trace, f"{method}-grant"))
        else:
            seen = Text("已同意而没有授权", "consented, without a grant")
            yield Finding(seen, Text("授权编号", "the id of a grant"), "grant", (exchange,))
    postponed.settle()
    if not judged:
        raise not_exercised("没有同意的申请", "no request was consented to")


def _not_in_force(read: Exchange) -> Iterator[Finding]:
    """What is wrong with a grant as it was read, if anything is."""
    if read.status in ABOUT_THE_CALLER:
        raise _untold(read)
    state = record(read.data).get("state")
    if read.status != 200 or state != "active":
        said = shown(state) if read.status == 200 else str(read.status)
        seen = Text(f"授权 {said}", f"the grant is {said}")
        yield Finding(seen, Text("active", "active"), "state", (read,))


def granted_methods_deliver(trace: Trace) -> Iterator[Finding]:
    """Each method of the resource delivers once it is granted: a page, a batch that ends, a file."""
    granted = grants(trace)
    if not granted:
        raise not_exercised("没有授权", "nothing was granted")
    postponed = Postponed()
    for method in granted:
        with postponed:
            yield from _undelivered(method, _last_word(trace, method))
    postponed.settle()


def _undelivered(method: str, exchange: Exchange) -> Iterator[Finding]:
    """What shows that a method does not deliver, if anything does."""
    if exchange.status in ABOUT_THE_CALLER:
        raise _untold(exchange)
    state = record(exchange.data).get("state") if method == "batch" else "done"
    if not 200 <= exchange.status < 300 or state not in ("done", "running"):
        said = f"{exchange.status}" + (f" {shown(state)}" if method == "batch" and state else "")
        seen = Text(f"方式 {method} 应答 {said}", f"{method} answers {said}")
        yield Finding(seen, Text("提供数据", "the data"), exchanges=(exchange,))
    elif state == "running":
        text = Text("批量交换尚未结束", "the batch had not ended yet")
        raise Undecided(Reason.TIMEOUT, text)


def _last_word(trace: Trace, method: str) -> Exchange:
    """The answer that tells whether a method delivers."""
    steps = {"service": ("service",), "file": ("file",), "batch": ("batch-start", "batch")}[method]
    answered = [exchange for step in steps for exchange in trace.at(step)]
    if not answered:
        raise not_exercised(f"方式 {method} 没有应答", f"{method} was not answered")
    return answered[-1] if method == "batch" else answered[0]


def _sent(exchange: Exchange) -> object:
    return json.loads(exchange.request.body or b"{}")


def _untold(exchange: Exchange) -> Undecided:
    zh, en = f"应答 {exchange.status}，与交换无关", f"status {exchange.status} is not about the exchange"
    return Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
