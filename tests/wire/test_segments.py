"""Damaged answers never raise, and what comes of them does not depend on how the network cut them."""

from __future__ import annotations

import gzip
import random
import socket
import time

import pytest

from conformance.model.verdict import Reason
from conformance.wire import connection as line_module
from conformance.wire.body import decode, read_body
from conformance.wire.connection import Line
from conformance.wire.core import read_final_head
from conformance.wire.framing import body_length
from conformance.wire.wire_errors import Broken

SOUND = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n c\r\n\r\n2;x=y\r\nok\r\n0\r\nT: u\r\n\r\n",
    b"HTTP/1.1 100 C\r\n\r\nHTTP/1.0 404 \r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello", mtime=0),
]
PIECES = [b"\r\n", b"\n", b"\r", b"\0", b":", b",", b" ", b"0", b"ffffffffffffff", b"\xff", b"Content-Length: 1\r\n"]


def damaged(seed: int) -> bytes:
    dice = random.Random(seed)
    answer = bytearray(dice.choice(SOUND))
    for _ in range(dice.randint(0, 4)):
        place = dice.randrange(len(answer))
        change = dice.randrange(3)
        if change == 0:
            answer[place:place] = dice.choice(PIECES)
        elif change == 1 and len(answer) > 10:
            del answer[place : place + dice.randint(1, 6)]
        else:
            answer[place] = dice.randrange(256)
    return bytes(answer)


def read(answer: bytes) -> tuple[object, ...]:
    """Status, headers and body, or the reason and detail of the failure."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        line = Line(ours, 5.0)
        line.begin(time.monotonic() + 5.0)
        try:
            head = read_final_head(line)
            body = read_body(line, body_length("GET", head), 10_000)
            return head.status, head.headers, decode(body, head.framing.get("content-encoding", ()), 10_000)
        except Broken as broken:
            return broken.failure.reason, broken.failure.detail


def test_damaged_answers_read_the_same_in_one_piece_and_byte_by_byte(monkeypatch: pytest.MonkeyPatch):
    answers = [damaged(seed) for seed in range(1500)]
    whole = [read(answer) for answer in answers]
    monkeypatch.setattr(line_module, "_CHUNK", 1)
    assert [read(answer) for answer in answers] == whole
    outcomes = {result[0] for result in whole}
    assert {200, Reason.PROTOCOL, Reason.TOO_LARGE} <= outcomes
    assert not outcomes & (set(Reason) - {Reason.PROTOCOL, Reason.TOO_LARGE})


@pytest.mark.parametrize("answer", SOUND[:2])
def test_an_answer_of_stated_length_cut_anywhere_is_never_an_answer(answer: bytes):
    for end in range(len(answer)):
        assert read(answer[:end])[0] is Reason.PROTOCOL
