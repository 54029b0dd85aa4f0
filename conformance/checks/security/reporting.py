"""Whether those who find a weakness are told where to report it (RFC 9116)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from conformance.checks.moments import is_basic, moment_of, zone_is_stated
from conformance.checks.places import tells_nothing
from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.text import Text


def security_txt_is_published(exchange: Exchange) -> Iterator[Finding]:
    """/.well-known/security.txt answers 200 with plain text that holds fields."""
    if exchange.status == 429:
        raise tells_nothing(exchange)
    media = exchange.response.media if exchange.response else ""
    if exchange.status != 200 or media != "text/plain" or not _fields(exchange, ""):
        yield Finding(
            Text(
                f"状态码 {exchange.status}，{media or '无媒体类型'}",
                f"status {exchange.status}, {media or 'no media type'}",
            ),
            Text("200，text/plain，含 Contact 等字段", "200, text/plain, with fields such as Contact"),
        )


def contact_is_stated(exchange: Exchange) -> Iterator[Finding]:
    """security.txt states at least one Contact, as a URI."""
    _file(exchange)
    contacts = _fields(exchange, "contact")
    if not contacts:
        yield Finding(Text("没有 Contact", "no Contact"), Text("至少一个 Contact", "at least one Contact"))
    for contact in contacts:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", contact):
            yield Finding(
                Text(f"Contact：{shown(contact)}", f"Contact: {shown(contact)}"),
                Text("URI，如 mailto:、tel:、https:", "a URI such as mailto:, tel:, https:"),
            )


def expiry_is_stated(exchange: Exchange) -> Iterator[Finding]:
    """security.txt states Expires exactly once, as a date-time."""
    _file(exchange)
    stated = _fields(exchange, "expires")
    if len(stated) != 1 or _moment(stated[0]) is None:
        seen = shown(", ".join(stated)) or "-"
        yield Finding(
            Text(f"Expires：{seen}", f"Expires: {seen}"),
            Text("恰一个带时区的时间", "exactly one date-time with an offset"),
        )


def expiry_is_near(exchange: Exchange, *, today: date, most_days: int) -> Iterator[Finding]:
    """security.txt has not expired, and expires within the days named."""
    _file(exchange)
    moments = [moment for text in _fields(exchange, "expires") if (moment := _moment(text))]
    if not moments:
        raise not_exercised("没有可读的 Expires", "there is no Expires that can be read")
    expires = moments[0].date()
    latest = today + timedelta(days=most_days)
    if not today <= expires <= latest:
        yield Finding(
            Text(f"{today} 读到 Expires 为 {expires}", f"Expires is {expires}, read on {today}"),
            Text(f"{today} 至 {latest}", f"from {today} to {latest}"),
        )


def _file(exchange: Exchange) -> None:
    if exchange.status != 200 or not exchange.response or exchange.response.media != "text/plain":
        raise not_exercised("没有 security.txt", "there is no security.txt")
    if not _fields(exchange, ""):
        raise not_exercised("security.txt 没有任何字段", "security.txt holds no field")


def _fields(exchange: Exchange, name: str) -> list[str]:
    """The values of a field; of all fields where no name is given."""
    text = exchange.response.text if exchange.response else ""
    pairs = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    stated = [(key.lower(), value.strip()) for key, colon, value in pairs if colon and key.isascii() and " " not in key]
    return [value for key, value in stated if value and name in ("", key)]


def _moment(text: str) -> datetime | None:
    """The moment an RFC 3339 date-time names; None for what is none."""
    return moment_of(text) if zone_is_stated(text) and not is_basic(text) else None
