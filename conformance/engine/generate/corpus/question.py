"""A question before it is judged, with every part in the form in which it goes onto the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from conformance.model.contract import Location, Operation, Parameter
from conformance.model.spelling import BETWEEN, owned, text

Sent = str | list[str]

MAX_BYTES = 8 * 1024
_COOKIE = re.compile(r"[!#-+\--:<-\[\]-~]*")  # RFC 6265, cookie-octet


@dataclass(frozen=True)
class Stimulus:
    """One request to an operation. `media` is empty when no body is sent.

    `meant` says whether its maker meant it to be accepted, `origin` in which way it is special.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sent] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    media: str = ""
    meant: bool = True
    origin: str = ""

    def part(self, location: Location) -> Mapping[str, Any]:
        return {"path": self.path, "query": self.query, "header": self.headers, "cookie": self.cookies}[location]


def as_sent(
    operation: Operation,
    *,
    path: Mapping[str, Any],
    query: Mapping[str, Any],
    headers: Mapping[str, Any],
    cookies: Mapping[str, Any],
    body: Any,
    media: str,
    meant: bool,
    origin: str,
) -> Stimulus | None:
    """The question as it is sent, declared parts only; None when it cannot be sent without becoming another one.

    Path values arrive percent-encoded. A segment that is empty, a dot or holds a slash leads to another route, and a
    header with line breaks or outside Latin-1 is no header.
    """
    declared = [parameter.name for parameter in operation.parameters]
    names = {each.name.lower(): each.name for each in operation.parameters if each.location == "header"}
    marks = {(each.location, each.name): BETWEEN[each.style] for each in operation.parameters if _is_of_swagger(each)}
    asked = owned(operation, "query", declared, query)
    if any(isinstance(query[name], Mapping) for name in asked):
        return None
    question = Stimulus(
        path={name: _marked(unquote(_text(value)), marks.get(("path", name))) for name, value in path.items()},
        query={
            name: _marked(_text(value), marks["query", name]) if ("query", name) in marks else _texts(value)
            for name, value in query.items()
            if name in asked and value != []
        },
        headers={
            names[name.lower()]: _marked(_text(value), marks.get(("header", names[name.lower()])))
            for name, value in headers.items()
            if name.lower() in names
        },
        cookies={name: _text(cookies[name]) for name in owned(operation, "cookie", declared, cookies)},
        body=body,
        media=media if operation.body else "",
        meant=meant,
        origin=origin,
    )
    if not operation.body or not media:
        question = replace(question, body=None, media="")
    return question if is_sendable(question) else None


def _is_of_swagger(parameter: Parameter) -> bool:
    """Whether its values are parted as only Swagger has it: who makes them parts them with commas."""
    is_swagger = parameter.location != "query" or parameter.style == "tabDelimited"
    return parameter.style in BETWEEN and is_swagger and not parameter.explode


def _marked(said: str, mark: str | None) -> str:
    return said if mark is None else said.replace(",", mark)


def is_sendable(question: Stimulus) -> bool:
    """Whether it reaches its operation as it is, within bounds."""
    if any(value in ("", ".", "..") or set(value) & set("/\\\0") for value in question.path.values()):
        return False
    if not all(_is_header(value) for value in question.headers.values()):
        return False
    if not all(map(_COOKIE.fullmatch, question.cookies.values())):
        return False
    if question.media and not _is_json(question.media):
        return False
    return size(question) <= MAX_BYTES


def size(question: Stimulus) -> int:
    """Bytes of the question as JSON; more than any cap when a part of it is not JSON at all."""
    try:
        parts = [question.path, question.query, question.headers, question.cookies, question.body]
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
    return ",".join(map(_text, value)) if isinstance(value, list | tuple) else text(value)
