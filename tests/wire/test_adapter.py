"""What callers of requests rely on, on top of the bounds that test_bounds and test_framing hold it to."""

from __future__ import annotations

import io

import pytest
import requests

from conformance.model.verdict import Reason
from conformance.wire.adapter import BoundedAdapter, WireError, session


@pytest.fixture
def way(open_core):
    def start(url, **limits):
        return session(open_core(url, **limits))

    return start


def test_an_answer_is_a_whole_requests_response(peer, way):
    head = (
        b"HTTP/1.1 201 Made\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Type: application/json; charset=utf-8\r\n"
    )
    server = peer(head + b"Content-Length: 10\r\n\r\n" + '{"名": 1}'.encode())
    answer = way(server.url).get(server.url + "/x", params={"q": "互通"})
    assert (answer.status_code, answer.reason, answer.ok) == (201, "Made", True)
    assert answer.json() == {"名": 1}
    assert answer.headers["set-cookie"] == "a=1, b=2"
    assert answer.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    assert (answer.raw.version, answer.raw.status, answer.encoding) == (11, 201, "utf-8")
    assert answer.request.url.endswith("/x?q=%E4%BA%92%E9%80%9A")
    assert answer.elapsed.total_seconds() > 0
    assert len(answer.cookies) == 0
    assert len(server.requests) == 1


def test_the_raw_body_is_readable_and_not_decoded_twice(peer, way):
    import gzip

    packed = gzip.compress(b"once", mtime=0)
    server = peer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed)
    client = way(server.url)
    assert client.get(server.url).content == b"once"
    streamed = client.get(server.url, stream=True)
    assert streamed.raw.read1(2, decode_content=True) + streamed.raw.read(decode_content=True) == b"once"
    assert list(client.get(server.url, stream=True).iter_content(3)) == [b"onc", b"e"]


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        ({"data": "互通"}, "互通".encode()),
        ({"data": b"bytes"}, b"bytes"),
        ({"data": io.BytesIO(b"a file")}, b"a file"),
        ({"data": iter([b"by ", b"pieces"])}, b"by pieces"),
        ({"json": {"a": 1}}, b'{"a": 1}'),
        ({}, b""),
    ],
)
def test_every_kind_of_body_arrives_with_its_length(peer, way, arguments, body):
    server = peer(b"HTTP/1.1 204 No Content\r\n\r\n")
    way(server.url).post(server.url, **arguments)
    assert server.requests[0].endswith(b"\r\n\r\n" + body)
    assert b"Content-Length: %d\r\n" % len(body) in server.requests[0]
    assert server.requests[0].lower().count(b"content-length") == 1
    assert b"transfer-encoding" not in server.requests[0].lower()


def test_nothing_of_the_callers_loosens_the_bounds(peer, way):
    server = peer(lambda talk: [talk.hear(), talk.hear()])
    client = way(server.url, request_seconds=0.1)
    with pytest.raises(WireError) as caught:
        client.get(server.url, timeout=60, verify=False, proxies={"http": "http://127.0.0.1:1"})
    assert caught.value.failure.reason is Reason.TIMEOUT
    assert str(caught.value) == caught.value.failure.detail.en
    assert caught.value.request.url == server.url + "/"
    assert not isinstance(caught.value, requests.ConnectionError | requests.Timeout)


def test_it_serves_a_session_of_somebody_elses(peer, open_core):
    server = peer(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")
    adapter = BoundedAdapter(open_core(server.url))
    with requests.Session() as client:
        client.mount("http://", adapter)
        with pytest.raises(WireError) as caught:
            client.get(server.url)
    assert caught.value.failure.reason is Reason.OUT_OF_SCOPE
    assert len(server.requests) == 1


def test_a_header_that_cannot_be_sent_is_an_error_of_requests(peer, way):
    server = peer(b"HTTP/1.1 204 No Content\r\n\r\n")
    with pytest.raises(requests.exceptions.InvalidHeader):
        way(server.url).get(server.url, headers={"X Y": "z"})
    assert server.connections == 0
