"""Servers of the tests on the loopback: each hears a request whole, whatever its method, and puts one answer."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answering(BaseHTTPRequestHandler):
    """What answers; a kind of it says in `reply` how. `says_who` adds the fields Server and Date."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # head and body in one segment; else every answer waits 40 ms for an acknowledgement
    says_who = True

    def reply(self, body: bytes) -> None:
        """Put the answer to the request at hand, whose body this is."""
        raise NotImplementedError

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.reply(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def handed_on(self, host: str, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """What another system answers to the same request."""
        other = HTTPConnection(host, timeout=10)
        other.request(self.command, self.path, body or None, dict(self.headers.items()))
        answer = other.getresponse()
        content = answer.read()
        other.close()
        return answer.status, answer.getheaders(), content

    def put(self, status: int, headers: Iterable[tuple[str, str]], content: bytes) -> None:
        (self.send_response if self.says_who else self.send_response_only)(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        return


@contextmanager
def serving(handler: type[Answering]) -> Iterator[str]:
    """The address of a server on a free port, which ends with the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
