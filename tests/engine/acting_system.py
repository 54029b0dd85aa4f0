"""A small system whose operations end, send and destroy things on GET, and that counts what reached it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

ENTRY = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
LIST = {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": ENTRY}}}


def _get(path: str, **said: Any) -> dict[str, Any]:
    answer = {"description": "", "content": {"application/json": {"schema": LIST}}}
    return {path: {"get": {"responses": {"200": answer, "404": {"description": ""}}, **said}}}


def _parameter(name: str, where: str, values: list[str]) -> list[dict[str, Any]]:
    schema = {"type": "string", "enum": values}
    return [{"name": name, "in": where, "required": True, "schema": schema}]


ACTING: dict[str, dict[str, Any]] = {
    **_get("/logout"),
    **_get("/shutdown", operationId="stopAll"),
    **_get("/deleteAll", operationId="everything"),
    **_get("/send-mail", operationId="mailing"),
    **_get("/a1", operationId="cacheFlush"),
    **_get("/a2", summary="注销当前用户"),
    **_get("/a3", tags=["导出"]),
    **_get("/a4", description="Resets the password of a user.\nHandle with care."),
    **_get("/sms/code", operationId="smsCode"),
    "/sessions/end": {"post": {"operationId": "endSession", "responses": {"204": {"description": ""}}}},
}
"""What must not be called, each by another of its names."""

READING: dict[str, dict[str, Any]] = {
    **_get("/payments", operationId="listPayments", summary="支付记录", tags=["支付"]),
    **_get("/users", operationId="listUsers", summary="List users"),
    **_get("/senders", operationId="listSenders"),
    **_get("/box/{act}", operationId="box", parameters=_parameter("act", "path", ["status", "purge"])),
    **_get("/do", operationId="command", parameters=_parameter("action", "query", ["list", "logout"])),
    **_get("/{page}", operationId="page", parameters=_parameter("page", "path", ["welcome", "logout"])),
}
"""What may be called, some of it not with every value."""

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Acting", "version": "1"},
    "paths": {**ACTING, **READING},
}
FORBIDDEN = frozenset({*ACTING, "/box/purge", "/do?action=logout"})


@dataclass
class Acting:
    """How often each path was asked, whatever the method."""

    asked: Counter[str] = field(default_factory=Counter)
    address: str = ""

    def done(self) -> dict[str, int]:
        """What it was made to do that it must not."""
        return {path: number for path, number in self.asked.items() if path in FORBIDDEN}


@contextmanager
def acting() -> Iterator[Acting]:
    """The system on the loopback."""
    system = Acting()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            plain = parts.path.rstrip("/") or "/"
            system.asked[f"{plain}?{parts.query}" if parts.query == "action=logout" else plain] += 1
            body = json.dumps({"items": [{"id": "1"}]}).encode()
            known = plain == "/" or any(plain == path or "{" in path for path in DOCUMENT["paths"])
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_OPTIONS = do_POST = do_PUT = do_PATCH = do_DELETE = do_TRACE = _answer  # noqa: N815 - names of the library

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - a name of the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    system.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
