"""Rate, Retry-After, budgets and the breaker, against a real server with only the clock made up."""

from __future__ import annotations

import pytest

from conformance.model.target import Limits
from conformance.model.verdict import Reason
from conformance.wire.core import Core
from conformance.wire.pacing import Pace
from conformance.wire.scope import Scope

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Hours:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def paced(hours):
    cores = []

    def start(url, **limits):
        core = Core(Scope.of(url), Limits(**{"request_seconds": 3.0, **limits}), may_write=True)
        cores.append(core)
        return Pace(core, clock=hours.clock, sleep=hours.sleep)

    yield start
    for core in cores:
        core.close()


def limited(*fields: bytes, status: bytes = b"429 Too Many Requests") -> bytes:
    return (
        b"HTTP/1.1 " + status + b"\r\n" + b"".join(field + b"\r\n" for field in fields) + b"Content-Length: 0\r\n\r\n"
    )


def test_a_loopback_system_is_asked_at_full_speed(peer, paced, hours):
    server = peer(OK)
    pace = paced(server.url)
    for _ in range(20):
        assert pace.send("GET", server.url).failure is None
    assert hours.slept == []


def test_any_other_system_is_asked_at_its_rate(peer, paced, hours, monkeypatch):
    server = peer(OK)
    monkeypatch.setattr(Scope, "is_loopback", False)
    pace = paced(server.url, rate=4)
    for _ in range(5):
        assert pace.send("GET", server.url).failure is None
    assert hours.slept == [0.25] * 4
    hours.now += 60
    pace.send("GET", server.url)
    assert hours.slept == [0.25] * 4, "time that went by unused is not saved up, and not waited for either"


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ((b"Retry-After: 7",), 7.0),
        ((b"Retry-After: 0",), 0.2),
        ((b"Date: Mon, 23 Nov 2026 04:00:00 GMT", b"Retry-After: Mon, 23 Nov 2026 04:00:09 GMT"), 9.0),
        ((b"Date: Mon, 23 Nov 2026 04:00:00 GMT", b"Retry-After: Mon, 23 Nov 2026 03:00:00 GMT"), 0.2),
        ((b"Retry-After: Mon, 23 Nov 2026 04:00:09 GMT",), 0.2),
        ((b"Retry-After: soon",), 0.2),
        ((b"Retry-After: -5",), 0.2),
        ((b"Retry-After: \xb2",), 0.2),
        ((), 0.2),
    ],
)
def test_retry_after_is_waited_for_and_a_safe_request_sent_again(peer, paced, hours, script, fields, waits):
    server = peer(script("answering")(limited(*fields), OK))
    reply = paced(server.url).send("GET", server.url)
    assert (reply.response.status, reply.failure) == (200, None)
    assert hours.slept == [waits]
    assert len(server.requests) == 2


def test_503_is_a_limit_only_with_retry_after(peer, paced, hours, script):
    busy = b"503 Service Unavailable"
    plain = peer(limited(status=busy))
    reply = paced(plain.url).send("GET", plain.url)
    assert (reply.response.status, reply.failure, len(plain.requests)) == (503, None, 1)
    asking = peer(script("answering")(limited(b"Retry-After: 3", status=busy), OK))
    assert paced(asking.url).send("GET", asking.url).response.status == 200
    assert hours.slept == [3.0]


def test_still_limited_after_one_more_try_is_said_with_the_answer(peer, paced, hours):
    server = peer(limited(b"Retry-After: 2"))
    reply = paced(server.url).send("GET", server.url)
    assert reply.response.status == 429
    assert reply.failure.reason is Reason.RATE_LIMITED
    assert (hours.slept, len(server.requests)) == ([2.0], 2)


def test_a_write_refused_with_429_was_not_done_and_is_sent_again(peer, paced, hours, script):
    server = peer(script("answering")(limited(b"Retry-After: 2"), OK))
    pace = paced(server.url)
    reply = pace.send("POST", server.url, (), b"x")
    assert (reply.response.status, reply.failure) == (200, None)
    assert (server.methods, hours.slept, dict(pace.repeated)) == (["POST", "POST"], [2.0], {"POST": 1})


def test_a_write_limited_twice_is_given_up(peer, paced, hours):
    server = peer(limited(b"Retry-After: 2"))
    reply = paced(server.url).send("POST", server.url, (), b"x")
    assert (reply.response.status, reply.failure.reason) == (429, Reason.RATE_LIMITED)
    assert "still so" in reply.failure.detail.en
    assert server.methods == ["POST", "POST"]


