"""HTTP/1.1 messages as bytes: our request written, the head of an answer read strictly (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from conformance.model.exchange import Headers
from conformance.wire.wire_errors import protocol, too_large

MAX_HEAD = 64 * 1024
MAX_FIELDS = 100
_REMEMBERED = 256

BodyLength = int | Literal["chunked", "until-close"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_UNSENDABLE = re.compile(r"[\r\n\x00]|[^\x00-\xff]")
_STATUS_LINE = re.compile(r"HTTP/1\.([01]) ([1-9][0-9]{2})(?: (.*))?", re.DOTALL)
_LENGTH = re.compile(r"[0-9]{1,18}")
_KEPT = frozenset({"content-length", "transfer-encoding", "connection", "content-encoding"})
BODY_EXPECTED = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an answer; `framing` holds the list members of the fields that decide where it ends."""

    minor: int
    status: int
    reason: str
    headers: Headers
    framing: Mapping[str, Sequence[str]]

    @property
    def keeps_alive(self) -> bool:
        """Whether the system lets the connection be used again; HTTP/1.0 is never asked to."""
        return self.minor == 1 and "close" not in (token.lower() for token in self.framing.get("connection", ()))


def write_request(method: str, target: str, authority: str, headers: Headers, body: bytes | None, agent: str) -> bytes:
    """The request as bytes. ValueError for a method or header that would not arrive as one.

    Host, User-Agent and Accept-Encoding are ours unless the caller states them. The framing always is: a caller's
    Content-Length must be the true one.
    """
    if not _TOKEN.fullmatch(method):
        raise ValueError(f"not a method: {method!r}")
    lines = [f"{method} {target} HTTP/1.1"]
    given = {_checked(name, value, body) for name, value in headers}
    if "host" not in given:
        lines.append(f"Host: {authority}")
    if "user-agent" not in given:
        lines.append(f"User-Agent: {agent}")
    if "accept-encoding" not in given:
        lines.append("Accept-Encoding: identity")
    lines.extend(f"{name}: {value}" for name, value in headers)
    if "content-length" not in given and (body is not None or method in BODY_EXPECTED):
        lines.append(f"Content-Length: {len(body or b'')}")
    lines.append("\r\n")
    return "\r\n".join(lines).encode("latin-1") + (body or b"")


def _checked(name: str, value: str, body: bytes | None) -> str:
    if not _TOKEN.fullmatch(name):
        raise ValueError(f"not a header name: {name!r}")
    if _UNSENDABLE.search(value):
        raise ValueError(f"header {name} holds a line break, a NUL or a character outside Latin-1")
    lowered = name.lower()
    if lowered == "transfer-encoding":
        raise ValueError("Transfer-Encoding is not the caller's to set: the body is sent with its length")
    if lowered == "content-length" and value != str(len(body or b"")):
        raise ValueError(f"Content-Length {value} is not the length of the body")
    return lowered


Fields = dict[str, tuple[str, str] | None]
"""Field lines of one connection that were read before: a system sends most of them with every answer."""


def read_head(raw: bytes, known: Fields | None = None) -> Head:
    """Read the head of an answer without its final empty line; raises Broken where it is not well formed."""
    text = raw.decode("latin-1")
    if not text.count("\r\n") == text.count("\n") == text.count("\r") or "\x00" in text:
        raise protocol("应答头含孤立的 CR、LF 或 NUL", "the head holds a bare CR, a bare LF or a NUL")
    first, *lines = text.split("\r\n")
    match = _STATUS_LINE.fullmatch(first)
    if match is None:
        raise protocol("状态行不合规定", "the status line is malformed")
    headers = read_fields(lines, known)
    return Head(int(match[1]), int(match[2]), match[3] or "", headers, _framing(headers))


def read_fields(lines: Sequence[str], known: Fields | None = None) -> Headers:
    """Header or trailer fields in order, folded lines unfolded with one space (RFC 9112, 5.2)."""
    if len(lines) > MAX_FIELDS:
        raise too_large(f"应答头超过 {MAX_FIELDS} 个字段", f"more than {MAX_FIELDS} header fields")
    fields: list[tuple[str, str]] = []
    for line in lines:
        field = _field(line) if known is None else _remembered(line, known)
        if field is not None:
            fields.append(field)
        elif line[:1] in {" ", "\t"} and fields:
            fields[-1] = (fields[-1][0], (fields[-1][1] + " " + line.strip(" \t")).strip(" "))
        else:
            raise protocol("应答头含不合规定的字段行", "the head holds a malformed field line")
    return tuple(fields)


def _remembered(line: str, known: Fields) -> tuple[str, str] | None:
    if line not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        known[line] = _field(line)
    return known[line]


def _field(line: str) -> tuple[str, str] | None:
    """Name and value of a field line; None where it is none of its own."""
    name, colon, value = line.partition(":")
    return (name, value.strip(" \t")) if colon and _TOKEN.fullmatch(name) else None


def body_length(method: str, head: Head) -> BodyLength:
    """Where the body ends (RFC 9112, 6.3); raises Broken when the head contradicts itself."""
    if method == "HEAD" or head.status in {204, 304}:
        return 0
    codings, lengths = head.framing.get("transfer-encoding"), head.framing.get("content-length")
    if codings is None:
        return "until-close" if lengths is None else _length(lengths)
    if lengths is not None:
        raise protocol("同时含 Content-Length 与 Transfer-Encoding", "both Content-Length and Transfer-Encoding")
    if head.minor == 0 or [coding.lower() for coding in codings] != ["chunked"]:
        raise protocol("Transfer-Encoding 不是单独的 chunked", "Transfer-Encoding is not chunked alone in HTTP/1.1")
    return "chunked"


def _length(values: Sequence[str]) -> int:
    if len(set(values)) != 1:
        raise protocol("多个 Content-Length 互相矛盾", "several Content-Length values that contradict each other")
    if not _LENGTH.fullmatch(values[0]):
        raise protocol("Content-Length 不是非负整数", "Content-Length is not a whole number")
    return int(values[0])


def _framing(headers: Headers) -> Mapping[str, Sequence[str]]:
    framing: dict[str, list[str]] = {}
    for name, value in headers:
        lowered = name.lower()
        if lowered in _KEPT:
            framing.setdefault(lowered, []).extend(part.strip(" \t") for part in value.split(","))
    return framing
