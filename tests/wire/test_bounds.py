"""Time, size and count of an answer are bounded by us, whichever way the request went out."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest

from conformance.model.exchange import Failure
from conformance.model.verdict import Reason
from conformance.wire.body import decode
from conformance.wire.wire_errors import Broken

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def silence(talk):
    talk.hear()
    time.sleep(5)


def header_drip(talk):
    talk.hear()
    talk.drip(HEAD + b"X-Slow: " + b"y" * 1000)


def body_drip(talk):
    talk.hear()
    talk.say(HEAD + b"Content-Length: 1000\r\n\r\n")
    talk.drip(b"x" * 1000)


def chunk_drip(talk):
    talk.hear()
    talk.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    talk.drip(b"1\r\nx\r\n" * 200)


def drip_to_the_end(talk):
    talk.hear()
    talk.say(HEAD + b"\r\n")
    talk.drip(b"x" * 1000)


def slow_interim(talk):
    talk.hear()
    while True:
        talk.say(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        time.sleep(0.02)


def deaf(talk):
    time.sleep(5)


@pytest.mark.parametrize("script", [silence, header_drip, body_drip, chunk_drip, drip_to_the_end, slow_interim])
def test_a_slow_answer_ends_at_the_total_deadline(peer, ask, script):
    started = time.monotonic()
    answer = ask(peer(script).url, request_seconds=0.25)
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.TIMEOUT
    assert answer.detail.en == "no complete answer within 0.25 s"
    assert 0.2 < time.monotonic() - started < 1.0


def test_a_system_that_does_not_read_the_request_ends_at_the_deadline(peer, ask):
    started = time.monotonic()
    answer = ask(peer(deaf).url, "POST", body=b"x" * 32_000_000, request_seconds=0.25)
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.TIMEOUT
    assert time.monotonic() - started < 1.5


def header_flood(talk):
    talk.hear()
    talk.say(HEAD)
    talk.for_ever(b"X-Flood: " + b"y" * 1000 + b"\r\n")


def one_endless_header(talk):
    talk.hear()
    talk.say(HEAD + b"X-Long: ")
    talk.for_ever(b"y" * 65536)


def interim_flood(talk):
    talk.hear()
    talk.for_ever(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)


def endless_chunks(talk):
    talk.hear()
    talk.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    talk.for_ever(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def endless_body(talk):
    talk.hear()
    talk.say(HEAD + b"\r\n")
    talk.for_ever(b"x" * 65536)


def endless_trailers(talk):
    talk.hear()
    talk.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n")
    talk.for_ever(b"X-Trailer: " + b"y" * 1000 + b"\r\n")


def endless_extension(talk):
    talk.hear()
    talk.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;")
    talk.for_ever(b"x" * 4096)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (header_flood, Reason.TOO_LARGE),
        (one_endless_header, Reason.TOO_LARGE),
        (interim_flood, Reason.TOO_LARGE),
        (endless_chunks, Reason.TOO_LARGE),
        (endless_body, Reason.TOO_LARGE),
        (endless_trailers, Reason.TOO_LARGE),
        (endless_extension, Reason.PROTOCOL),
    ],
)
def test_an_endless_answer_ends_at_its_cap(peer, ask, script, reason):
    answer = ask(peer(script).url, body_bytes=100_000, request_seconds=5.0)
    assert isinstance(answer, Failure)
    assert answer.reason is reason


def test_more_than_a_hundred_fields_are_too_many(peer, ask):
    fields = b"".join(b"X-%d: y\r\n" % number for number in range(101))
    answer = ask(peer(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n").url)
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.TOO_LARGE


def test_a_stated_length_beyond_the_cap_is_refused_before_the_body_is_read(peer, ask):
    def head_only(talk):
        talk.hear()
        talk.say(HEAD + b"Content-Length: 10000000000\r\n\r\n")
        time.sleep(5)

    started = time.monotonic()
    answer = ask(peer(head_only).url, request_seconds=5.0)
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.TOO_LARGE
    assert time.monotonic() - started < 1


def coded(coding: bytes, body: bytes) -> bytes:
    return HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(body)) + body


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [(b"gzip", gzip.compress), (b"x-gzip", gzip.compress), (b"deflate", zlib.compress), (b"deflate", raw_deflate)],
)
def test_a_bomb_is_counted_after_decoding_and_an_honest_body_is_decoded(peer, ask, coding, pack):
    bomb = ask(peer(coded(coding, pack(b"\0" * 5_000_000))).url, body_bytes=100_000)
    assert isinstance(bomb, Failure)
    assert bomb.reason is Reason.TOO_LARGE
    honest = ask(peer(coded(coding, pack("互通".encode()))).url)
    assert not isinstance(honest, Failure)
    assert honest.text == "互通"
    assert honest.header("content-encoding") == coding.decode()


def test_a_bomb_is_never_unpacked_beyond_the_cap():
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    tracemalloc.start()
    try:
        with pytest.raises(Broken):
            decode(bomb, ["gzip"], 100_000)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0)),
        (b"br", b"\x0b\x00\x80x\x03"),
        (b"gzip", b"not gzip at all"),
        (b"gzip", gzip.compress(b"x" * 1000, mtime=0)[:-4]),
        (b"gzip", gzip.compress(b"x", mtime=0) + b"trailing rubbish"),
        (b"gzip", gzip.compress(b"", mtime=0) * 50),
        (b"deflate", b"\x78\x9c\xff\xff"),
    ],
)
def test_codings_that_are_nested_unasked_or_broken_give_no_body(peer, ask, coding, body):
    answer = ask(peer(coded(coding, body)).url)
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.PROTOCOL


def test_a_gzip_body_of_several_members_is_read_whole(peer, ask):
    answer = ask(peer(coded(b"gzip", gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0))).url)
    assert not isinstance(answer, Failure)
    assert answer.body == b"one two"


def test_a_body_exactly_at_the_cap_is_read(peer, ask):
    body = b"x" * 1000
    for answer in (
        ask(peer(HEAD + b"Content-Length: 1000\r\n\r\n" + body).url, body_bytes=1000),
        ask(peer(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + body + b"\r\n0\r\n\r\n").url, body_bytes=1000),
        ask(peer(coded(b"gzip", gzip.compress(body, mtime=0))).url, body_bytes=1000),
    ):
        assert not isinstance(answer, Failure)
        assert answer.body == body
