"""A name is looked up once and stays; link-local, metadata and other addresses no system has are never asked."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest

from conformance.model.exchange import Failure
from conformance.model.target import Reach
from conformance.model.verdict import Reason
from conformance.wire.addresses import look_up, must_be_askable, writings
from conformance.wire.dial import pinned
from conformance.wire.scope import Scope
from conformance.wire.stopping import Stop
from conformance.wire.wire_errors import Broken, UnusableError

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

REFUSED = [
    "169.254.169.254",
    "169.254.170.2",
    "169.254.0.1",
    "169.254.255.255",
    "fe80::1",
    "febf::1",
    "fe80::1%lo",
    "fd00:ec2::254",
    "fd20:ce::254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "224.0.0.1",
    "239.255.255.255",
    "ff02::1",
    "240.0.0.1",
    "255.255.255.255",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "::ffff:0.0.0.0",
    "::169.254.169.254",
    "::ffff:0:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "::ffff:100.100.100.200",
]
ASKED = ["127.0.0.1", "127.9.9.9", "::1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "100.100.100.201", "100.64.0.1"]
ASKED += ["8.8.8.8", "fd12:3456::1", "2001:db8::1", "2400:3200::1", "::ffff:10.0.0.1", "192.0.0.9", "169.253.255.255"]


@pytest.mark.parametrize("number", REFUSED)
def test_addresses_no_system_has_are_never_asked(number):
    with pytest.raises(UnusableError) as caught:
        must_be_askable("a.cn", [number], ())
    assert (caught.value.key, f"a.cn → {number} is" in caught.value.text.en) == ("address", True)
    assert f"allow_address: [{number}]" in caught.value.text.zh


@pytest.mark.parametrize("number", ASKED)
def test_other_addresses_are_asked_private_ones_too(number):
    must_be_askable("a.cn", [number], ())


def test_one_refused_number_among_several_refuses_the_name():
    for numbers in (["10.0.0.1", "169.254.169.254"], ["169.254.169.254", "10.0.0.1"], ["::1", "fe80::1%eth0"]):
        with pytest.raises(UnusableError):
            must_be_askable("a.cn", numbers, ())


@pytest.mark.parametrize(
    ("number", "allowed"),
    [
        ("169.254.10.5", "169.254.10.5"),
        ("169.254.10.5", "169.254.0.0/16"),
        ("::ffff:169.254.10.5", "169.254.10.5"),
        ("fe80::1%eth0", "fe80::/10"),
        ("0.0.0.0", "0.0.0.0"),
    ],
)
def test_what_is_listed_is_asked_and_nothing_else(number, allowed):
    must_be_askable("a.cn", [number], (allowed,))
    with pytest.raises(UnusableError):
        must_be_askable("a.cn", [number, "169.254.169.254"], (allowed.replace("/16", "/17"),))


def test_an_address_and_the_one_it_is_another_writing_of():
    assert writings(ip_address("::1")) == (ip_address("::1"),)
    assert ip_address("10.0.0.1") in writings(ip_address("2002:a00:1::"))
    assert writings(ip_address("2001:db8::a00:1")) == (ip_address("2001:db8::a00:1"),)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0xA9.0xFE.0xA9.0xFE",
        "0251.0376.0251.0376",
        "169.254.43518",
        "169.16689662",
        "0",
        "[::ffff:a9fe:a9fe]",
        "[0:0:0:0:0:ffff:169.254.169.254]",
        "[fe80::1]",
        "１６９.254.169.254",
    ],
)
def test_however_it_is_written_it_is_known(host):
    with pytest.raises(UnusableError, match=r"nothing was sent"):
        pinned(Scope.of(f"http://{host}:9/"), Reach(), 5)


def answers(monkeypatch: pytest.MonkeyPatch, *rounds: list[str]) -> list[str]:
    """Let the resolver answer with these numbers, round by round, the last of them again and again; what was asked."""
    asked: list[str] = []
    left = list(rounds)

    def resolve(host, port, **_):
        asked.append(host)
        numbers = left.pop(0) if len(left) > 1 else left[0]
        if not numbers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_is_looked_up_once_and_cannot_move(peer, open_core, monkeypatch):
    server = peer(OK)
    asked = answers(monkeypatch, ["127.0.0.1"], ["169.254.169.254"])
    scope = Scope.of(f"http://city.gov.cn:{server.port}")
    reach = pinned(scope, Reach(), 5)
    assert reach.addresses == ("127.0.0.1",)
    core = open_core(scope.url(""), reach=reach)
    for _ in range(3):
        got = core.send("GET", scope.url("/"), (("Connection", "close"),))
        assert not isinstance(got, Failure)
    assert asked == ["city.gov.cn"]


def test_a_name_nobody_looked_up_before_is_refused_when_it_is(open_core, monkeypatch):
    asked = answers(monkeypatch, ["10.0.0.1", "169.254.169.254"])
    core = open_core("http://city.gov.cn")
    for _ in range(2):
        got = core.send("GET", "http://city.gov.cn/", (("Authorization", "Bearer secret"),))
        assert isinstance(got, Failure)
        assert (got.reason, got.input) == (Reason.OUT_OF_SCOPE, "allow_address")
        assert "a metadata address of a cloud" in got.detail.en
    assert core.sent.total() == 0
    assert len(asked) == 2


def test_a_name_that_does_not_resolve_is_a_result_not_a_wrong_address(open_core, monkeypatch):
    answers(monkeypatch, [])
    scope = Scope.of("http://nowhere.gov.cn")
    assert pinned(scope, Reach(), 5) == Reach()
    with pytest.raises(Broken):
        look_up("nowhere.gov.cn", 80, time.monotonic() + 5, Stop())
    got = open_core("http://nowhere.gov.cn").send("GET", "http://nowhere.gov.cn/")
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.UNREACHABLE, "host nowhere.gov.cn does not resolve")


def test_numbers_are_tried_in_turn(peer, open_core):
    server = peer(OK)
    url = f"http://city.gov.cn:{server.port}"
    got = open_core(url, reach=Reach(addresses=("::1", "127.0.0.1"))).send("GET", url)
    assert not isinstance(got, Failure)
