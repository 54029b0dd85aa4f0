"""Whether what comes in is looked at before it is used."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import first, kind_of, not_exercised, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

REFUSED_FOR_ITS_CONTENT = (400, 422)


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
