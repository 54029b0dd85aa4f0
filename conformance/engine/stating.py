"""A request as Arazzo 1.0.1 states it: parameters and body, in values no tool can take for anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from math import isfinite
from typing import Any
from urllib.parse import unquote_to_bytes

from conformance.engine.path import names_one, spelled
from conformance.model.contract import Operation
from conformance.model.exchange import Mark, Request
from conformance.model.strict_json import read_json
from conformance.model.visible import visible
from conformance.model.workflow import Unsaid

LARGEST = 64 * 1024
"""Bytes of a body that a workflow states."""
DESCRIBED = 200
"""Characters of what an input is to hold that its description shows."""
EXACT_INTEGERS = 2**53
"""From here on readers that keep numbers as IEEE 754 round integers."""

_ACTS = re.compile("[${}]")  # begins, or encloses, what a tool may take for an expression
_ODD_OCTET = re.compile("%(?![0-9A-Fa-f]{2})")
_ENCODED_IN_A_PATH = re.compile(r"[/?#%\\]")  # some tools put a path parameter in as it stands
_TEXTS = re.compile(r"text/.*|application/(?:x-www-form-urlencoded|xml|.*\+xml)")
_INPUT = re.compile("[A-Za-z][A-Za-z0-9_]*")

Pieces = Sequence[str | Mark]
Node = dict[str, Any]


class NotStatable(Exception):  # noqa: N818 - it is an answer, not an error
    """What keeps a request from being stated."""

    def __init__(self, why: Unsaid) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass
class Wording:
    """Says texts with marks as values, and gathers the inputs they need. `outputs` are expressions by variable."""

    outputs: Mapping[str, str] = field(default_factory=dict)
    properties: Node = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def value(self, pieces: Pieces, why: Unsaid) -> str:
        """A text as a literal, or as one whole expression: of an input, or of an output of an earlier step.

        What holds a secret is an input as a whole. Text that may be taken for an expression is the default of one.
        """
        marks = [piece for piece in pieces if isinstance(piece, Mark)]
        if not marks:
            text = "".join(map(str, pieces))
            return self._literal(text) if _ACTS.search(text) else text
        if not any(mark.given for mark in marks):
            return self._secret(pieces, marks[0])
        if len(pieces) > 1 or marks[0].variable not in self.outputs:
            raise NotStatable(why)
        return self.outputs[marks[0].variable]

    def _secret(self, pieces: Pieces, first: Mark) -> str:
        shown = "".join(f"${piece.variable}" if isinstance(piece, Mark) else piece for piece in pieces)
        named = first.variable if _INPUT.fullmatch(first.variable) else "secret"
        return self._input(
            shown, named, {"type": "string", "format": "password", "description": visible(shown, 200)}, needed=True
        )

    def _literal(self, text: str) -> str:
        return self._input(f"literal {text}", "text", {"type": "string", "default": text})

    def _input(self, key: str, named: str, schema: Node, needed: bool = False) -> str:
        """The expression of an input, the same for the same key; of two that want one name the second has a number."""
        if key not in self._names:
            free = (name for name in chain([named], (f"{named}_{n}" for n in count(2))) if name not in self.properties)
            self._names[key] = name = next(free)
            self.properties[name] = schema
            self.required += [name] if needed else []
        return f"$inputs.{self._names[key]}"


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
        raise NotStatable(Unsaid.ADDRESS)
    for wanted, text in zip(template[1:], given[1:], strict=True):
        start += 1
        if wanted.startswith("{") and wanted.endswith("}"):
            pieces = [*_decoded(_pieces(request, "url", text, start), plus=False)]
            if not all(isinstance(piece, Mark) or _fits_a_path(piece) for piece in pieces):
                raise NotStatable(Unsaid.ADDRESS)
            yield _parameter(wanted[1:-1], "path", wording.value(pieces, Unsaid.ADDRESS), Unsaid.ADDRESS)
        elif "{" in wanted or spelled(wanted) != text:
            raise NotStatable(Unsaid.ADDRESS)
        start += len(text)


def _fits_a_path(text: str) -> bool:
    return names_one(text) and not _ENCODED_IN_A_PATH.search(text)


def _of_query(request: Request, query: str, start: int, wording: Wording) -> Iterator[Node]:
    seen = set()
    for pair in query.split("&") if query else ():
        name, sign, value = pair.partition("=")
        named = [*_decoded([name], plus=True)]
        if not sign or named[0] in seen or _pieces(request, "url", name, start) != [name]:
            raise NotStatable(Unsaid.ADDRESS)
        seen.add(named[0])
        pieces = [*_decoded(_pieces(request, "url", value, start + len(name) + 1), plus=True)]
        yield _parameter(str(named[0]), "query", wording.value(pieces, Unsaid.ADDRESS), Unsaid.ADDRESS)
        start += len(pair) + 1


def _of_header(request: Request, wording: Wording) -> Iterator[Node]:
    names = [name.lower() for name, _ in request.headers]
    if len(set(names)) < len(names):
        raise NotStatable(Unsaid.HEADER)
    for number, (name, value) in enumerate(request.headers):
        if name.lower() == "content-type" and request.body:
            continue  # stands with the body
        if _pieces(request, number, name, 0) != [name] or value != value.strip():
            raise NotStatable(Unsaid.HEADER)
        said = wording.value(_pieces(request, number, value, len(name) + 2), Unsaid.HEADER)
        yield _parameter(name, "header", said, Unsaid.HEADER)


def _parameter(name: str, place: str, value: str, why: Unsaid) -> Node:
    _must_be_a_name(name, why)
    return {"name": name, "in": place, "value": value}


def _must_be_a_name(name: str, why: Unsaid) -> None:
    """Refuse names that readers take for more: references and expressions, and what JavaScript keeps for itself."""
    if not name or name == "__proto__" or _ACTS.search(name):
        raise NotStatable(why)


def _pieces(request: Request, part: object, text: str, start: int) -> list[str | Mark]:
    """What stands for itself in a stretch of a part, and the marks between; a stretch that cuts a mark is no text."""
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
            raise NotStatable(Unsaid.ADDRESS) from None
        if _ODD_OCTET.search(piece):
            raise NotStatable(Unsaid.ADDRESS)
        yield text


def body(request: Request, operation: Operation, wording: Wording) -> Node | None:
    """The body of a request with its media type; an empty one where the operation takes one. None for none at all."""
    if not request.body:
        return {"payload": ""} if operation.body else None
    media = request.header("content-type") or ""
    kind = media.partition(";")[0].strip().lower()
    if not kind or _ACTS.search(media) or len(request.body) > LARGEST:
        raise NotStatable(Unsaid.BODY)
    marked = _Marked.of(request)
    if kind == "application/json" or kind.endswith("+json"):
        return {"contentType": media, "payload": marked.json(wording)}
    if _TEXTS.fullmatch(kind):
        return {"contentType": media, "payload": wording.value(marked.pieces(marked.text()), Unsaid.BODY)}
    raise NotStatable(Unsaid.BODY)


@dataclass(frozen=True)
class _Marked:
    """A body with a word of its own, which nothing else in it holds, in the place of each mark."""

    data: bytes
    words: Mapping[str, Mark]

    @classmethod
    def of(cls, request: Request) -> _Marked:
        data, done, out = request.body or b"", 0, b""
        stem = next(word for word in map("hutong-mark-{}-".format, range(len(data) + 1)) if word.encode() not in data)
        words: dict[str, Mark] = {}
        for mark in sorted((it for it in request.marks if it.part == "body"), key=lambda mark: mark.start):
            word = f"{stem}{len(words)}."
            words[word] = mark
            out += data[done : mark.start] + word.encode()
            done = mark.end
        return cls(out + data[done:], words)

    def text(self) -> str:
        try:
            return self.data.decode()
        except UnicodeDecodeError:
            raise NotStatable(Unsaid.BODY) from None

    def pieces(self, text: str) -> Pieces:
        """A text with the marks that stand in it."""
        if not self.words:
            return [text]
        parts = re.split("(" + "|".join(map(re.escape, self.words)) + ")", text)
        return [self.words.get(part, part) for part in parts if part]

    def json(self, wording: Wording) -> Any:
        """The object or list of a body as JSON values; a plain text or number is read in two ways by those who run."""
        told = read_json(self.data)
        if told.problem is not None or not isinstance(told.value, dict | list):
            raise NotStatable(Unsaid.BODY)
        return self._node(told.value, wording)

    def _node(self, node: Any, wording: Wording) -> Any:
        if isinstance(node, str):
            return wording.value(self.pieces(node), Unsaid.BODY)
        if isinstance(node, list):
            return [self._node(each, wording) for each in node]
        if isinstance(node, dict):
            self._must_be_names(node)
            return {name: self._node(each, wording) for name, each in node.items()}
        if not _is_exact(node):
            raise NotStatable(Unsaid.BODY)
        return node

    def _must_be_names(self, names: Iterable[str]) -> None:
        for name in names:
            if any(word in name for word in self.words) or (name and _ACTS.search(name)) or name == "__proto__":
                raise NotStatable(Unsaid.BODY)


def _is_exact(value: Any) -> bool:
    """Whether every reader of JSON writes a number again as it was: no large integer, no `1.0`, no `-0.0`."""
    if isinstance(value, float):
        return isfinite(value) and not value.is_integer()
    return not isinstance(value, int) or abs(value) < EXACT_INTEGERS
