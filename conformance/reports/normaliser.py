"""What differs between two runs from the same state is named, so that both have the same digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from conformance.model.exchange import Headers
from conformance.model.text import Text

_DEFAULT_PORTS = {"http": 80, "https": 443}
_REQUEST_ID = re.compile(
    r"(?:.*[-_])?(?:request|correlation|trace|span|transaction)[-_]?id|traceparent|tracestate|x-b3-.*|cf-ray",
    re.IGNORECASE,
)
_COOKIE_VALUE = re.compile(r"^([^=;]*)=[^;]*")
_SHORTEST_ID = 6  # anything shorter would be found in ordinary text

Rename = Callable[[str], str]


def address_renamer(*addresses: str) -> Rename:
    """What puts `<address>` for a target's scheme, host and port or host and port, and `<host>` for the host alone.

    Of several targets the second is `<address-2>`; a host they share has the number of the first of them. All are
    named in one pass, so that the time it takes does not grow with their number.
    """
    places: dict[tuple[str, str], tuple[str, str]] = {}
    hosts: dict[str, str] = {}
    for number, parts in enumerate(map(urlsplit, addresses), 1):
        if parts.hostname:
            mark = f"-{number}" if number > 1 else ""
            port = str(parts.port or _DEFAULT_PORTS.get(parts.scheme))
            places.setdefault((parts.hostname, port), (parts.scheme, f"<address{mark}>"))
            hosts.setdefault(parts.hostname, f"<host{mark}>")
    if not places:
        return lambda text: text

    def named(found: re.Match[str]) -> str:
        scheme, host = (found["scheme"] or "").lower(), found["host"].strip("[]").lower()
        place = places.get((host, found["port"] or str(_DEFAULT_PORTS.get(scheme))))
        before = found["scheme"] + found["slashes"] if scheme else ""
        if place:
            return place[1] if scheme == place[0] else before + place[1]
        return before + hosts[host] + (found["colon"] + found["port"] if found["port"] else "")

    pattern = _addresses({scheme for scheme, _ in places.values()}, hosts)
    return lambda text: pattern.sub(named, text)


def _addresses(schemes: Iterable[str], hosts: Iterable[str]) -> re.Pattern[str]:
    """What matches one of the hosts, with the scheme before and the port behind it where they stand there."""
    names = "|".join(re.escape(f"[{host}]" if ":" in host else host) for host in sorted(hosts, key=len, reverse=True))
    scheme = rf"(?P<scheme>{'|'.join(map(re.escape, sorted(schemes)))})(?P<slashes>://|%3A%2F%2F)"
    before, after = r"(?<![A-Za-z0-9_.-])|(?<=%2F)", r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9_])"
    port = r"(?:(?P<colon>:|%3A)(?P<port>[0-9]++))?"
    return re.compile(rf"(?:{scheme}|{before})(?P<host>{names}){port}{after}", re.IGNORECASE)


def normalised_headers(headers: Headers) -> Headers:
    """The headers with dates, request ids and cookie values named."""
    return tuple((name, _normalised_value(name.lower(), value)) for name, value in headers)


def _normalised_value(name: str, value: str) -> str:
    if name == "date":
        return "<date>"
    if name == "set-cookie":
        return _COOKIE_VALUE.sub(r"\1=<cookie>", value)
    return "<request-id>" if _REQUEST_ID.fullmatch(name) else value


def request_ids(headers: Headers) -> list[str]:
    """The request ids an answer states."""
    return [value for name, value in headers if _REQUEST_ID.fullmatch(name) and len(value) >= _SHORTEST_ID]


def renamer_of_all(values: Iterable[str], name: str) -> Rename:
    """What puts a name in the place of each of some values, the longest first."""
    listed = sorted(values, key=lambda value: (-len(value), value))
    if not listed:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, listed)))
    return lambda text: pattern.sub(name, text)


class Normaliser:
    """Names what differs from run to run on its targets. Keeps the digests of bodies, which many findings share."""

    def __init__(self, *addresses: str) -> None:
        self._address = address_renamer(*addresses)
        self._bodies: dict[tuple[bytes, tuple[str, ...]], str] = {}

    def named(self, node: Any, ids: tuple[str, ...] = ()) -> Any:
        """A tree with every string and sentence renamed, request ids too, and every body as its SHA-256."""
        return self._named(node, renamer_of_all(ids, "<request-id>"), ids)

    def _named(self, node: Any, rename: Rename, ids: tuple[str, ...]) -> Any:
        if isinstance(node, str):
            return self._address(rename(node))
        if isinstance(node, Text):
            return {"zh": self._address(rename(node.zh)), "en": self._address(rename(node.en))}
        if isinstance(node, bytes):
            return self._sealed(node, rename, ids)
        if isinstance(node, dict):
            return {key: self._named(value, rename, ids) for key, value in node.items()}
        if isinstance(node, list | tuple):
            return [self._named(value, rename, ids) for value in node]
        return node

    def _sealed(self, body: bytes, rename: Rename, ids: tuple[str, ...]) -> str:
        if (body, ids) not in self._bodies:
            text = self._address(rename(body.decode("utf-8", "backslashreplace")))
            self._bodies[body, ids] = hashlib.sha256(text.encode()).hexdigest()
        return self._bodies[body, ids]
