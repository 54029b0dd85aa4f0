"""Has Redocly run workflows whose values are made to act, and compares what it sends: `python -m … REDOCLY FOLDER`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote_plus

from conformance.engine.replay.workflow import workflow
from conformance.model.exchange import Request, Response
from conformance.reports.formats.arazzo import Entry, Heading, whole
from tests.engine.test_workflow import CONTRACT, HALF, JSON, MAKE, READ, SECRET, TOKEN, creation, recorded, request
from tests.hostile import ACTS

EXPRESSIONS = (
    "$inputs.GOV_token1",
    "{$inputs.GOV_token1}",
    "$faker.string.uuid",
    "{1 == 1}",
    "{$steps.w.outputs.x}",
    "${process.exit(3)}",
    "$file('/etc/passwd')",
    "a {$url} $statusCode b",
    '{"a": $method}',
)
ODD = [text for text in (*ACTS, *EXPRESSIONS) if not HALF.search(text) and "\x00" not in text]
"""A zero octet stands in no address that Node asks for."""
STATUSES = {"POST": 201, "GET": 200, "DELETE": 204}
OPERATION = {"responses": {"default": {"description": ""}}}
MADE = {"id": "r-1", "x": "$inputs.GOV_token1"}
Sent = tuple[str, list[tuple[str, str]], str, Any]


class Things(BaseHTTPRequestHandler):
    """Describes itself, answers every operation, and keeps what it was asked."""

    asked: list[Sent] = []  # noqa: RUF012 - one server, one list

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/openapi.json":
            self._answer(200, described())
            return
        token, sent = self.headers.get("Authorization") or "", json.loads(body) if body else None
        path, _, query = self.path.partition("?")
        self.asked.append((f"{self.command} {path}", parse_qsl(query, keep_blank_values=True), token, sent))
        self._answer(STATUSES[self.command], MADE)

    do_POST = do_DELETE = do_GET  # noqa: N815 - the names http.server calls

    def _answer(self, status: int, value: Any) -> None:
        body = b"" if status == 204 else json.dumps(value).encode()
        self.send_response(status)
        for name, said in (JSON, ("ETag", '"v1"'), ("Content-Length", str(len(body)))):
            self.send_header(name, said)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def described() -> dict[str, Any]:
    paths = {
        path: {method: {**OPERATION, **said} for method, said in item.items()}
        for path, item in CONTRACT.document["paths"].items()
    }
    return {"openapi": "3.1.0", "info": {"title": "things", "version": "1"}, "paths": paths}


def steps(text: str) -> tuple[Request, Request]:
    """A creation and a reading that hold a text wherever a request can."""
    query = quote_plus(text)
    first = creation({"text": text, "in": [text, {"deep": text}]})
    return first, request(READ, f"/things/r-1?q={query}&more={query}%26", (TOKEN,))


def due(text: str) -> list[Sent]:
    asks = [("q", text), ("more", f"{text}&")]
    token = f"Bearer {SECRET}"
    made, read, back = "POST /things", "GET /things/r-1", "DELETE /things/r-1"
    body = {"text": text, "in": [text, {"deep": text}]}
    return [(made, [], token, body), (read, asks, token, None), (back, [], token, None)]


def main(redocly: str, folder: Path) -> str:
    """What went otherwise than it should; empty where nothing did."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Things)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    made = Response(201, "Created", (JSON,), json.dumps(MADE).encode())
    entries = []
    for number, text in enumerate(ODD):
        first, second = steps(text)
        found = workflow([recorded(MAKE, first, made), recorded(READ, second)], CONTRACT, f"odd {number} {text}")
        entries.append(Entry(text, text, text, found.definition))
    folder.mkdir()
    file = folder / "odd.arazzo.json"
    file.write_bytes(whole(Heading("odd", "odd", "1", f"{address}/openapi.json", address), entries, "en"))
    command = [redocly, "respect", file.name, "--input", json.dumps({"GOV_token1": f"Bearer {SECRET}"})]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    server.shutdown()
    if done.returncode or os.listdir(folder) != [file.name]:
        return f"{done.returncode} {os.listdir(folder)} {(done.stdout + done.stderr)[-3000:]}"
    wanted = [one for text in ODD for one in due(text)]
    others = [pair for pair in zip(Things.asked, wanted, strict=False) if pair[0] != pair[1]]
    return repr(others[:3]) if others or len(Things.asked) != len(wanted) else ""


if __name__ == "__main__":
    wrong = main(sys.argv[1], Path(sys.argv[2]))
    sys.exit(f"workflows that act: {wrong}" if wrong else None)
