"""Who is told to end does so where nothing is torn, waits for nobody long, and cleans up in the time there is."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from conformance.model.exchange import Failure, Response
from conformance.model.target import Limits
from conformance.wire import stopping
from conformance.wire.connection import Line
from conformance.wire.core import Core
from conformance.wire.scope import Scope
from conformance.wire.stopping import CLEANING, GRACE, Interrupted, Stop, listening


@contextmanager
def silent() -> Iterator[str]:
    """The address of a system that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def later(seconds: float, do: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.start()
    return timer


def test_it_breaks_off_only_what_may_be() -> None:
    stop = Stop()
    stop.tell(signal.SIGTERM)
    assert stop.signal == signal.SIGTERM
    with pytest.raises(Interrupted) as told, stop.open():
        pytest.fail("nothing is begun once the end was asked for")
    assert told.value.signal == signal.SIGTERM
    with stop.open():
        pass  # it was told once
    with pytest.raises(Interrupted), stop.open():
        stop.tell(signal.SIGINT)


def test_what_must_stay_whole_is_done_first() -> None:
    stop, done = Stop(), []

    def work() -> None:
        with stop.open():
            with stop.whole():
                stop.tell(signal.SIGINT)
                done.append("whole")
            done.append("torn")

    with pytest.raises(Interrupted):
        work()
    assert done == ["whole"]


def test_what_begins_afresh_knows_of_the_end() -> None:
    stop = Stop()
    stop.tell(signal.SIGINT)
    with stop.open(afresh=True):
        pass  # nothing is raised
    with pytest.raises(Interrupted), stop.open(afresh=True):
        stop.tell(signal.SIGINT)


def test_another_thread_is_never_broken_off_and_keeps_nobody_from_it() -> None:
    stop, inside, leave = Stop(), threading.Event(), threading.Event()

    def work() -> None:
        with stop.whole():
            inside.set()
            leave.wait(10)

    worker = threading.Thread(target=work)
    worker.start()
    inside.wait(10)
    with pytest.raises(Interrupted), stop.open():
        stop.tell(signal.SIGINT)
    leave.set()
    worker.join(10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_heard_and_given_back(number: int) -> None:
    before = signal.getsignal(number)
    stop = Stop()
    with listening(stop):
        os.kill(os.getpid(), number)
        deadline = time.monotonic() + 10
        while not stop.signal and time.monotonic() < deadline:
            time.sleep(0.001)
    assert stop.signal == number
    assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with listening(Stop()) as stop:
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.05)
        assert stop.signal == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_request_under_way_ends_after_its_grace() -> None:
    stop = Stop()
    with silent() as url, Core(Scope.of(url), Limits(request_seconds=20), stop=stop) as core:
        timer, begun = later(0.1, lambda: stop.note(signal.SIGINT)), time.monotonic()
        with pytest.raises(Interrupted):
            core.send("GET", f"{url}/")
        assert time.monotonic() - begun < 0.1 + GRACE + 2
        timer.join()
        with pytest.raises(Interrupted):
            core.send("GET", f"{url}/")


def test_cleaning_up_may_ask_until_its_time_is_over() -> None:
    stop = Stop()
    stop.note(signal.SIGINT)
    with silent() as url, Core(Scope.of(url), Limits(request_seconds=20), stop=stop) as core, stop.cleaning():
        begun = time.monotonic()
        assert isinstance(core.send("GET", f"{url}/"), Failure)
        assert time.monotonic() - begun < CLEANING + 2
        begun = time.monotonic()
        for _ in range(50):
            assert isinstance(core.send("GET", f"{url}/"), Failure)
        assert time.monotonic() - begun < CLEANING
    with pytest.raises(Interrupted):
        stop.check()


def test_a_second_signal_ends_cleaning_up() -> None:
    stop = Stop()
    stop.note(signal.SIGINT)
    with stop.cleaning():
        assert stop.wait(time.monotonic() + 10) > 0
        stop.note(signal.SIGINT)
        with pytest.raises(TimeoutError):
            stop.wait(time.monotonic() + 10)


def test_sleep_ends_with_the_run() -> None:
    stop = Stop()
    timer, begun = later(0.1, lambda: stop.note(signal.SIGTERM)), time.monotonic()
    with pytest.raises(Interrupted):
        stop.sleep(60)
    assert time.monotonic() - begun < 10
    timer.join()


def test_a_wait_in_slices_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "SLICE", 0.001)
    ours, theirs = socket.socketpair()
    line = Line(ours, 10.0)
    line.begin(time.monotonic() + 10)

    def trickle() -> None:
        for byte in b"slowly":
            time.sleep(0.01)
            theirs.sendall(bytes([byte]))

    sender = threading.Thread(target=trickle)
    sender.start()
    assert line.take(6) == b"slowly"
    sender.join()
    line.close()
    theirs.close()


def test_a_long_request_is_sent_whole_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "SLICE", 0.001)
    ours, theirs = socket.socketpair()
    message, got = bytes(range(256)) * 8000, bytearray()

    def read_late() -> None:
        time.sleep(0.05)
        while len(got) < len(message):
            got.extend(theirs.recv(65536))

    reader = threading.Thread(target=read_late)
    reader.start()
    line = Line(ours, 20.0)
    line.begin(time.monotonic() + 20)
    assert line.send(message)
    reader.join()
    assert bytes(got) == message
    line.close()
    theirs.close()


def test_nothing_is_told_where_nobody_asks_for_the_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"

        def answer() -> None:
            taken, _ = server.accept()
            taken.recv(4096)
            time.sleep(3 * stopping.SLICE)
            taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            taken.close()

        answering = threading.Thread(target=answer)
        answering.start()
        with Core(Scope.of(url), Limits(request_seconds=10)) as core:
            got = core.send("GET", f"{url}/")
        assert isinstance(got, Response)
        assert got.body == b"ok"
        answering.join()
