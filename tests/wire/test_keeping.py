"""What was answered is kept whole in little room: small bodies once, large ones in a file no kill leaves behind."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import tracemalloc
import weakref

import pytest

from conformance.model.contract import Operation
from conformance.model.exchange import Response
from conformance.model.target import Limits, Target
from conformance.model.verdict import Reason
from conformance.wire import keeping
from conformance.wire.keeping import LARGE, Bodies
from conformance.wire.recorder import Recorder
from conformance.wire.wire_errors import Broken

READ = Operation("read", "GET", "/")
SIZES = [0, 1, 255, 256, 257, 4096, LARGE - 1, LARGE, LARGE + 1, 1_000_000]


def answer(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


@pytest.mark.parametrize("in_memory", [0, 5000, keeping.IN_MEMORY])
def test_every_byte_of_every_body_comes_back(in_memory):
    bodies = Bodies(in_memory)
    given = [os.urandom(size) for size in SIZES for _ in range(2)]
    kept = [bodies.keep(body) for body in given]
    assert [each.body for each in kept] == given
    assert [each.size for each in kept] == [len(body) for body in given]
    assert [each.body for each in reversed(kept)] == given[::-1]


@pytest.mark.parametrize("size", [300, LARGE + 1])
def test_equal_bodies_are_kept_once(size):
    bodies = Bodies()
    assert bodies.keep(b"x" * size) is bodies.keep(b"x" * size)
    assert bodies.keep(b"x" * size) is not bodies.keep(b"y" * size)


def test_a_body_that_is_the_digest_of_another_is_itself():
    bodies, large = Bodies(), b"x" * (LARGE + 1)
    assert bodies.keep(large).body == large
    digest = hashlib.sha256(large).digest()
    assert bodies.keep(digest).body == digest
    assert bodies.keep(large).body == large


def test_what_is_kept_goes_with_its_run():
    bodies = Bodies(0)
    kept = [bodies.keep(body) for body in (b"[1]", b"x" * 1000, b'["' + b"y" * LARGE + b'"]')]
    assert [each.json.problem is None for each in kept] == [True, False, True]
    gone = [weakref.ref(each) for each in kept]
    gc.disable()
    try:
        del bodies
        assert kept[1].body == b"x" * 1000
        kept.clear()
        assert [ref() for ref in gone] == [None] * 3
    finally:
        gc.enable()


def test_a_kept_body_equals_its_bytes_and_its_like():
    one, other = Bodies(), Bodies(0)
    for body in (b"small", b"x" * 1000, b"x" * (LARGE + 1)):
        assert one.keep(body) == body == other.keep(body)
        assert one.keep(body) == other.keep(body)
        assert hash(one.keep(body)) == hash(other.keep(body))
        assert one.keep(body) != body + b"."
    assert Response(200, "", (), one.keep(b"a")) == Response(200, "", (), b"a")


def test_what_was_read_of_small_texts_is_remembered_and_of_large_ones_one_at_a_time():
    bodies = Bodies(read=1000)
    small, beyond = bodies.keep(b'{"a": 1}'), bodies.keep(b'{"b": "' + b"x" * 800 + b'"}')
    large = [bodies.keep(b'["' + b"x" * LARGE + b'%d"]' % n) for n in range(2)]
    assert small.json is small.json
    assert beyond.json is beyond.json
    read = beyond.json
    assert large[0].json is large[0].json
    assert beyond.json is not read
    assert beyond.json == read
    assert large[1].json.value == ["x" * LARGE + "1"]


def test_many_large_bodies_take_little_memory():
    bodies = Bodies()
    tracemalloc.start()
    kept = [bodies.keep(b"%d" % n + b"x" * 1_000_000) for n in range(50)]
    for each in kept:
        assert each.json.problem is not None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_several_readers_get_each_its_own():
    bodies = Bodies(0)
    kept = [(bodies.keep(text), text) for text in (b"[%d%s]" % (n, b" " * 1000) for n in range(20))]
    wrong: list[bytes] = []

    def read() -> None:
        for _ in range(50):
            wrong.extend(text for body, text in kept if body.body != text or body.json.value != [int(text[1:-1])])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_disk_that_is_full_is_said_and_loses_nothing(monkeypatch):
    bodies = Bodies(0, on_disk=2500)
    first = bodies.keep(b"a" * 1000)
    second = bodies.keep(b"b" * 1000)
    with pytest.raises(Broken) as caught:
        bodies.keep(b"c" * 1000)
    assert caught.value.failure.reason is Reason.TOO_LARGE
    assert "no room on this machine" in caught.value.failure.detail.en
    assert (first.body, second.body) == (b"a" * 1000, b"b" * 1000)
    monkeypatch.setattr(tempfile, "TemporaryFile", _full)
    with pytest.raises(Broken, match=r"No space left"):
        Bodies(0).keep(b"d" * 1000)


def _full(**_):
    raise OSError(28, "No space left on device")


def test_a_file_that_ends_in_the_middle_of_a_body_keeps_the_others_whole(tmp_path):
    code = (
        "import resource, signal\n"
        "from conformance.wire.wire_errors import Broken\n"
        "from conformance.wire.keeping import Bodies\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))\n"
        "bodies = Bodies(0)\n"
        "kept = [bodies.keep(letter * 1000) for letter in (b'a', b'b')]\n"
        "try: bodies.keep(b'c' * 1000)\n"
        "except Broken as broken: print(broken.failure.reason)\n"
        "kept.append(bodies.keep(b'd' * 400))\n"
        "print(*(body.body == bytes([97 + at]) * body.size for at, body in zip((0, 1, 3), kept)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["too-large", "True", "True", "True"]


def test_a_kill_leaves_no_file(tmp_path):
    code = (
        "import time\n"
        "from conformance.wire.keeping import Bodies\n"
        "bodies = Bodies()\n"
        "kept = bodies.keep(b'x' * 1000000)\n"
        "print(kept.size, flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "1000000\n"
        child.send_signal(signal.SIGKILL)
    assert list(tmp_path.iterdir()) == []


def test_a_recorded_body_is_the_one_that_was_sent(peer):
    body = b'{"a": "' + b"\xe4\xb8\xad" * 200_000 + b'"}'
    server = peer(answer(body))
    with Recorder(Target("t", server.url, limits=Limits(request_seconds=10))) as recorder:
        exchanges = [recorder.send(READ, "anonymous", "GET", server.url) for _ in range(2)]
    for exchange in exchanges:
        assert exchange.response is not None
        assert exchange.response.body == body
        assert exchange.response.json.value == {"a": "中" * 200_000}
    assert exchanges[0].response.content is exchanges[1].response.content


def test_what_cannot_be_kept_is_a_failure_not_a_crash(peer, monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", _full)
    server = peer(answer(b"x" * 100_000))
    with Recorder(Target("t", server.url)) as recorder:
        exchange = recorder.send(READ, "anonymous", "GET", server.url)
    assert exchange.response is None
    assert exchange.failure is not None
    assert (exchange.failure.reason, exchange.status) == (Reason.TOO_LARGE, 0)


@pytest.mark.parametrize(
    "body", [b"[" + b"{}," * 500_001 + b"0]", b"\xef\xbb\xbf" + b" \n" * 50 + b"[" + b"[]," * 500_001 + b"0]"]
)
def test_a_text_of_more_containers_than_can_be_read_is_too_large(ask, peer, body):
    got = ask(peer(answer(body)).url, request_seconds=20)
    assert got.reason is Reason.TOO_LARGE
    assert got.detail.en.startswith("the body holds more than 500000 opening brackets")


def test_a_text_with_many_brackets_that_is_no_json_is_read(ask, peer):
    body = b"text " + b"{}[]" * 300_000
    assert ask(peer(answer(body)).url, request_seconds=20).body == body
