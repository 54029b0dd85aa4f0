"""A run that may not write sends no unsafe method, counted at the server."""

from __future__ import annotations

import pytest
import requests

from conformance.model.contract import Operation
from conformance.model.target import Target
from conformance.model.verdict import Reason
from conformance.wire.adapter import WireError, session
from conformance.wire.core import Core
from conformance.wire.recorder import Recorder

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
UNSAFE = ["POST", "PUT", "PATCH", "DELETE", "get", "TRACE", "CONNECT", "PROPFIND"]
SAFE = ["GET", "HEAD", "OPTIONS"]


@pytest.mark.parametrize(("environment", "writes"), [("production", False), ("production", True), ("test", False)])
def test_a_read_only_run_sends_no_unsafe_request(peer, environment, writes):
    server = peer(OK)
    with Recorder(Target("t", server.url, environment=environment, writes=writes)) as recorder:
        for method in UNSAFE + SAFE:
            exchange = recorder.send(Operation("op", method, "/"), "anonymous", method, server.url, (), b"x")
            assert (exchange.response is None) is (method in UNSAFE)
            if exchange.failure is not None:
                assert exchange.failure.reason is Reason.OUT_OF_SCOPE
                assert "environment: test" in exchange.failure.detail.en
                assert "environment: test" in exchange.failure.detail.zh
    assert server.methods == SAFE
    assert recorder.by_method == {"GET": 1, "HEAD": 1, "OPTIONS": 1}


def test_requests_cannot_write_around_it(peer):
    server = peer(OK)
    with Recorder(Target("t", server.url)) as recorder, session(recorder) as way:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            with pytest.raises(WireError) as caught:
                way.request(method, server.url, json={"a": 1})
            assert caught.value.failure.reason is Reason.OUT_OF_SCOPE
            assert type(caught.value).__mro__[1] is requests.RequestException
        assert way.get(server.url).status_code == 200
    assert server.methods == ["GET"]


def test_a_bare_core_writes_only_when_told_to(peer, open_core):
    server = peer(OK)
    writing = open_core(server.url)
    with Core(writing.scope, writing.limits) as core:
        core.send("DELETE", server.url)
    assert server.methods == []
    writing.send("DELETE", server.url)
    assert server.methods == ["DELETE"]


def test_a_run_that_may_write_writes(peer):
    server = peer(OK)
    with Recorder(Target("t", server.url, environment="test", writes=True)) as recorder:
        exchange = recorder.send(Operation("op", "POST", "/"), "anonymous", "POST", server.url, (), b"x")
    assert exchange.response is not None
    assert server.methods == ["POST"]
