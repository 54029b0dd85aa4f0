"""An answer ends exactly where its head says, or there is no answer."""

from __future__ import annotations

import gc
import socket
import struct
import sys
import threading
import time

import pytest

from conformance.model.exchange import Failure
from conformance.model.verdict import Reason

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"", "closed without an answer"),
        (b"HTTP/1.1 200 OK\r\n", "ended inside the head"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", "ended inside the head"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "truncated"),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"items": []}', "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", "truncated"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n", "does not end where"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", "chunk size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", "chunk size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", "chunk size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n", "chunk size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "not chunked alone"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nok", "not chunked alone"),
        (b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "not chunked alone"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "both"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!", "contradict"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok!", "contradict"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok", "whole number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok", "whole number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok", "whole number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok", "whole number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nok", "whole number"),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok\r\n\r\n", "bare"),
        (b"HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 2\r\n\r\nok", "bare"),
        (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 2\r\n\r\nok", "NUL"),
        (b"HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok", "field line"),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nok", "field line"),
        (b"HTTP/1.1 200 OK\r\n: no name\r\n\r\nok", "field line"),
        (b"HTTP/1.1 099 Odd\r\n\r\n", "status line"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "status line"),
        (b"HTTP/1.2 200 OK\r\n\r\n", "status line"),
        (b"HTTP/2 200 OK\r\n\r\n", "not HTTP/1.x"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "not HTTP/1.x"),
        (b"<html>HTTP/0.9</html>", "not HTTP/1.x"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "unasked"),
    ],
)
def test_a_malformed_or_truncated_answer_is_no_answer(peer, ask, script, answer, says):
    got = ask(peer(script("once")(answer)).url)
    assert isinstance(got, Failure)
    assert got.reason is Reason.PROTOCOL
    assert says in got.detail.en
    assert got.detail.zh


@pytest.mark.parametrize(
    ("method", "answer", "status", "body"),
    [
        ("GET", b"HTTP/1.1 200 OK\r\n\r\nto the end", 200, b"to the end"),
        ("GET", b"HTTP/1.0 200 OK\r\n\r\nold", 200, b"old"),
        ("GET", b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, b"ok"),
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, b"ok"),
        ("GET", b"HTTP/1.1 200 OK\r\ncontent-LENGTH:2\r\n\r\nok", 200, b"ok"),
        ("GET", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2;a=b\r\nok\r\n000\r\nT: x\r\n\r\n", 200, b"ok"),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n", 304, b""),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 50000000000\r\n\r\n", 200, b""),
        ("HEAD", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, b""),
        ("GET", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK, 200, b"ok"),
        ("GET", b"HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n", 599, b""),
    ],
)
def test_odd_but_legal_answers_are_read(peer, ask, script, method, answer, status, body):
    got = ask(peer(script("once")(answer)).url, method)
    assert not isinstance(got, Failure)
    assert (got.status, got.body) == (status, body)


def test_headers_keep_their_order_their_case_and_their_repetition(peer, open_core):
    fields = b"B: 1\r\na:  x \t\r\nB: 2\r\nFolded: one\r\n  two\r\nL: caf\xe9\r\nContent-Length: 0\r\n"
    url = peer(b"HTTP/1.1 200 Gut so\r\n" + fields + b"\r\n").url
    got = open_core(url).send("GET", url)
    assert not isinstance(got, Failure)
    assert got.reason == "Gut so"
    wanted = (("B", "1"), ("a", "x"), ("B", "2"), ("Folded", "one two"), ("L", "café"), ("Content-Length", "0"))
    assert got.headers == wanted


def test_one_connection_serves_request_after_request(peer, open_core):
    server = peer(OK)
    core = open_core(server.url)
    for _ in range(5):
        got = core.send("GET", server.url + "/x")
        assert not isinstance(got, Failure)
    assert (server.connections, len(server.requests), core.sent["GET"]) == (1, 5, 5)


@pytest.mark.parametrize("pause", [0.0, 0.05])
@pytest.mark.parametrize("status", [b"200 OK", b"204 No Content"])
def test_bytes_after_the_body_never_become_the_next_answer(peer, open_core, status, pause):
    smuggled = threading.Event()

    def smuggler(talk):
        talk.hear()
        length = b"0" if status.startswith(b"204") else b"2"
        body = b"" if status.startswith(b"204") else b"ok"
        first = b"HTTP/1.1 " + status + b"\r\nContent-Length: " + length + b"\r\n\r\n" + body
        extra = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsmuggle"
        if pause:
            talk.say(first)
            time.sleep(pause)
            talk.say(extra)
        else:
            talk.say(first + extra)
        smuggled.set()
        while talk.hear():
            talk.say(OK)

    server = peer(smuggler)
    core = open_core(server.url)
    core.send("GET", server.url)
    assert smuggled.wait(10)
    second = core.send("GET", server.url)
    assert not isinstance(second, Failure)
    assert second.body != b"smuggle"
    assert server.connections == 2


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nConnection: Close\r\n", b"HTTP/1.0 200 OK\r\n"])
def test_a_connection_the_system_means_to_close_is_not_used_again(peer, open_core, head):
    server = peer(head + b"Content-Length: 2\r\n\r\nok")
    core = open_core(server.url)
    for _ in range(2):
        core.send("GET", server.url)
    assert server.connections == 2


