"""A question before it is judged, with every part in the form in which it goes onto the wire."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from conformance.model.contract import Location, Operation

Sent = str | list[str]

MAX_BYTES = 8 * 1024


@dataclass(frozen=True)
class Stimulus:
    """One request to an operation. `media` is empty when no body is sent.

    `meant` says whether its maker meant it to be accepted, `origin` in which way it is special.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sent] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    media: str = ""
    meant: bool = True
    origin: str = ""

    def part(self, location: Location) -> Mapping[str, Any]:
        return {"path": self.path, "query": self.query, "header": self.headers}[location]


def as_sent(
    operation: Operation,
    *,
    path: Mapping[str, Any],
    query: Mapping[str, Any],
    headers: Mapping[str, Any],
    body: Any,
    media: str,
    meant: bool,
    origin: str,
) -> Stimulus | None:
    """The question as it is sent, declared parts only; None when it cannot be sent without becoming another one.

    Path values arrive percent-encoded. A segment that is empty, a dot or holds a slash leads to another route, and a
    header with line breaks or outside Latin-1 is no header.
    """
    exact = {(parameter.location, parameter.name) for parameter in operation.parameters}
    names = {name.lower(): name for location, name in exact if location == "header"}
    if any(isinstance(value, Mapping) for value in query.values()):
        return None
    question = Stimulus(
        path={name: unquote(_text(value)) for name, value in path.items()},
        query={name: _texts(value) for name, value in query.items() if ("query", name) in exact and value != []},
        headers={names[name.lower()]: _text(value) for name, value in headers.items() if name.lower() in names},
        body=body,
        media=media if operation.body else "",
        meant=meant,
        origin=origin,
    )
    if not operation.body or not media:
        question = Stimulus(question.path, question.query, question.headers, None, "", meant, origin)
    return question if is_sendable(question) else None


def is_sendable(question: Stimulus) -> bool:
    """Whether it reaches its operation as it is, within bounds."""
    if any(value in ("", ".", "..") or set(value) & set("/\\\0") for value in question.path.values()):
        return False
    if not all(_is_header(value) for value in question.headers.values()):
        return False
    if question.media and not _is_json(question.media):
        return False
    return size(question) <= MAX_BYTES


def size(question: Stimulus) -> int:
    """Bytes of the question as JSON; more than any cap when a part of it is not JSON at all."""
    try:
        parts = [question.path, question.query, question.headers, question.body]
        return len(json.dumps(parts, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError):
        return MAX_BYTES + 1


def _is_header(value: str) -> bool:
    printable = all(
        character == "\t" or " " <= character <= "~" or "\xa0" <= character <= "\xff" for character in value
    )
    return printable and value == value.strip()


def _is_json(media: str) -> bool:
    plain = media.split(";", 1)[0].strip().lower()
    return plain == "application/json" or plain.endswith("+json")


def _texts(value: Any) -> Sent:
    return [_text(item) for item in value] if isinstance(value, list | tuple) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return str(value)  # Schemathesis marks some of its strings by types of its own.
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, default=str)
