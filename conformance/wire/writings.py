"""Where secrets stand in bytes, in every writing they are likely to come back in."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple
from urllib.parse import quote_plus

from conformance.model.target import Credential
from conformance.wire.unescaping import Layer, layers, reading

_SHORTEST_PIECE = 8  # of a secret inside somebody else's Base64: shorter pieces would hit innocent text
_SIGN = 8  # first bytes of a writing that are looked for before any writing is


class Place(NamedTuple):
    """Where a secret begins and ends, and the variable that names it."""

    start: int
    end: int
    variable: str


class Writings:
    """Every writing of some secrets: as they are, in Base64 (also inside another's) and hexadecimal; each of them with
    some or all characters escaped as in addresses, JSON, scripts or HTML, and escaped again, in either case.
    """

    def __init__(self, credentials: Iterable[Credential]) -> None:
        names: dict[bytes, str] = {}
        hexes: dict[bytes, str] = {}
        for credential in credentials:
            for secret in _secrets(credential):
                for writing in _writings(secret):
                    names.setdefault(writing, credential.variable)
                hexes.setdefault(secret.encode().hex().encode(), credential.variable)
        self._names = {**hexes, **names}
        self._pattern = re.compile(_choices(names) + b"|(?i:" + _choices(hexes) + b")") if names else None
        self._signs, self._hex_signs = _signs(names), _signs(hexes)
        self._ascii = all(writing.isascii() for writing in names)

    def may_stand_in(self, data: bytes) -> bool:
        """Whether a secret may stand there. Cheap, and wrong only where it says yes."""
        if self._pattern is None:
            return False
        read = reading(data, self._ascii)
        return self._signed(data) or (read is not data and self._signed(read))

    def places(self, data: bytes) -> list[Place]:
        """Every place at which a secret stands, in order, none inside another."""
        found = [*self._matches(data, ())]
        read: tuple[Layer, ...] = ()
        for layer in layers(data, self._ascii) if self._pattern else ():
            read = (*read, layer)
            found += self._matches(layer.data, read)
        return _apart(found)

    def _signed(self, data: bytes) -> bool:
        if any(sign in data for sign in self._signs):
            return True
        folded = data.lower()
        return any(sign in folded for sign in self._hex_signs)

    def _found(self, data: bytes) -> Iterator[re.Match[bytes]]:
        """As `finditer`, only looking where a sign stands: a search for every writing at every byte takes long."""
        if self._pattern is None:
            return
        done = 0
        for start in _starts(data, self._signs, self._hex_signs):
            if start >= done and (match := self._pattern.match(data, start)):
                done = match.end()
                yield match

    def _matches(self, data: bytes, read: tuple[Layer, ...]) -> Iterator[Place]:
        """Where the secrets stand in the bytes off which these layers of escapes were read, one after the other."""
        for match in self._found(data):
            start, end = match.span()
            for layer in reversed(read):
                start, end = layer.source(start, end)
            writing = match[0] if match[0] in self._names else match[0].lower()
            yield Place(start, end, self._names[writing])


def _apart(found: list[Place]) -> list[Place]:
    """Places in order, of those that overlap one that covers them all."""
    apart: list[Place] = []
    for place in sorted(found, key=lambda it: (it.start, -it.end)):
        if apart and place.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, place.end))
        else:
            apart.append(place)
    return apart


def _choices(writings: Iterable[bytes]) -> bytes:
    """A pattern of all, the longest first, so that a secret that begins like another is found whole."""
    return b"|".join(re.escape(writing) for writing in sorted(writings, key=lambda it: (-len(it), it)))


def _starts(data: bytes, signs: Iterable[bytes], hex_signs: Iterable[bytes]) -> Iterable[int]:
    """Where a sign begins, in order, one of hexadecimal digits in either case; a place twice where two begin there."""
    folded = data.lower()
    every = (*((data, sign) for sign in signs), *((folded, sign) for sign in hex_signs))
    return merge(*(_each(sign, text) for text, sign in every))


def _each(sign: bytes, text: bytes) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _signs(writings: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(sorted({writing[:_SIGN] for writing in writings}))


def _secrets(credential: Credential) -> Iterator[str]:
    """The secret as sent and, where it is user:password for Basic, those too."""
    if not credential.secret:
        return
    yield credential.secret
    if credential.prefix.strip().lower() == "basic":
        try:
            pair = base64.b64decode(credential.secret, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return
        yield from filter(None, (pair, pair.partition(":")[2]))


def _writings(secret: str) -> Iterator[bytes]:
    """A secret before anything in it is escaped; one that holds what looks like an escape is read as one in the end."""
    raw = secret.encode()
    yield raw
    yield from (layer.data for layer in layers(raw, ascii_only=False))
    yield quote_plus(secret).encode()  # a plus sign for a blank is no escape where there is none
    yield from _base64_pieces(raw)


def _base64_pieces(raw: bytes) -> Iterator[bytes]:
    """The secret's own Base64, and what is left of it at the three places it can take inside a longer one."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw)
        yield encode(raw).rstrip(b"=")
        for shift in range(3):
            whole = encode(b"\0" * shift + raw)
            piece = whole[(0, 2, 3)[shift] : (shift + len(raw)) * 8 // 6]
            if len(piece) >= _SHORTEST_PIECE:
                yield piece
