"""Whether the form of an answer is the one its request liked best."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import not_exercised
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.text import Text


def preferred_form_is_given(exchange: Exchange) -> Iterator[Finding]:
    """Of the forms that the contract states the answer has the one to which Accept gives the most weight."""
    accept = exchange.request.header("accept") or ""
    weights = {media: _weight(accept, media) for media in exchange.operation.response(200) or {}}
    best = [media for media, weight in weights.items() if weight and weight == max(weights.values())]
    if not best:
        raise not_exercised("没有可选的表示形式", "the contract states no form that was asked for")
    given = exchange.response.media if exchange.response else ""
    if exchange.status != 200 or given not in best:
        seen = Text(
            f"Accept: {accept}，应答 {exchange.status} {given}", f"Accept: {accept} got {exchange.status} {given}"
        )
        yield Finding(seen, Text(f"200 {best[0]}", f"200 {best[0]}"))


def _weight(accept: str, media: str) -> float:
    """The weight of the most exact range that fits a media type; 0 where none does."""
    ranges = {media: 2, media.partition("/")[0] + "/*": 1, "*/*": 0}
    found = (-1, 0.0)
    for part in accept.split(","):
        name, _, weight = part.strip().partition(";q=")
        found = max(found, (ranges.get(name, -2), float(weight or 1)))
    return found[1]
