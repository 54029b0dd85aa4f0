"""What a request sends in its body, as the request body of a step of Arazzo 1.0.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from conformance.engine.replay.wording import ACTS, Node, NotStatable, Pieces, Wording, must_be_a_name
from conformance.model.contract import Operation
from conformance.model.exchange import Mark, Request
from conformance.model.strict_json import read_json
from conformance.model.workflow import Omission

LARGEST = 64 * 1024
"""Bytes of a body that a workflow states."""
EXACT_INTEGERS = 2**53
"""From here on readers that keep numbers as IEEE 754 round integers."""

_TEXTS = re.compile(r"text/.*|application/(?:x-www-form-urlencoded|xml|.*\+xml)")


def body(request: Request, operation: Operation, wording: Wording) -> Node | None:
    """The body of a request with its media type; an empty one where the operation takes one. None for none at all."""
    if not request.body:
        return {"payload": ""} if operation.body else None
    media = request.header("content-type") or ""
    kind = media.partition(";")[0].strip().lower()
    if not kind or ACTS.search(media) or len(request.body) > LARGEST:
        raise NotStatable(Omission.BODY)
    marked = _Marked.of(request)
    if kind == "application/json" or kind.endswith("+json"):
        return {"contentType": media, "payload": marked.json(wording)}
    if _TEXTS.fullmatch(kind):
        return {"contentType": media, "payload": wording.value(marked.pieces(marked.text()), Omission.BODY)}
    raise NotStatable(Omission.BODY)


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
            raise NotStatable(Omission.BODY) from None

    def pieces(self, text: str) -> Pieces:
        """A text with the marks that stand in it."""
        if not self.words:
            return [text]
        return [self.words.get(part, part) for part in _any_of(self.words).split(text) if part]

    def json(self, wording: Wording) -> Any:
        """The object or list of a body as JSON values; a plain text or number is read in two ways by those who run."""
        told = read_json(self.data)
        if told.problem is not None or not isinstance(told.value, dict | list):
            raise NotStatable(Omission.BODY)
        return self._node(told.value, wording)

    def _node(self, node: Any, wording: Wording) -> Any:
        if isinstance(node, str):
            return wording.value(self.pieces(node), Omission.BODY)
        if isinstance(node, list):
            return [self._node(each, wording) for each in node]
        if isinstance(node, dict):
            self._must_be_names(node)
            return {name: self._node(each, wording) for name, each in node.items()}
        if not _is_exact(node):
            raise NotStatable(Omission.BODY)
        return node

    def _must_be_names(self, names: Iterable[str]) -> None:
        for name in names:
            if any(word in name for word in self.words):
                raise NotStatable(Omission.BODY)
            must_be_a_name(name, Omission.BODY)


def _is_exact(value: Any) -> bool:
    """Whether every reader of JSON writes a number again as it was: no large integer, no `1.0`, no `-0.0`."""
    if isinstance(value, float):
        return isfinite(value) and not value.is_integer()
    return not isinstance(value, int) or abs(value) < EXACT_INTEGERS


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, words))})")
