"""Requests go to the target's own host and port, whatever an address or a redirect says."""

from __future__ import annotations

import os

import pytest

from conformance.model.contract import Operation
from conformance.model.exchange import Failure
from conformance.model.target import Target
from conformance.model.verdict import Reason
from conformance.wire.recorder import Recorder
from conformance.wire.scope import Scope

IDNA = "政务.cn".encode("idna").decode()
SCOPE = Scope.of("http://Example.gov.cn:8080/api/")


@pytest.mark.parametrize(
    ("address", "scope"),
    [
        ("http://a.cn", Scope("http", "a.cn", 80, "")),
        ("https://a.cn/", Scope("https", "a.cn", 443, "")),
        ("HTTPS://A.cn:8443/base//", Scope("https", "a.cn", 8443, "/base")),
        ("http://[::1]:81/x", Scope("http", "::1", 81, "/x")),
        ("http://政务.cn", Scope("http", IDNA, 80, "")),
    ],
)
def test_a_scope_is_read_from_an_address(address, scope):
    assert Scope.of(address) == scope


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.cn",
        "//a.cn",
        "ftp://a.cn",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://:80",
        "http://user@a.cn",
        "http://user:password@a.cn",
        "http://@a.cn",
        "http://a.cn:0",
        "http://a.cn:99999",
        "http://a.cn:x",
        "http://a.cn/?x=1",
        "http://a.cn/#x",
        "http://a.cn/目录",
        "http://a b.cn",
        "http://a.cn\r\nX: y",
        "http://a.cn\\b.cn",
        "http://[::1",
    ],
)
def test_anything_but_a_plain_address_is_refused(address):
    with pytest.raises(ValueError, match=r"."):
        Scope.of(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://u:hunter2@a.cn",
        "ftp://u:hunter2@a.cn",
        "http://u:hunter2@",
        "http://u:hunter2@a cn",
        "http://u:hunter2@a:99999",
    ],
)
def test_a_password_in_an_address_is_not_repeated_in_the_message(address):
    with pytest.raises(ValueError, match=r"it must not hold|not written as one") as caught:
        Scope.of(address)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://example.gov.cn:8080/x?y=1", "/x?y=1"),
        ("HTTP://EXAMPLE.gov.cn:8080", "/"),
        ("http://example.gov.cn:8080?y=1#part", "/?y=1"),
        ("http://example.gov.cn:8080/a/../b//c", "/a/../b//c"),
        ("http://example.gov.cn:8080/x@evil.cn", "/x@evil.cn"),
        ("http://example.gov.cn:8080//evil.cn/", "//evil.cn/"),
    ],
)
def test_addresses_in_scope(url, target):
    assert SCOPE.holds(url)
    assert SCOPE.target(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "https://example.gov.cn:8080/",
        "http://example.gov.cn/",
        "http://example.gov.cn:80801/",
        "http://example.gov.cn:8080.evil.cn/",
        "http://example.gov.cn.evil.cn:8080/",
        "http://evil.cn:8080/",
        "http://example.gov.cn:8080@evil.cn/",
        "http://user@example.gov.cn:8080/",
        "http://evil.cn\\@example.gov.cn:8080/",
        "http://example.gov.cn:8080\\@evil.cn/",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "//example.gov.cn:8080/",
        "/x",
        "",
        "http://example.gov.cn:8080/a b",
        "http://example.gov.cn:8080/a\r\nHost: evil.cn",
        "http://example.gov.cn:8080/目录",
        "http://example.gov.cn:8080/\n",
    ],
)
def test_addresses_out_of_scope(url):
    assert not SCOPE.holds(url)


def test_paths_are_put_under_the_base_path():
    assert SCOPE.url("/x", "a=1") == "http://example.gov.cn:8080/api/x?a=1"
    assert SCOPE.url("x") == "http://example.gov.cn:8080/api/x"
    assert SCOPE.url("") == "http://example.gov.cn:8080/api"
    assert SCOPE.holds(SCOPE.url("@evil.cn"))
    assert Scope.of("https://[::1]").url("/") == "https://[::1]/"


@pytest.mark.parametrize(
    ("address", "is_loopback"),
    [
        ("http://127.0.0.5", True),
        ("http://[::1]", True),
        ("http://[::ffff:127.0.0.1]", True),
        ("http://localhost", True),
        ("http://a.cn", False),
    ],
)
def test_a_loopback_host_is_known_as_one(address, is_loopback):
    assert Scope.of(address).is_loopback is is_loopback


def test_an_address_out_of_scope_gets_no_packet(peer, ask):
    target, other = peer(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), peer(b"")
    got = ask(target.url, path=f"@127.0.0.1:{other.port}/")
    assert isinstance(got, Failure)
    assert got.reason is Reason.OUT_OF_SCOPE
    assert (target.connections, other.connections) == (0, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_never_followed(peer, ask, status):
    other = peer(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    for location in (f"{other.url}/", "/again", "http://169.254.169.254/", "file:///etc/passwd", "//\xff[", "caf\xe9"):
        answer = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
        server = peer(answer)
        got = ask(server.url)
        assert not isinstance(got, Failure)
        assert (got.status, got.header("location")) == (status, location)
        assert len(server.requests) == 1
    assert other.connections == 0


def test_nothing_of_the_surroundings_is_used(peer, ask, monkeypatch, tmp_path):
    proxy = peer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n")
    os.chmod(netrc, 0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server = peer(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 2\r\n\r\nok")
    for _ in range(2):
        got = ask(server.url)
        assert not isinstance(got, Failure)
        assert got.body == b"ok"
    assert proxy.connections == 0
    assert not any(b"authorization" in seen.lower() or b"cookie" in seen.lower() for seen in server.requests)


def test_a_recorder_records_what_it_refused(peer):
    server = peer(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    with Recorder(Target("t", server.url)) as recorder:
        exchange = recorder.send(Operation("op", "GET", "/"), "anonymous", "GET", "http://evil.cn/")
    assert exchange.failure is not None
    assert exchange.failure.reason is Reason.OUT_OF_SCOPE
    assert (exchange.number, recorder.count, server.connections) == (1, 0, 0)
