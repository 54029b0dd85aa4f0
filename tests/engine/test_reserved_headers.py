"""What a document says of the wire's own headers goes out with no request, and the credential as it was given."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.cli.app import app

NAMES = ["Host", "Authorization", "Cookie", "Accept", "Content-Type", "Content-Length", "Transfer-Encoding", "X-Token"]
TOKEN = "only-for-this-test"
ELSEWHERE = "elsewhere.example"


def document() -> dict[str, Any]:
    schema = {"type": "string", "enum": [ELSEWHERE], "example": ELSEWHERE}
    named = [{"name": name, "in": "header", "required": True, "schema": schema} for name in NAMES]
    number = {"name": "X-Number", "in": "header", "required": True, "schema": {"type": "integer", "minimum": 0}}
    responses = {"200": {"description": "ok"}, "400": {"description": ""}, "401": {"description": ""}}
    operation = {"operationId": "list", "parameters": [*named, number], "responses": responses}
    return {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/list": {"get": operation}}}


@contextmanager
def listening() -> Iterator[tuple[str, list[Message]]]:
    """A system whose only operation needs the credential and a number, and the headers of what was asked of it."""
    heard: list[Message] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.headers)
            known = self.headers.get("X-Token") == f"Key {TOKEN}"
            fits = str(self.headers.get("X-Number", "")).isdecimal() or self.path != "/list"
            self.send_response(200 if known and fits else 400 if known else 401)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", heard
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("more", [[], ["--explore", "--explore-requests", "60", "--explore-seconds", "30"]])
def test_nothing_of_the_document_takes_their_place(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(document()))
    with listening() as (authority, heard):
        (tmp_path / "hutong.yaml").write_text(
            f"version: 1\ntargets:\n  one:\n    address: http://{authority}\n    openapi: openapi.json\n"
            "    environment: test\n"
            f"    credentials: {{officer: {{token: {TOKEN}, header: X-Token, prefix: 'Key '}}}}\n"
        )
        words = ["run", "one", "-c", str(tmp_path / "hutong.yaml"), "--clause", "support.contract.accepts", "-q"]
        done = CliRunner().invoke(app, [*words, *more, "--format", "json"])
    asked = [headers for headers in heard if headers.get("X-Number")]
    assert len(asked) > 2
    for headers in heard:
        assert headers.get_all("Host") == [authority]
        assert ELSEWHERE not in str(headers)
        assert headers.get("X-Token") in (None, f"Key {TOKEN}")
    assert all(headers.get_all("X-Token") == [f"Key {TOKEN}"] for headers in asked)
    (clause,) = json.loads(done.stdout)["clauses"]
    assert clause["verdict"] == "pass", clause
