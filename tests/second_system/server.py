"""Serves the application on the loopback, with connections kept open."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.second_system.asked import MOST_BYTES
from tests.second_system.clock import Clock

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class BodyFirst:
    """Reads the body before the application runs, one request at a time, so that connections can be kept.

    Of an excessive body only so much is kept as tells that it is too large.
    """

    def __init__(self, application: Application, heard: list[str]) -> None:
        self._application = application
        self._heard = heard
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self._heard.append(environ["REQUEST_METHOD"])
        kept = bytearray()
        length = environ.get("CONTENT_LENGTH") or ""
        left = int(length) if length.isdigit() else None if environ.get("wsgi.input_terminated") else 0
        while left is None or left:
            part = environ["wsgi.input"].read(65536 if left is None else min(left, 65536))
            if not part:
                break
            left = None if left is None else left - len(part)
            kept += part[: MOST_BYTES + 1 - len(kept)]
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(kept), str(len(kept))
        with self._lock:
            return list(self._application(environ, start_response))


def _noting(started: list[Any]) -> Any:
    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> None:
        started.extend((status, headers))

    return start_response


def _handler(clock: Clock) -> type[WSGIRequestHandler]:
    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1
        timeout = 30

        def run_wsgi(self) -> None:
            """Werkzeug's own closes every connection, for it cannot tell a body left over from the next request."""
            self.environ = self.make_environ()
            started: list[Any] = []
            parts: Any = self.server.app(self.environ, _noting(started))
            code, _, reason = started[0].partition(" ")
            self.send_response(int(code), reason)
            for name, value in started[1]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.writelines(parts)
            self.wfile.flush()

        def version_string(self) -> str:
            return "linlan"

        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(clock(), usegmt=True)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            return

    return Handler


@contextmanager
def served(application: Application, clock: Clock, heard: list[str] | None = None) -> Iterator[str]:
    """The address of an application, until the block ends; the methods it is asked with go into `heard`."""
    app = BodyFirst(application, [] if heard is None else heard)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_handler(clock))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
