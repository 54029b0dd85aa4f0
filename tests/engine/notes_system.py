"""A small system of notes that remembers every request it got, and its interface document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from jsonschema_rs import Draft202012Validator

from tests.answering import Answering, serving

NOTE = {
    "type": "object",
    "required": ["id", "text"],
    "properties": {"id": {"type": "string"}, "text": {"type": "string"}, "rank": {"type": "integer"}},
}
WHERE = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^n-[0-9]+$"},
    "x-hutong-live": "note.id",
}
BODY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 40}, "rank": {"type": "integer"}},
}


Spoil = Callable[[str, str, Any], Any]
SENDABLE = Draft202012Validator(BODY)


def _answer(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


REFUSED = {"400": _answer({"type": "object"}), "404": _answer({"type": "object"})}
SENT = {"required": True, "content": {"application/json": {"schema": BODY, "example": {"text": "first"}}}}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "1"},
    "x-hutong-harvest": {"note.id": {"operation": "listNotes", "path": "items[].id"}},
    "paths": {
        "/notes": {
            "get": {
                "operationId": "listNotes",
                "parameters": [
                    {"name": "most", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50}},
                    {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 20}},
                ],
                "responses": {
                    **REFUSED,
                    "200": _answer({"type": "object", "properties": {"items": {"type": "array", "items": NOTE}}}),
                },
            },
            "post": {
                "operationId": "addNote",
                "x-hutong-undo": {"operation": "removeNote", "parameters": {"id": "id"}},
                "requestBody": SENT,
                "responses": {**REFUSED, "201": _answer(NOTE)},
            },
        },
        "/notes/{id}": {
            "parameters": [WHERE],
            "get": {"operationId": "readNote", "responses": {**REFUSED, "200": _answer(NOTE)}},
            "put": {
                "operationId": "changeNote",
                "x-hutong-undo": {"within": "addNote"},
                "requestBody": SENT,
                "responses": {**REFUSED, "200": _answer(NOTE)},
            },
            "delete": {
                "operationId": "removeNote",
                "x-hutong-undo": {"within": "addNote"},
                "responses": {**REFUSED, "204": {"description": ""}},
            },
        },
        "/purge": {"post": {"operationId": "purge", "responses": {"204": {"description": ""}}}},
    },
}


@dataclass
class Notes:
    """The notes, `n-0` from the beginning, and what was asked: method, path and body of every request in order."""

    rows: dict[str, dict[str, Any]] = field(default_factory=lambda: {"n-0": {"id": "n-0", "text": "here before"}})
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    address: str = ""
    made: int = 0
    spoil: Spoil = lambda method, path, answer: answer
    """What a defect makes of an answer."""
    lax: bool = False
    """Whether it takes a rank of any type."""

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, Any]:
        self.asked.append((method, target, body))
        status, answer = self._answered(method, target, body)
        return status, self.spoil(method, target, answer)

    def _answered(self, method: str, target: str, body: bytes) -> tuple[int, Any]:
        path, _, query = target.partition("?")
        name = path.rpartition("/")[2]
        if path == "/":
            return 200, {"name": "notes"}
        if path == "/notes" and method == "GET":
            return (200, {"items": [*self.rows.values()]}) if _is_fair(query) else (400, {})
        if path == "/notes" and method == "POST":
            self.made += 1
            return self._stored(f"n-{self.made}", body, 201)
        if name not in self.rows:
            return 404, {}
        if method == "PUT":
            return self._stored(name, body, 200)
        if method == "DELETE":
            del self.rows[name]
            return 204, None
        return 200, self.rows[name]

    def _stored(self, name: str, body: bytes, status: int) -> tuple[int, Any]:
        try:
            sent = json.loads(body)
        except ValueError:
            return 400, {}
        if not SENDABLE.is_valid({**sent, "rank": 1} if self.lax and isinstance(sent, dict) else sent):
            return 400, {}
        self.rows[name] = {**sent, "id": name}
        return status, self.rows[name]


def _is_fair(query: str) -> bool:
    sent = parse_qs(query, keep_blank_values=True)
    most, words = sent.get("most", ["1"])[0], sent.get("q", [""])[0]
    return re.fullmatch("0*([1-9]|[1-4][0-9]|50)", most) is not None and len(words) <= 20


@contextmanager
def notes(spoil: Spoil = lambda method, path, answer: answer, lax: bool = False) -> Iterator[Notes]:
    """The system on the loopback, with a defect where one is given."""
    system = Notes(spoil=spoil, lax=lax)

    class Handler(Answering):
        def reply(self, body: bytes) -> None:
            status, answer = system.answer(self.command, self.path, body)
            content = b"" if answer is None else json.dumps(answer).encode()
            headers = (("Content-Type", "application/json"), ("Content-Length", str(len(content))))
            self.put(status, headers, content)

    with serving(Handler) as system.address:
        yield system
