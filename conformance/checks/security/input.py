"""Whether what comes in is looked at before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.markup import Start, pieces
from conformance.checks.reading import first, not_exercised, sent_body, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

REFUSED_FOR_ITS_CONTENT = (400, 422)


def markup_is_escaped(exchange: Exchange, *, mark: str) -> Iterator[Finding]:
    """A page shows the words it was asked for as text, not as markup of its own."""
    if exchange.response is None or not exchange.response.media.endswith("html"):
        raise not_exercised("没有得到网页", "no page came back")
    text = exchange.response.text
    if _is_markup(text, mark):
        yield Finding(
            Text(f"页面原样含有 {mark}", f"the page holds {mark} as it was sent"), Text("转义后显示", "escaped")
        )
    elif _name_of(mark) not in text:
        raise not_exercised("页面没有重复所检索的词", "the page does not repeat the words searched for")


def _name_of(mark: str) -> str:
    """What a mark names its element: `hutong-mark` of `<b id=hutong-mark>`."""
    return next((piece.attributes.get("id", "") for piece in pieces(mark) if isinstance(piece, Start)), "")


def _is_markup(page: str, mark: str) -> bool:
    """Whether a mark stands in a page as it was sent, or broke out of an attribute without quotes into one."""
    name = _name_of(mark)
    starts = (piece for piece in pieces(page) if isinstance(piece, Start))
    return mark in page or any(piece.attributes.get("id", "").startswith(name) for piece in starts)


def stored_markup_is_escaped(trace: Trace, *, mark: str) -> Iterator[Finding]:
    """Markup in what was registered is refused, or shown as text by every page that shows the entry."""
    succeeded(trace, "plain")
    first(trace, "marked")
    made = [exchange for exchange in trace.at("marked") if exchange.status not in REFUSED_FOR_ITS_CONTENT]
    if not made:
        return
    succeeded(trace, "marked-page")
    told = (value for exchange in made for value in (sent_body(exchange), exchange.data))
    names = {name for value in told for name in _before(value, mark) if name}
    judged = 0
    for exchange in (*trace.at("marked-page"), *trace.at("marked-list")):
        if exchange.status != 200 or exchange.response is None or not exchange.response.media.endswith("html"):
            continue
        judged += any(name in exchange.response.text for name in names)
        if _is_markup(exchange.response.text, mark):
            yield Finding(
                Text(f"页面原样含有 {mark}", f"the page holds {mark} as it was registered"),
                Text("转义后显示", "escaped"),
                exchanges=(made[0], exchange),
            )
    if not judged:
        raise not_exercised("没有得到显示该条目的网页", "no page that shows the entry came back")


def _before(value: Any, mark: str) -> Iterator[str]:
    """What stands before a mark in the texts of a value."""
    if isinstance(value, str) and mark in value:
        yield value.partition(mark)[0]
    elif isinstance(value, Mapping):
        yield from (name for one in value.values() for name in _before(one, mark))
    elif isinstance(value, list):
        yield from (name for one in value for name in _before(one, mark))
