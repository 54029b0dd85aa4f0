"""Real peers on loopback sockets, and the three ways a request goes out: core, recorder, requests."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from conformance.model.contract import Operation
from conformance.model.exchange import Failure, Headers, Response
from conformance.model.target import Limits, Reach, Target
from conformance.wire.adapter import WireError, session
from conformance.wire.core import Core
from conformance.wire.recorder import Recorder
from conformance.wire.scope import Scope

SECONDS = 3.0  # generous, so that a busy machine fails no test; those about time state their own
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


class Talk:
    """One connection, from the peer's side."""

    def __init__(self, sock: socket.socket, requests_seen: list[bytes]) -> None:
        self.sock = sock
        self._seen = requests_seen
        self._buffer = b""

    def hear(self) -> bytes:
        """The next whole request, head and body; empty when the caller has gone."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._more():
                return b""
        head, _, rest = self._buffer.partition(b"\r\n\r\n")
        size = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
        while len(rest) < size:
            if not self._more():
                return b""
            rest = self._buffer.partition(b"\r\n\r\n")[2]
        self._buffer = rest[size:]
        request = head + b"\r\n\r\n" + rest[:size]
        self._seen.append(request)
        return request

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def drip(self, data: bytes, gap: float = 0.02) -> None:
        """Byte by byte, each well within any timeout that counts single reads."""
        for index in range(len(data)):
            self.say(data[index : index + 1])
            time.sleep(gap)

    def hear_some(self) -> bytes:
        """What comes next, whatever it is."""
        return self.sock.recv(65536)

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long, or until the caller has gone."""
        self.sock.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            while self.sock.recv(65536):
                pass

    def for_ever(self, data: bytes) -> None:
        while True:
            self.say(data)

    def _more(self) -> bool:
        data = self.sock.recv(65536)
        self._buffer += data
        return bool(data)


Script = Callable[[Talk], None]


class Peer:
    """A server that plays its script on every connection and keeps what it was sent."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._script = script
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        scheme = "https" if tls else "http"
        self.port = self._listener.getsockname()[1]
        self.url = f"{scheme}://{host}:{self.port}"
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    @property
    def methods(self) -> list[str]:
        return [request.split(b" ", 1)[0].decode() for request in self.requests]

    def close(self) -> None:
        for sock in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        # A thread about to accept would otherwise do so for the next peer, whose listener may get the same number.
        self._serving.join(5)
        for sock in [self._listener, *self._open]:
            sock.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._open.append(sock)
                threading.Thread(target=self._talk, args=(sock,), daemon=True).start()

    def _talk(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._tls is not None:
                sock = self._tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            with sock:
                self._script(Talk(sock, self.requests))


def answering(*answers: bytes) -> Script:
    """Answer request after request with these bytes, the last of them again and again, keeping the connection."""

    def script(talk: Talk) -> None:
        left = list(answers)
        while talk.hear():
            talk.say(left.pop(0) if len(left) > 1 else left[0])

    return script


def once(answer: bytes) -> Script:
    """Answer one request with these bytes and close."""

    def script(talk: Talk) -> None:
        talk.hear()
        talk.say(answer)

    return script


@pytest.fixture
def peer() -> Iterator[Callable[..., Peer]]:
    peers: list[Peer] = []

    def start(script: Script | bytes, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Peer:
        peers.append(Peer(answering(script) if isinstance(script, bytes) else script, tls, host))
        return peers[-1]

    yield start
    for each in peers:
        each.close()


@pytest.fixture
def open_core() -> Iterator[Callable[..., Core]]:
    with contextlib.ExitStack() as stack:

        def start(url: str, *, may_write: bool = True, reach: Reach | None = None, **limits: float) -> Core:
            bounds = Limits(**{"request_seconds": SECONDS, **limits})  # type: ignore[arg-type]  # ints are floats here
            return stack.enter_context(Core(Scope.of(url), bounds, reach, may_write=may_write))

        yield start


Ask = Callable[..., Response | Failure]


@pytest.fixture(params=["core", "recorder", "requests"])
def ask(request: pytest.FixtureRequest, open_core: Callable[..., Core]) -> Ask:
    """Send one request to an address by each of the ways: the bounds must hold on all of them."""

    def by_core(
        url: str,
        method: str = "GET",
        path: str = "/",
        headers: Headers = (),
        body: bytes | None = None,
        **limits: float,
    ) -> Response | Failure:
        return open_core(url, **limits).send(method, url + path, headers, body)

    def by_recorder(
        url: str,
        method: str = "GET",
        path: str = "/",
        headers: Headers = (),
        body: bytes | None = None,
        **limits: float,
    ) -> Response | Failure:
        bounds = Limits(**{"request_seconds": SECONDS, **limits})  # type: ignore[arg-type]  # ints are floats here
        with Recorder(Target("peer", url, environment="test", writes=True, limits=bounds)) as recorder:
            operation = Operation("op", method, path)
            exchange = recorder.send(operation, "anonymous", method, url + path, headers, body)
        answer = exchange.failure or exchange.response
        assert answer is not None
        return answer

    def by_requests(
        url: str,
        method: str = "GET",
        path: str = "/",
        headers: Headers = (),
        body: bytes | None = None,
        **limits: float,
    ) -> Response | Failure:
        with session(open_core(url, **limits)) as way:
            try:
                answer = way.request(method, url + path, headers=dict(headers), data=body, timeout=60)
            except WireError as error:
                return error.failure
        return Response(answer.status_code, answer.reason, tuple(answer.raw.headers.items()), answer.content)

    return {"core": by_core, "recorder": by_recorder, "requests": by_requests}[request.param]


@pytest.fixture
def script() -> Callable[[str], Callable[..., Script]]:
    """The ready-made scripts by name: `once`, `answering`."""
    return {"once": once, "answering": answering}.__getitem__
