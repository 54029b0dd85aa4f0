"""The bounded way is faster than the loop people would write, with the server in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
import requests

from conformance.model.contract import Operation
from conformance.model.target import Limits, Target
from conformance.wire.recorder import Recorder
from tests.benchmarks.conftest import Say

SERVER = r"""
import socket, threading
body = b'{"items":[' + b",".join(b'{"id":%d,"name":"x"}' % number for number in range(20)) + b"]}"
head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: x\r\nContent-Length: %d\r\n\r\n"
answer = head % len(body) + body
def serve(sock):
    buffer = b""
    while data := sock.recv(65536):
        buffer += data
        while b"\r\n\r\n" in buffer:
            buffer = buffer.partition(b"\r\n\r\n")[2]
            sock.sendall(answer)
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
"""


@pytest.fixture
def url() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.kill()


def seconds(ask: Callable[[], object], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        ask()
    return time.perf_counter() - started


@pytest.mark.benchmark
def test_recording_is_two_and_a_half_times_as_fast_as_a_plain_requests_loop(url: str, say: Say) -> None:
    times, rounds = (2000, 5) if os.environ.get("HUTONG_BENCHMARK") == "full" else (200, 10)
    operation = Operation("read", "GET", "/")
    limits = Limits(requests=1_000_000)
    with (
        Recorder(Target("t", url, limits=limits)) as recorder,
        requests.Session() as plain,
    ):

        def ours() -> object:
            return recorder.send(operation, "anonymous", "GET", url)

        def theirs() -> object:
            return plain.get(url).content

        seconds(ours, 10), seconds(theirs, 10)
        # The best of several rounds each, because other work on the machine only ever slows a round down.
        taken = [(seconds(ours, times), seconds(theirs, times)) for _ in range(rounds)]
    best_of_ours, best_of_theirs = map(min, zip(*taken, strict=True))
    say("the wire alone, recording, / requests loop", f"{best_of_theirs / best_of_ours:.1f} x", ">= 2.5 x")
    assert best_of_theirs / best_of_ours >= 2.5
