"""Whether what comes in is looked at before it is used."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import first, kind_of, not_exercised, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

NOT_ITS_FAULT = (501, 503)
REFUSED_FOR_ITS_CONTENT = (400, 422)


def does_not_break(exchange: Exchange) -> Iterator[Finding]:
    """The request is answered without a failure of the system itself."""
    if exchange.status in NOT_ITS_FAULT:
        zh, en = f"应答 {exchange.status}", f"it answered {exchange.status}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if exchange.status >= 500:
        yield Finding(
            Text(f"状态码 {exchange.status}", f"status {exchange.status}"),
            Text("正常处理，或以 4xx 拒绝", "carried out, or refused with 4xx"),
        )


def is_refused(exchange: Exchange) -> Iterator[Finding]:
    """What cannot be read as a request of the contract is refused with 4xx."""
    if exchange.status in (401, 403, 404, 429) or exchange.status >= 500:
        zh, en = f"应答 {exchange.status}，与正文无关", f"status {exchange.status} says nothing of the body sent"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not 400 <= exchange.status < 500:
        yield Finding(
            Text(f"状态码 {exchange.status}", f"status {exchange.status}"), Text("以 4xx 拒绝", "refused with 4xx")
        )


def markup_is_escaped(exchange: Exchange, *, mark: str) -> Iterator[Finding]:
    """A page shows the words it was asked for as text, not as markup of its own."""
    if exchange.response is None or not exchange.response.media.endswith("html"):
        raise not_exercised("没有得到网页", "no page came back")
    text = exchange.response.text
    if mark in text:
        yield Finding(
            Text(f"页面原样含有 {mark}", f"the page holds {mark} as it was sent"), Text("转义后显示", "escaped")
        )
    elif "hutong-mark" not in text:
        raise not_exercised("页面没有重复所检索的词", "the page does not repeat the words searched for")


def stored_markup_is_escaped(trace: Trace, *, mark: str) -> Iterator[Finding]:
    """Markup in what was registered is refused, or shown as text by every page that shows the entry."""
    succeeded(trace, "plain")
    made = first(trace, "marked")
    if made.status in REFUSED_FOR_ITS_CONTENT:
        return
    succeeded(trace, "marked")
    pages = [succeeded(trace, "marked-page"), *(found for found in trace.at("marked-list") if found.status == 200)]
    judged = 0
    for exchange in pages:
        if exchange.response is None or not exchange.response.media.endswith("html"):
            continue
        name = str(kind_of(trace).part(made.data, "title")).partition("<")[0]
        judged += bool(name) and name in exchange.response.text
        if mark in exchange.response.text:
            yield Finding(
                Text(f"页面原样含有 {mark}", f"the page holds {mark} as it was registered"),
                Text("转义后显示", "escaped"),
                exchanges=(made, exchange),
            )
    if not judged:
        raise not_exercised("没有得到显示该条目的网页", "no page that shows the entry came back")
