"""Whether what is sent is kept from others on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.checks.reading import shown
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.text import Text


def address_is_encrypted(exchange: Exchange) -> Iterator[Finding]:
    """The system is reached by https, not by plain http."""
    scheme = exchange.request.url.partition(":")[0]
    if scheme != "https":
        yield Finding(
            Text(f"{scheme} 明文传输，应答 {exchange.status}", f"{scheme} in the clear, answered {exchange.status}"),
            Text("https", "https"),
        )


def https_is_remembered(exchange: Exchange, *, least_seconds: int) -> Iterator[Finding]:
    """The answer has browsers keep to https for at least so many seconds."""
    value = exchange.response.header("strict-transport-security") if exchange.response else None
    age = re.search(r"(?i)(?:^|;)\s*max-age\s*=\s*\"?(\d+)", value or "")
    if age is None or int(age[1]) < least_seconds:
        seen = shown(value) if value else "-"
        yield Finding(
            Text(f"Strict-Transport-Security：{seen}", f"Strict-Transport-Security: {seen}"),
            Text(f"max-age 不小于 {least_seconds}", f"max-age of {least_seconds} at least"),
        )
