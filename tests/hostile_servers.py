"""Real systems on the loopback that answer as no honest one would, byte by byte where that matters."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Act = Callable[[socket.socket], None]
"""What is done with a connection instead of answering; it is closed afterwards."""


@dataclass(frozen=True)
class Asked:
    """A request as it was read: `number` counts them from one."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    number: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Behaviour = Callable[[Asked], "bytes | Act"]


@dataclass
class Served:
    """A running system: where it is and what it was asked."""

    address: str
    asked: list[Asked] = field(default_factory=list)


def reply(status: int = 200, body: bytes = b"", media: str = "application/json", **headers: str) -> bytes:
    """A well-formed answer."""
    fields = {"Content-Type": media, "Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Some Reason\r\n{head}\r\n".encode() + body


def said(data: Any, status: int = 200, **headers: str) -> bytes:
    """An answer in JSON."""
    return reply(status, json.dumps(data, ensure_ascii=False).encode(), **headers)


def silent(sock: socket.socket) -> None:
    """Says nothing until the caller has gone."""
    while sock.recv(65536):
        pass


def hung_up(sock: socket.socket) -> None:
    """Says nothing and goes."""


def without_end(piece: bytes, head: bytes = b"") -> Act:
    """Says the same for ever."""

    def act(sock: socket.socket) -> None:
        sock.sendall(head)
        while True:
            sock.sendall(piece)

    return act


def drops(data: bytes, gap: float) -> Act:
    """Says its answer byte by byte."""

    def act(sock: socket.socket) -> None:
        pause = threading.Event()
        for at in range(len(data)):
            sock.sendall(data[at : at + 1])
            pause.wait(gap)

    return act


def handed_on(address: str, asked: Asked) -> bytes:
    """The answer of another system, without what only that connection meant."""
    with contextlib.closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)) as upstream:
        upstream.request(asked.method, asked.target, asked.body or None, dict(asked.headers))
        answer = upstream.getresponse()
        body = answer.read()
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in ("connection", "date")}
    length = {} if "content-length" in map(str.lower, kept) else {"Content-Length": str(len(body))}
    fields = "".join(f"{name}: {value}\r\n" for name, value in (kept | length).items())
    return f"HTTP/1.1 {answer.status} {answer.reason}\r\n{fields}\r\n".encode("latin-1") + body


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Served]:
    """The system on the loopback; it ends with the context."""
    listener = socket.create_server(("127.0.0.1", 0))
    served = Served(f"http://127.0.0.1:{listener.getsockname()[1]}")
    counting = threading.Lock()
    open_ones: list[socket.socket] = []

    def talk(sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), sock, sock.makefile("rb") as lines:
            while (line := lines.readline(65537)).strip():
                method, target, _ = line.decode("latin-1").split(" ", 2)
                headers = dict(_fields(iter(lambda: lines.readline(65537).strip(), b"")))
                body = lines.read(int(headers.get("Content-Length", 0)))
                with counting:
                    asked = Asked(method, target, headers, body, len(served.asked) + 1)
                    served.asked.append(asked)
                answer = behaviour(asked)
                if not isinstance(answer, bytes):
                    answer(sock)
                    return
                sock.sendall(answer if method != "HEAD" else answer[: answer.find(b"\r\n\r\n") + 4])

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                open_ones.append(sock)
                threading.Thread(target=talk, args=(sock,), daemon=True).start()

    serving_thread = threading.Thread(target=serve, daemon=True)
    serving_thread.start()
    try:
        yield served
    finally:
        for sock in (listener, *open_ones):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        serving_thread.join(5)
        for sock in (listener, *open_ones):
            sock.close()


def _fields(lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.decode("latin-1").partition(":")
        yield name.strip(), value.strip()
