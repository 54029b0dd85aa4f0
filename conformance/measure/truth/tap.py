"""What a served system hears and answers, request by request, as it leaves the application."""

from __future__ import annotations

import json
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.measure.differing import near_difference

Message: TypeAlias = MutableMapping[str, Any]
Headers: TypeAlias = tuple[tuple[str, str], ...]
FOLLOWING = frozenset({"content-length", "content-digest", "etag"})
"""Headers that change whenever the content does: they tell less of what is different."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One exchange as the application saw it, every byte a character of Latin-1; status 0: it gave no answer."""

    method: str
    target: str
    sent: Headers
    body: str
    status: int
    headers: Headers
    content: str

    @property
    def line(self) -> str:
        """The request in one line."""
        return f"{self.method} {self.target}"

    @property
    def answer(self) -> str:
        """The answer as text: `meaning`, then the headers that only follow from the content."""
        return "\n".join([self.meaning, *self._lines(follow=True)])

    @property
    def meaning(self) -> str:
        """Status, header lines and content in one form: headers and the members of JSON in the order of their names."""
        text = self.content.encode("latin-1").decode("utf-8", "backslashreplace")
        try:
            value = json.loads(text, parse_float="number {}".format)
            content = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        except ValueError:
            content = text
        return "\n".join([str(self.status), *self._lines(follow=False), content])

    def _lines(self, *, follow: bool) -> list[str]:
        return sorted(f"{name}: {value}" for name, value in self.headers if (name in FOLLOWING) is follow)


class Tap:
    """An application around another; keeps what passes, in the order in which it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.heard: list[Heard] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent, answered = list[Message](), list[Message]()

        async def hear() -> Message:
            message = await receive()
            sent.append(message)
            return message

        async def answer(message: Message) -> None:
            answered.append(message)
            await send(message)

        try:
            await self._app(scope, hear, answer)
        finally:
            self.heard.append(heard(scope, sent, answered))


def heard(scope: Scope, sent: Iterable[Message], answered: Iterable[Message]) -> Heard:
    """The exchange of one request, with the messages the application took and gave."""
    query = scope["query_string"]
    start: Message = next((message for message in answered if "status" in message), {})
    return Heard(
        scope["method"],
        _latin(scope["raw_path"] + (b"?" + query if query else b"")),
        _headers(scope["headers"]),
        _latin(b"".join(message.get("body", b"") for message in sent)),
        start.get("status", 0),
        _headers(start.get("headers", ())),
        _latin(b"".join(message.get("body", b"") for message in answered)),
    )


def difference(clean: Heard, other: Heard) -> dict[str, str] | None:
    """What was asked, and near the first difference what each answered; None where both answered the same.

    Where only the bytes of equal JSON values differ, so do the headers that follow from them: that is no difference.
    """
    if clean.content == other.content:
        is_same = clean.status == other.status and sorted(clean.headers) == sorted(other.headers)
    else:
        is_same = clean.meaning == other.meaning
    if is_same:
        return None
    before, after = near_difference(clean.answer, other.answer)
    return {"request": clean.line, "clean": before, "changed": after}


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    return tuple((_latin(name), _latin(value)) for name, value in pairs)


def _latin(text: bytes) -> str:
    return text.decode("latin-1")
