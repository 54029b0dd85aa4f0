"""What a request asks by its address and header, as the parameters of a step of Arazzo 1.0.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from conformance.engine.path import names_one, spelled
from conformance.engine.replay.wording import Node, NotStatable, Pieces, Wording, must_be_a_name
from conformance.model.contract import Operation
from conformance.model.exchange import Mark, Request
from conformance.model.workflow import Omission

_ODD_OCTET = re.compile("%(?![0-9A-Fa-f]{2})")
_ENCODED_IN_A_PATH = re.compile(r"[/?#%\\]")  # some tools put a path parameter in as it stands


def parameters(request: Request, operation: Operation, wording: Wording) -> list[Node]:
    """What a request fills its path with and asks in its query and header; each may stand there once. NotStatable."""
    address, _, query = request.url.partition("?")
    return [
        *_of_path(request, address, operation, wording),
        *_of_query(request, query, len(address) + 1, wording),
        *_of_header(request, wording),
    ]


def _of_path(request: Request, address: str, operation: Operation, wording: Wording) -> Iterator[Node]:
    template = operation.path.split("/")
    given = address.rsplit("/", len(template) - 1)
    start = len(given[0])
    if len(given) != len(template) or template[0]:
        raise NotStatable(Omission.ADDRESS)
    for wanted, text in zip(template[1:], given[1:], strict=True):
        start += 1
        if wanted.startswith("{") and wanted.endswith("}"):
            pieces = [*_decoded(_pieces(request, "url", text, start), plus=False)]
            if not all(isinstance(piece, Mark) or _fits_a_path(piece) for piece in pieces):
                raise NotStatable(Omission.ADDRESS)
            yield _parameter(wanted[1:-1], "path", wording.value(pieces, Omission.ADDRESS), Omission.ADDRESS)
        elif "{" in wanted or spelled(wanted) != text:
            raise NotStatable(Omission.ADDRESS)
        start += len(text)


def _fits_a_path(text: str) -> bool:
    return names_one(text) and not _ENCODED_IN_A_PATH.search(text)


def _of_query(request: Request, query: str, start: int, wording: Wording) -> Iterator[Node]:
    seen = set()
    for pair in query.split("&") if query else ():
        name, sign, value = pair.partition("=")
        named = [*_decoded([name], plus=True)]
        if not sign or named[0] in seen or _pieces(request, "url", name, start) != [name]:
            raise NotStatable(Omission.ADDRESS)
        seen.add(named[0])
        pieces = [*_decoded(_pieces(request, "url", value, start + len(name) + 1), plus=True)]
        yield _parameter(str(named[0]), "query", wording.value(pieces, Omission.ADDRESS), Omission.ADDRESS)
        start += len(pair) + 1


def _of_header(request: Request, wording: Wording) -> Iterator[Node]:
    names = [name.lower() for name, _ in request.headers]
    if len(set(names)) < len(names):
        raise NotStatable(Omission.HEADER)
    for number, (name, value) in enumerate(request.headers):
        if name.lower() == "content-type" and request.body:
            continue  # stands with the body
        if _pieces(request, number, name, 0) != [name] or value != value.strip():
            raise NotStatable(Omission.HEADER)
        said = wording.value(_pieces(request, number, value, len(name) + 2), Omission.HEADER)
        yield _parameter(name, "header", said, Omission.HEADER)


def _parameter(name: str, place: str, value: str, why: Omission) -> Node:
    if not name:
        raise NotStatable(why)
    must_be_a_name(name, why)
    return {"name": name, "in": place, "value": value}


def _pieces(request: Request, part: object, text: str, start: int) -> list[str | Mark]:
    """What stands for itself in a stretch of a part, and the marks between."""
    pieces: list[str | Mark] = []
    done, end = start, start + len(text)
    for mark in sorted((it for it in request.marks if it.part == part), key=lambda mark: mark.start):
        if done <= mark.start < end and mark.end <= end:
            pieces += [text[done - start : mark.start - start]] if mark.start > done else []
            pieces.append(mark)
            done = mark.end
    return [*pieces, text[done - start :]] if done < end or not pieces else pieces


def _decoded(pieces: Pieces, plus: bool) -> Iterator[str | Mark]:
    """The pieces of an address as the text they stand for; one that would be written otherwise is not statable."""
    for piece in pieces:
        if isinstance(piece, Mark):
            yield piece
            continue
        plain = piece.replace("+", " ") if plus else piece
        try:
            text = unquote_to_bytes(plain).decode()
        except UnicodeError:
            raise NotStatable(Omission.ADDRESS) from None
        if _ODD_OCTET.search(piece):
            raise NotStatable(Omission.ADDRESS)
        yield text
