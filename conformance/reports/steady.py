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


def address_renamer(address: str) -> Rename:
    """What puts `<address>` for a target's scheme, host and port or host and port, and `<host>` for the host alone."""
    parts = urlsplit(address)
    if not parts.hostname:
        return lambda text: text
    host = re.escape(f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname)
    usual = _DEFAULT_PORTS.get(parts.scheme)
    port = rf"(?::|%3A){parts.port or usual}(?![0-9])"
    scheme = rf"{re.escape(parts.scheme)}(?:://|%3A%2F%2F)"
    before, after = r"(?<![A-Za-z0-9_.-])", r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9_])"
    with_scheme = rf"{scheme}{host}(?:{port}){'?' if parts.port in (None, usual) else ''}"
    whole = re.compile(rf"(?:{with_scheme}|{before}{host}{port}){after}", re.IGNORECASE)
    bare = re.compile(rf"(?:(?<=%2F)|{before}){host}{after}", re.IGNORECASE)
    return lambda text: bare.sub("<host>", whole.sub("<address>", text))


def steady_headers(headers: Headers) -> Headers:
    """The headers with dates, request ids and cookie values named."""
    return tuple((name, _steady_value(name.lower(), value)) for name, value in headers)


def _steady_value(name: str, value: str) -> str:
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


class Steady:
    """Names what differs from run to run on one target. Keeps the digests of bodies, which many findings share."""

    def __init__(self, address: str) -> None:
        self._address = address_renamer(address)
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
