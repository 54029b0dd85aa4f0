"""Whether the status says what happened."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.statuses import Statuses
from conformance.model.text import Text


def status_is_one_of(exchange: Exchange, *, statuses: Statuses) -> Iterator[Finding]:
    """The answer's status is one of those named."""
    if exchange.status not in statuses:
        asked = _asked(exchange)
        yield Finding(
            Text(f"状态码 {exchange.status}{asked.zh}", f"status {exchange.status}{asked.en}"),
            Text("、".join(statuses.words), " or ".join(statuses.words)),
        )


def _asked(exchange: Exchange) -> Text:
    """What a case of the corpus did to the request; nothing for other questions."""
    why = exchange.why
    if why is None:
        return Text("", "")
    place = f"{why.location} {why.pointer} ({why.keyword})"
    return Text(f"，所问 {place}", f" to a request about {place}")