def hangs_up_on_the_second_request(talk):
    talk.hear()
    talk.say(OK)
    talk.hear()


def test_a_stale_connection_is_tried_again_for_safe_methods_only(peer, open_core):
    server = peer(hangs_up_on_the_second_request)
    core = open_core(server.url)
    first, second = core.send("GET", server.url), core.send("GET", server.url)
    assert not isinstance(first, Failure)
    assert not isinstance(second, Failure)
    assert (server.connections, server.methods) == (2, ["GET", "GET", "GET"])
    third = core.send("POST", server.url, (), b"once only")
    assert isinstance(third, Failure)
    assert third.reason is Reason.PROTOCOL
    assert server.methods.count("POST") == 1


def test_a_connection_closed_in_peace_is_replaced_before_a_write(peer, open_core, script):
    server = peer(script("once")(OK))
    core = open_core(server.url)
    core.send("GET", server.url)
    time.sleep(0.05)
    got = core.send("POST", server.url, (), b"x")
    assert not isinstance(got, Failure)
    assert server.methods == ["GET", "POST"]


def test_a_reset_inside_the_body_is_named(peer, ask):
    def resets(talk):
        talk.hear()
        talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart")
        time.sleep(0.05)
        talk.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    got = ask(peer(resets).url)
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.PROTOCOL, "the body is truncated: the connection ended inside it")


def test_an_answer_before_the_whole_request_was_read_is_still_read(peer, open_core):
    def impatient(talk):
        talk.sock.recv(1000)
        talk.say(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
        talk.sock.shutdown(socket.SHUT_WR)
        while talk.sock.recv(65536):
            pass

    server = peer(impatient)
    got = open_core(server.url).send("POST", server.url, (), b"x" * 4_000_000)
    assert not isinstance(got, Failure)
    assert got.status == 413


def test_what_we_send_is_plain_and_complete(peer, open_core):
    server = peer(OK)
    core = open_core(server.url)
    core.send("POST", server.url + "/a%20b?q=%E4%BA%92#part", (("X-Latin", "caf\xe9"),), b"body")
    core.send("PUT", server.url, (("accept-encoding", "gzip"), ("Host", "other"), ("user-agent", "me")))
    core.send("GET", server.url)
    core.send("POST", server.url, (("content-length", "4"),), b"body")
    posted, put, got, counted = server.requests
    host = b"Host: 127.0.0.1:%d" % server.port
    assert posted.split(b"\r\n")[0] == b"POST /a%20b?q=%E4%BA%92 HTTP/1.1"
    assert host in posted
    assert b"\r\nX-Latin: caf\xe9\r\n" in posted
    assert b"\r\nAccept-Encoding: identity\r\n" in posted
    assert posted.endswith(b"Content-Length: 4\r\n\r\nbody")
    assert put.endswith(b"accept-encoding: gzip\r\nHost: other\r\nuser-agent: me\r\nContent-Length: 0\r\n\r\n")
    assert b"identity" not in put
    assert counted.lower().count(b"content-length: 4\r\n") == 1
    assert b"Content-Length" not in got
    assert b"Accept:" not in got


@pytest.mark.parametrize(
    ("method", "header"),
    [
        ("GET", ("X", "a\r\nInjected: yes")),
        ("GET", ("X", "a\nb")),
        ("GET", ("X", "a\x00b")),
        ("GET", ("X", "互通")),
        ("GET", ("X\r\nInjected", "yes")),
        ("GET", ("X Y", "a")),
        ("GET", ("", "a")),
        ("GET", ("名", "a")),
        ("GET", ("Transfer-Encoding", "chunked")),
        ("POST", ("Content-Length", "5")),
        ("GET", ("content-length", "+0")),
        ("GET / HTTP/1.1\r\nX: y\r\n\r\nDELETE", ("X", "a")),
    ],
)
def test_what_would_not_arrive_as_one_request_is_refused_before_sending(peer, open_core, method, header):
    server = peer(OK)
    with pytest.raises(ValueError, match=r"header|method|Transfer-Encoding|Content-Length"):
        open_core(server.url).send(method, server.url, (header,))
    assert server.connections == 0


def test_a_system_that_is_not_there_is_unreachable(ask):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    got = ask(f"http://127.0.0.1:{port}")
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.UNREACHABLE, "connection refused")


def test_a_name_that_does_not_resolve_is_unreachable(ask):
    got = ask("http://nowhere.invalid")
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.UNREACHABLE, "host nowhere.invalid does not resolve")


def test_header_lines_are_remembered_no_longer_than_their_connection(peer, open_core):
    server = peer(b"HTTP/1.1 200 OK\r\nSet-Cookie: session=hunter2\r\nContent-Length: 0\r\n\r\n")
    core = open_core(server.url)
    first, second = (core.send("GET", server.url) for _ in range(2))
    assert first.headers[0] is second.headers[0]
    field, nobodys = first.headers[0], tuple("ab")
    del first, second
    core.close()
    gc.collect()
    assert sys.getrefcount(field) == sys.getrefcount(nobodys)
