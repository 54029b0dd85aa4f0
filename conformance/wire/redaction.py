"""Secrets taken out of everything that leaves the wire: the names of their variables stand in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal

from conformance.model.exchange import Headers, Mark, Request, Response
from conformance.model.target import Credential
from conformance.wire.sessions import HIDDEN
from conformance.wire.writings import Place, Writings

Part = Literal["url", "body"] | int
Marks = tuple[Mark, ...]


class Redactor:
    """Replaces the secrets of some credentials, and marks where it did: text that only looks so stays text."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        self._writings = Writings(credentials)
        self._shown = "${}".format

    @classmethod
    def hiding(cls, values: Iterable[str]) -> Redactor:
        """One that hides values nobody has a variable for."""
        hider = cls(Credential("", "", secret=value) for value in values)
        hider._shown = HIDDEN.format
        return hider

    def request(self, request: Request) -> Request:
        """The same request with every secret replaced and marked; the very object where there is none."""
        if not self._may_hold((request.url,), request.headers, request.body or b""):
            return request
        url, of_url = self._text(request.url)
        headers, of_headers = self._headers(request.headers)
        body, of_body = (None, ()) if request.body is None else self._bytes(request.body)
        return replace(request, url=url, headers=headers, body=body, marks=(*of_url, *of_headers, *of_body))

    def response(self, response: Response) -> Response:
        """The same answer with every secret replaced, and which those were; the very object where there is none."""
        if not self._may_hold((response.reason,), response.headers, response.body):
            return response
        reason, of_reason = self._text(response.reason)
        headers, of_headers = self._headers(response.headers)
        body, of_body = self._bytes(response.body)
        secrets = tuple(sorted({mark.variable for mark in (*of_reason, *of_headers, *of_body)}))
        return replace(response, reason=reason, headers=headers, content=body, secrets=secrets)

    def clean(self, text: str) -> str:
        """The same text with every secret replaced; the very object where there is none."""
        return self._text(text)[0]

    def _may_hold(self, texts: Iterable[str], headers: Headers, body: bytes) -> bool:
        head = "\n".join(chain(texts, *headers)).encode("utf-8", "surrogatepass")
        return self._writings.may_stand_in(head + b"\n" + body)

    def _headers(self, headers: Headers) -> tuple[Headers, Marks]:
        cleaned: list[tuple[str, str]] = []
        marks: Marks = ()
        for number, (name, value) in enumerate(headers):
            shown, of_name = self._text(name, number)
            said, of_value = self._text(value, number, len(shown) + 2)
            cleaned.append((shown, said))
            marks += (*of_name, *of_value)
        return tuple(cleaned), marks

    def _text(self, text: str, part: Part = "url", offset: int = 0) -> tuple[str, Marks]:
        data = text.encode("utf-8", "surrogatepass")
        places = self._writings.places(data)
        if not places:
            return text, ()
        kept = [_said(piece) for piece in _kept(data, places)]
        names = [self._shown(place.variable) for place in places]
        filled = "".join(chain(*zip(kept, names, strict=False), kept[-1:]))
        return filled, _marks(map(len, kept), places, part, offset)

    def _bytes(self, body: bytes) -> tuple[bytes, Marks]:
        places = self._writings.places(body)
        if not places:
            return body, ()
        kept = [*_kept(body, places)]
        names = [self._shown(place.variable).encode() for place in places]
        filled = b"".join(chain(*zip(kept, names, strict=False), kept[-1:]))
        return filled, _marks(map(len, kept), places, "body", 0)


def _kept(data: bytes, places: Sequence[Place]) -> Iterator[bytes]:
    """What stands before, between and after the secrets."""
    ends = [0, *(place.end for place in places)]
    starts = [*(place.start for place in places), len(data)]
    return (data[end:start] for end, start in zip(ends, starts, strict=True))


def _said(piece: bytes) -> str:
    """A piece of text; the rest of a character whose other half was in a secret is no character."""
    try:
        return piece.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return piece.decode("utf-8", "replace")


def _marks(kept: Iterable[int], places: Sequence[Place], part: Part, offset: int) -> Marks:
    """Where the names stand in the text whose pieces of these lengths were kept."""
    marks: list[Mark] = []
    for length, place in zip(kept, places, strict=False):
        start = offset + length
        offset = start + 1 + len(place.variable)
        marks.append(Mark(part, start, offset, place.variable))
    return tuple(marks)
