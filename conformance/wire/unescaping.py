"""What bytes say once every escape in them is read, and where each byte of that stood."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

DEEPEST = 4
"""Escapes inside escapes that are read: one for each text that was put into another."""

_HEX = rb"[0-9A-Fa-f]"
# Percent (also of UTF-16), backslashes as JSON, JavaScript and shells write them, and HTML by number and by name.
_EVERY = (
    rb"%%(?:%(h)s{2}|u%(h)s{4})",
    rb"\\(?:u[Dd][89ABab]%(h)s{2}\\u[Dd][C-Fc-f]%(h)s{2}|u%(h)s{4}|u\{%(h)s{1,6}\}|x%(h)s{2}|[0-3][0-7]{2}"
    rb"|[!-/:-@\[-`{-~])",
    rb"&(?:#[0-9]{1,9};?|#[Xx]%(h)s{1,8};?|[A-Za-z]{2,31};)",
)
# The same of printable ASCII alone: bodies of Chinese text hold thousands of the others.
_ASCII = (
    rb"%%(?:[2-7]%(h)s|u00[2-7]%(h)s)",
    rb"\\(?:u00[2-7]%(h)s|u\{0{0,4}[2-7]%(h)s\}|x[2-7]%(h)s|[01][0-7]{2}|[!-/:-@\[-`{-~])",
    rb"&(?:#0{0,6}[0-9]{2,3}(?![0-9]);?|#[Xx]0{0,6}[2-7]%(h)s(?!%(h)s);?|[A-Za-z]{2,31};)",
)
_OPENINGS = (b"%", b"\\", b"&")
_FREQUENT = {b"%": ((b"%20", b" "),), b"\\": ((b"\\/", b"/"), (b'\\"', b'"')), b"&": ((b"&quot;", b'"'),)}


def _compiled(kinds: tuple[bytes, ...]) -> tuple[re.Pattern[bytes], tuple[re.Pattern[bytes], ...]]:
    """A pattern of all kinds, and one of each: with its first byte fixed, that one is found much faster."""
    whole = [kind % {b"h": _HEX} for kind in kinds]
    return re.compile(b"|".join(whole)), tuple(map(re.compile, whole))


_OF_ALL = {True: _compiled(_ASCII), False: _compiled(_EVERY)}


@dataclass(frozen=True)
class Layer:
    """Bytes with their escapes read once. Of each escape: where what it says begins and ends, and where it stood."""

    data: bytes
    said: tuple[int, ...]
    ends: tuple[int, ...]
    stood: tuple[tuple[int, int], ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of what is said stood: whole escapes only."""
        return self._of(start)[0], self._of(end - 1)[1]

    def _of(self, place: int) -> tuple[int, int]:
        before = bisect_right(self.said, place) - 1
        if before < 0:
            return place, place + 1
        if place < self.ends[before]:
            return self.stood[before]
        there = self.stood[before][1] + place - self.ends[before]
        return there, there + 1


def reading(data: bytes, ascii_only: bool) -> bytes:
    """What the last of the layers says, quickly and without where it stood; the very object where there is none."""
    for _ in range(DEEPEST):
        before = data
        for opening, kind in zip(_OPENINGS, _OF_ALL[ascii_only][1], strict=True):
            if opening in data:
                for written, meant in _FREQUENT[opening]:
                    data = data.replace(written, meant)
                data = kind.sub(_meant, data)
        if data == before:
            return before
    return data


def _meant(match: re.Match[bytes]) -> bytes:
    value = _value(match[0])
    return match[0] if value is None else value


def layers(data: bytes, ascii_only: bool) -> Iterator[Layer]:
    """The bytes with their escapes read once, twice and so on, until none is left."""
    for _ in range(DEEPEST):
        layer = _read(data, ascii_only) if any(sign in data for sign in _OPENINGS) else None
        if layer is None:
            return
        yield layer
        data = layer.data


def _read(data: bytes, ascii_only: bool) -> Layer | None:
    pieces: list[bytes] = []
    said: list[int] = []
    ends: list[int] = []
    stood: list[tuple[int, int]] = []
    done = length = 0
    for match in _OF_ALL[ascii_only][0].finditer(data):
        start, end = match.span()
        value = _value(match[0])
        if value is None:
            continue
        pieces += (data[done:start], value)
        said.append(length + start - done)
        length = said[-1] + len(value)
        ends.append(length)
        stood.append((start, end))
        done = end
    if not stood:
        return None
    return Layer(b"".join((*pieces, data[done:])), tuple(said), tuple(ends), tuple(stood))


@lru_cache(maxsize=4096)
def _value(escape: bytes) -> bytes | None:
    """What one escape says; None for what only looks like one."""
    text = escape.decode("ascii")
    if text[0] == "&":
        said = html.unescape(text if text.endswith(";") else f"{text};")
        return None if said.startswith("&") and said != "&" else said.encode("utf-8", "surrogatepass")
    if text[0] == "%" and text[1] != "u":
        return bytes([int(text[1:], 16)])
    if text[1] in "ux":
        return _characters(text)
    return bytes([int(text[1:], 8)]) if text[1].isdigit() else text[1:].encode()


def _characters(text: str) -> bytes | None:
    """The characters of `u0061`, `u{61}`, `x61`, after a backslash or a percent sign; a pair of halves is one."""
    numbers = [int(number, 16) for number in re.findall("[ux]{?([0-9A-Fa-f]+)", text)]
    if len(numbers) == 2:
        return chr(0x10000 + ((numbers[0] & 0x3FF) << 10) + (numbers[1] & 0x3FF)).encode()
    return chr(numbers[0]).encode("utf-8", "surrogatepass") if numbers[0] < 0x110000 else None