@pytest.mark.parametrize(
    ("method", "headers", "times"),
    [
        ("PUT", (), 2),
        ("DELETE", (), 2),
        ("POST", (("Idempotency-Key", "8e0c6a1f"),), 2),
        ("POST", (), 1),
        ("PATCH", (), 1),
    ],
)
def test_a_write_answered_503_is_sent_again_only_where_twice_is_as_once(peer, paced, script, method, headers, times):
    server = peer(script("answering")(limited(b"Retry-After: 1", status=b"503 Service Unavailable"), OK))
    reply = paced(server.url).send(method, server.url, headers, b"x")
    assert len(server.requests) == times
    if times == 1:
        assert (reply.response.status, reply.failure.reason) == (503, Reason.RATE_LIMITED)
        assert "may have been done" in reply.failure.detail.en
    else:
        assert (reply.response.status, reply.failure) == (200, None)


@pytest.mark.parametrize(("headers", "why"), [((), "may have been done"), ((("Idempotency-Key", "8e"),), "still so")])
def test_a_write_limited_with_429_and_then_503_is_not_sent_a_third_time(peer, paced, script, headers, why):
    busy = limited(b"Retry-After: 1", status=b"503 Service Unavailable")
    server = peer(script("answering")(limited(b"Retry-After: 1"), busy, OK))
    reply = paced(server.url).send("POST", server.url, headers, b"x")
    assert (reply.response.status, reply.failure.reason) == (503, Reason.RATE_LIMITED)
    assert why in reply.failure.detail.en
    assert server.methods == ["POST", "POST"]


def test_what_follows_a_limit_waits_and_goes_on_at_the_rate(peer, paced, hours, script):
    server = peer(script("answering")(limited(b"Retry-After: 2", status=b"503 Service Unavailable"), OK))
    pace = paced(server.url)
    pace.send("POST", server.url, (), b"x")
    assert pace.send("GET", server.url).failure is None
    assert hours.slept == [2.0]
    pace.send("GET", server.url)
    assert hours.slept == [2.0, 0.2], "once limited, the run goes on at its rate"


def test_a_wait_beyond_the_time_budget_is_not_waited(peer, paced, hours):
    server = peer(limited(b"Retry-After: 86400"))
    pace = paced(server.url, seconds=600)
    reply = pace.send("GET", server.url)
    assert (reply.response.status, reply.failure.reason) == (429, Reason.RATE_LIMITED)
    after = pace.send("GET", server.url)
    assert (after.response, after.failure.reason) == (None, Reason.RATE_LIMITED)
    assert (hours.slept, len(server.requests)) == ([], 1)


def test_a_storm_of_limits_opens_the_breaker(peer, paced):
    server = peer(limited(b"Retry-After: 1"))
    pace = paced(server.url)
    reasons = {pace.send("GET", server.url).failure.reason for _ in range(50)}
    assert reasons == {Reason.RATE_LIMITED}
    assert len(server.requests) == 10


def test_the_request_budget_is_spent_and_no_more(peer, paced):
    server = peer(OK)
    pace = paced(server.url, requests=3)
    replies = [pace.send("GET", server.url) for _ in range(5)]
    assert [reply.failure and reply.failure.reason for reply in replies] == [None] * 3 + [Reason.BUDGET] * 2
    assert "3 requests" in replies[-1].failure.detail.en
    assert len(server.requests) == 3


def test_the_time_budget_is_spent_and_no_more(peer, paced, hours):
    server = peer(OK)
    pace = paced(server.url, seconds=60)
    assert pace.send("GET", server.url).failure is None
    hours.now += 59
    assert pace.send("GET", server.url).failure is None
    hours.now += 1
    reply = pace.send("GET", server.url)
    assert (reply.response, reply.failure.reason) == (None, Reason.BUDGET)
    assert len(server.requests) == 2


def test_what_is_out_of_scope_costs_no_budget(peer, paced):
    server = peer(OK)
    pace = paced(server.url, requests=1)
    assert pace.send("GET", "http://evil.cn/").failure.reason is Reason.OUT_OF_SCOPE
    assert pace.send("GET", server.url).failure is None


def test_five_timeouts_in_a_row_open_the_breaker(peer, paced):
    server = peer(lambda talk: [talk.hear(), talk.hear()])
    pace = paced(server.url, request_seconds=0.05)
    failures = [pace.send("GET", server.url).failure for _ in range(20)]
    assert {failure.reason for failure in failures} == {Reason.TIMEOUT}
    assert len(set(failures)) == 1
    assert len(server.requests) == 5


def test_an_answer_in_between_keeps_the_breaker_closed(peer, paced):
    asked = []

    def every_fifth(talk):
        while talk.hear():
            asked.append(1)
            if len(asked) % 5 == 0:
                talk.say(OK)

    server = peer(every_fifth)
    pace = paced(server.url, request_seconds=0.1)
    for _ in range(10):
        pace.send("GET", server.url)
    assert len(server.requests) == 10


def test_no_rate_means_no_run(paced):
    with pytest.raises(ValueError, match="rate"):
        paced("http://127.0.0.1:1", rate=0)
