"""What a system may do to whoever asks it, at the level of bytes: one function a behaviour, and what is due of each."""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conformance.model.verdict import Reason

CAP = 64 * 1024
"""Decoded bytes of one answer these are asked with."""

LINE = b"HTTP/1.1 200 OK\r\n"
HEAD = LINE + b"Content-Type: application/json\r\n"
BODY = b'{"name": "a"}'
SOUND = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@dataclass(frozen=True)
class Behaviour:
    """A script for every connection, the reason a run must end with (None: it is an answer), and seconds a request."""

    name: str
    script: Callable[[Any], None]
    due: Reason | None
    seconds: float
    tls: bool = False


BEHAVIOURS: dict[str, Behaviour] = {}


def due(reason: Reason | None, tls: bool = False) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Enter a behaviour with what is due of it. What takes for ever gets little time, all others get enough of it."""

    def enter(script: Callable[[Any], None]) -> Callable[[Any], None]:
        name = script.__name__
        BEHAVIOURS[name] = Behaviour(name, script, reason, 0.3 if reason is Reason.TIMEOUT else 20, tls)
        return script

    return enter


def always(name: str, reason: Reason | None, answer: bytes) -> None:
    """A behaviour that is the same bytes for every request, after which the connection is closed."""

    def script(talk: Any) -> None:
        if talk.hear():
            talk.say(answer)

    script.__name__ = name
    due(reason)(script)


def goes_on(name: str, reason: Reason, said: bytes = b"", *, drip: bytes = b"", flood: bytes = b"") -> None:
    """A behaviour that hears a request, says something and goes on: byte by byte, or as much as it can."""

    def script(talk: Any) -> None:
        talk.hear()
        talk.say(said)
        talk.drip(drip)
        if flood:
            talk.for_ever(flood)

    script.__name__ = name
    due(reason)(script)


def reset(talk: Any) -> None:
    """End the connection the hard way."""
    talk.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.sock.close()


def coded(coding: bytes, body: bytes) -> bytes:
    return HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(body)) + body


# Drips: every byte comes in time, the whole never.


@due(Reason.TIMEOUT)
def silence(talk: Any) -> None:
    while talk.hear():
        pass


@due(Reason.TIMEOUT)
def deafness(talk: Any) -> None:
    talk.sleep(30)


goes_on("drip_of_the_status_line", Reason.TIMEOUT, drip=b"HTTP/1.1 200 " + b"O" * 1000)
goes_on("drip_of_a_header", Reason.TIMEOUT, drip=HEAD + b"X-Slow: " + b"y" * 1000)
goes_on("drip_of_a_body", Reason.TIMEOUT, HEAD + b"Content-Length: 1000\r\n\r\n", drip=b" " * 1000)
goes_on("drip_of_chunks", Reason.TIMEOUT, CHUNKED, drip=b"1\r\n \r\n" * 200)
goes_on("drip_of_interim_answers", Reason.TIMEOUT, drip=b"HTTP/1.1 100 Continue\r\n\r\n" * 40)
goes_on("drip_of_trailers", Reason.TIMEOUT, CHUNKED + b"0\r\n", drip=b"X-Late: yes\r\n" * 50)
SLOW = gzip.compress(BODY * 1000, mtime=0) + b"\0" * 1000
goes_on(
    "drip_of_a_compressed_body",
    Reason.TIMEOUT,
    HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(SLOW),
    drip=SLOW,
)


@due(Reason.TIMEOUT)
def length_that_is_never_reached(talk: Any) -> None:
    talk.hear()
    talk.say(HEAD + b"Content-Length: 60000\r\n\r\n" + b" " * 59999)
    talk.sleep(30)


# Floods: more than anybody asked for, as fast as it goes.


goes_on("endless_header_line", Reason.TOO_LARGE, LINE + b"X-Long: ", flood=b"y" * 65536)
goes_on("endless_header_fields", Reason.TOO_LARGE, LINE, flood=b"X-Many: y\r\n" * 5000)
goes_on("endless_status_line", Reason.TOO_LARGE, b"HTTP/1.1 200 ", flood=b"O" * 65536)
goes_on("endless_folded_header", Reason.TOO_LARGE, LINE + b"X-Folded: y\r\n", flood=b" y\r\n" * 10000)
goes_on("endless_body", Reason.TOO_LARGE, HEAD + b"\r\n", flood=b" " * 65536)
goes_on("endless_chunks", Reason.TOO_LARGE, CHUNKED, flood=(b"400\r\n" + b" " * 1024 + b"\r\n") * 64)
goes_on("flood_of_chunks_of_one_byte", Reason.TOO_LARGE, CHUNKED, flood=b"1\r\n \r\n" * 10000)
goes_on("endless_chunk_extension", Reason.PROTOCOL, CHUNKED + b"1;x=", flood=b"y" * 65536)


@due(Reason.TOO_LARGE)
def hundred_megabytes_of_trailers(talk: Any) -> None:
    talk.hear()
    talk.say(CHUNKED + b"0\r\n")
    for _ in range(100):
        talk.say(b"X-Trailer: y\r\n" * (1024 * 1024 // 14))
    talk.say(b"\r\n")


goes_on("flood_of_interim_answers", Reason.TOO_LARGE, flood=b"HTTP/1.1 102 Processing\r\n\r\n" * 2000)


@due(Reason.PROTOCOL)
def flood_before_anything_was_asked(talk: Any) -> None:
    talk.for_ever(b"\0" * 65536)


always("ten_thousand_headers", Reason.TOO_LARGE, LINE + b"X: y\r\n" * 10000 + b"Content-Length: 0\r\n\r\n")
always("length_of_an_exabyte", Reason.TOO_LARGE, HEAD + b"Content-Length: 999999999999999999\r\n\r\n")
always("chunk_of_a_petabyte", Reason.TOO_LARGE, CHUNKED + b"FFFFFFFFFFFFF\r\n")

# Bombs: little on the wire, much of it unpacked.


def packed(size: int, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()


BOMB = packed(128 << 20)
always("gzip_bomb", Reason.TOO_LARGE, coded(b"gzip", BOMB))
always("deflate_bomb", Reason.TOO_LARGE, coded(b"deflate", zlib.compress(b" " * (64 << 20), 9)))
always("gzip_bomb_in_two_codings", Reason.PROTOCOL, coded(b"gzip, gzip", gzip.compress(BOMB, mtime=0)))
always("gzip_bomb_inside_gzip", Reason.TOO_LARGE, coded(b"gzip", gzip.compress(BOMB, 1, mtime=0)))
always("flood_of_empty_gzip_members", Reason.PROTOCOL, coded(b"gzip", gzip.compress(b"", mtime=0) * 3000))
always("gzip_cut_off", Reason.PROTOCOL, coded(b"gzip", gzip.compress(BODY * 100, mtime=0)[:-9]))
always("gzip_followed_by_something", Reason.PROTOCOL, coded(b"gzip", gzip.compress(BODY, mtime=0) + b"rest"))
always("coding_nobody_asked_for", Reason.PROTOCOL, coded(b"br", BODY))

# Frames that contradict themselves: where does the answer end?

always("body_shorter_than_its_length", Reason.PROTOCOL, HEAD + b"Content-Length: 100\r\n\r\n" + BODY)
always("two_lengths", Reason.PROTOCOL, HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
always("length_and_chunks", Reason.PROTOCOL, HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}")
always("negative_length", Reason.PROTOCOL, HEAD + b"Content-Length: -1\r\n\r\n")
always("length_with_a_plus", Reason.PROTOCOL, HEAD + b"Content-Length: +2\r\n\r\n{}")
always("length_in_other_digits", Reason.PROTOCOL, HEAD + "Content-Length: ２\r\n\r\n{}".encode())
always("chunk_size_beyond_any_number", Reason.PROTOCOL, CHUNKED + b"F" * 400 + b"\r\n")
always("negative_chunk", Reason.PROTOCOL, CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n")
always("chunk_longer_than_its_size", Reason.PROTOCOL, CHUNKED + b"2\r\n{}}\r\n0\r\n\r\n")
always("chunks_in_chunks", Reason.PROTOCOL, HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
always("old_and_chunked", Reason.PROTOCOL, b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
always("last_chunk_missing", Reason.PROTOCOL, CHUNKED + b"2\r\n{}\r\n")

# Bytes that are no HTTP/1.x.

always("http_0_9", Reason.PROTOCOL, b"<html>an answer without a head</html>")
always("http_2", Reason.PROTOCOL, b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\0" * 18)
always("nul_in_a_header", Reason.PROTOCOL, LINE + b"X-Nul: a\0b\r\nContent-Length: 2\r\n\r\n{}")
always("bare_line_feeds", Reason.PROTOCOL, b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}\r\n\r\n")
always("blank_in_a_header_name", Reason.PROTOCOL, LINE + b"Content-Length : 2\r\n\r\n{}")
always("status_of_four_digits", Reason.PROTOCOL, b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}")
always("protocols_switched", Reason.PROTOCOL, b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n")
always("nothing_at_all", Reason.PROTOCOL, b"")


@due(Reason.PROTOCOL)
def reset_in_the_middle(talk: Any) -> None:
    talk.hear()
    talk.say(HEAD + b"Content-Length: 100\r\n\r\n" + BODY)
    talk.sleep(0.05)
    reset(talk)


@due(Reason.PROTOCOL)
def reset_instead_of_an_answer(talk: Any) -> None:
    talk.hear()
    reset(talk)


@due(Reason.PROTOCOL)
def half_close_inside_the_head(talk: Any) -> None:
    talk.hear()
    talk.say(HEAD)
    talk.sock.shutdown(socket.SHUT_WR)
    talk.sleep(1)


@due(Reason.PROTOCOL)
def half_close_inside_the_body(talk: Any) -> None:
    talk.hear()
    talk.say(HEAD + b"Content-Length: 100\r\n\r\n" + BODY)
    talk.sock.shutdown(socket.SHUT_WR)
    talk.sleep(1)


# Limits without end.

FOR_EVER = b"Retry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n"
always("limited_for_ever", Reason.RATE_LIMITED, b"HTTP/1.1 429 Too Many\r\n" + FOR_EVER)
always("unavailable_for_ever", Reason.RATE_LIMITED, b"HTTP/1.1 503 Unavailable\r\n" + FOR_EVER)

# Games in which there is an answer all the same: they must not cost more than that.


@due(None)
def closed_after_each_answer_against_its_word(talk: Any) -> None:
    talk.hear()
    talk.say(SOUND.replace(LINE, LINE + b"Connection: keep-alive\r\n"))


@due(None)
def kept_open_against_its_word(talk: Any) -> None:
    talk.hear()
    talk.say(SOUND.replace(LINE, LINE + b"Connection: close\r\n"))
    talk.sleep(2)


@due(None)
def more_than_its_length(talk: Any) -> None:
    while talk.hear():
        talk.say(SOUND + b"and more")


@due(None)
def second_answer_nobody_asked_for(talk: Any) -> None:
    while talk.hear():
        talk.say(SOUND + HEAD + b'Content-Length: 14\r\n\r\n{"name": "no"}')


@due(None)
def answer_before_the_question(talk: Any) -> None:
    talk.say(SOUND)
    while talk.hear():
        talk.say(SOUND)


@due(None)
def connection_of_many_words(talk: Any) -> None:
    while talk.hear():
        talk.say(SOUND.replace(LINE, LINE + b"Connection: " + b"x," * 20000 + b"keep-alive\r\n"))


@due(None)
def one_byte_a_packet(talk: Any) -> None:
    while talk.hear():
        for at in range(len(SOUND)):
            talk.say(SOUND[at : at + 1])


always("redirect_to_itself", None, b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")
always(
    "redirect_to_metadata",
    None,
    b"HTTP/1.1 307 Moved\r\nLocation: http://169.254.169.254/latest/meta-data\r\nContent-Length: 0\r\n\r\n",
)
always("depth_of_thirty_thousand", None, HEAD + b"Content-Length: 60000\r\n\r\n" + b"[" * 30000 + b"]" * 30000)
always("number_of_fifty_thousand_digits", None, HEAD + b"Content-Length: 50000\r\n\r\n" + b"1" * 50000)
always("gzip_inside_gzip", None, coded(b"gzip", gzip.compress(gzip.compress(BODY, mtime=0), mtime=0)))
always(
    "content_type_of_sixty_thousand",
    None,
    LINE + b"Content-Type: " + b"a/" * 30000 + b"\r\nContent-Length: 2\r\n\r\n{}",
)
always("escapes_in_the_reason", None, b"HTTP/1.1 200 \x1b[2J\x1b]0;gone\x07\r\nContent-Length: 2\r\n\r\n{}")


# TLS.


@due(Reason.TIMEOUT, tls=True)
def tls_drip(talk: Any) -> None:
    talk.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 1000)


@due(Reason.TIMEOUT, tls=True)
def tls_silence(talk: Any) -> None:
    talk.sleep(30)


@due(Reason.PROTOCOL, tls=True)
def tls_garbage(talk: Any) -> None:
    talk.hear_some()
    talk.say(b"\xff" * 4096)


@due(Reason.PROTOCOL, tls=True)
def tls_flood_of_empty_records(talk: Any) -> None:
    talk.hear_some()
    talk.for_ever(b"\x16\x03\x03\x00\x00" * 1000)


@due(Reason.PROTOCOL, tls=True)
def tls_answered_in_plain(talk: Any) -> None:
    talk.hear_some()
    talk.say(SOUND)


@due(Reason.PROTOCOL, tls=True)
def tls_reset_in_the_handshake(talk: Any) -> None:
    talk.hear_some()
    reset(talk)


@due(Reason.PROTOCOL, tls=True)
def tls_fatal_alert(talk: Any) -> None:
    talk.hear_some()
    talk.say(b"\x15\x03\x03\x00\x02\x02\x28")
