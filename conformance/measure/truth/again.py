"""The requests a clean system heard, put once more to an application, byte for byte and in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import unquote

from starlette.types import ASGIApp, Scope

from conformance.measure.truth.tap import Heard, Message, difference, heard


def first_difference(app: ASGIApp, clean: Iterable[Heard]) -> dict[str, str] | None:
    """What the application answers first that the clean system did not; None where it answers all the same.

    As long as it does, whoever asks goes on as before: a whole run would see nothing else.
    """
    return asyncio.run(_first_difference(app, clean))


async def _first_difference(app: ASGIApp, clean: Iterable[Heard]) -> dict[str, str] | None:
    for each in clean:
        if found := difference(each, await _answered(app, each)):
            return found
    return None


async def _answered(app: ASGIApp, asked: Heard) -> Heard:
    scope, answered = _scope(asked), list[Message]()
    sent: Message = {"type": "http.request", "body": asked.body.encode("latin-1"), "more_body": False}
    waiting = [sent]

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        await asyncio.Event().wait()  # nobody hangs up: what listens for that while it sends is cancelled when it has
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answered.append(message)

    try:
        await app(scope, receive, send)
    except Exception as error:  # noqa: BLE001 - a system that breaks off is one that gives another answer
        answered.append({"body": f"{type(error).__name__}: {error}".encode()})
    return heard(scope, [sent], answered)


def _scope(asked: Heard) -> Scope:
    raw, _, query = asked.target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": unquote(raw),
        "raw_path": raw.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in asked.sent],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
    }
