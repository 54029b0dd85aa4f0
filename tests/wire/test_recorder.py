"""Roles, numbers and counts of what is sent to one target."""

from __future__ import annotations

import threading

from conformance.model.contract import Operation
from conformance.model.exchange import Why
from conformance.model.target import Credential, Target
from conformance.model.verdict import Reason
from conformance.wire.recorder import Recorder

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
READ = Operation("read", "GET", "/x")
CREDENTIALS = {
    "officer": Credential("officer", "HUTONG_OFFICER", secret="officers-own-token"),
    "auditor": Credential("auditor", "HUTONG_AUDITOR", header="X-Api-Key", prefix="", secret="auditors-own-key"),
    "applicant": Credential("applicant", "HUTONG_APPLICANT", secret=""),
}


def test_the_roles_credential_is_laid_over(peer):
    server = peer(OK)
    with Recorder(Target("t", server.url, credentials=CREDENTIALS)) as recorder:
        recorder.send(READ, "officer", "GET", server.url)
        recorder.send(READ, "auditor", "GET", server.url)
        recorder.send(READ, "anonymous", "GET", server.url)
        recorder.send(READ, "officer", "GET", server.url, authorise=False)
        own = recorder.send(READ, "officer", "GET", server.url, (("authorization", "Bearer forged"),))
    lines = [
        [line for line in seen.split(b"\r\n") if b"uthorization" in line or b"Key" in line] for seen in server.requests
    ]
    assert lines == [
        [b"Authorization: Bearer officers-own-token"],
        [b"X-Api-Key: auditors-own-key"],
        [],
        [],
        [b"authorization: Bearer forged"],
    ]
    assert own.request.headers == (("authorization", "Bearer forged"),)


def test_a_role_without_a_credential_is_not_sent_as_nobody(peer):
    server = peer(OK)
    with Recorder(Target("t", server.url, credentials=CREDENTIALS)) as recorder:
        for role in ("applicant", "administrator"):
            exchange = recorder.send(READ, role, "GET", server.url)
            assert exchange.failure is not None
            assert exchange.failure.reason is Reason.NO_CREDENTIAL
            assert role in exchange.failure.detail.en
            assert exchange.failure.input == f"credentials.{role}"
    assert (server.connections, recorder.count) == (0, 0)


def test_an_exchange_carries_what_it_was_asked_for(peer):
    server = peer(OK)
    why = Why("body", "/name", "maxLength")
    with Recorder(Target("t", server.url)) as recorder:
        recorder.send(READ, "anonymous", "GET", server.url)
        exchange = recorder.send(READ, "anonymous", "GET", server.url, step="again", expects="reject", why=why)
    assert (exchange.number, exchange.step, exchange.expects, exchange.why) == (2, "again", "reject", why)
    assert (exchange.operation, exchange.role, exchange.status, exchange.outcome) == (READ, "anonymous", 200, None)


def test_numbers_and_counts_hold_across_threads(peer):
    server = peer(OK)
    numbers: list[int] = []
    with Recorder(Target("t", server.url)) as recorder:

        def read_many():
            for method in ("GET", "HEAD") * 10:
                numbers.append(recorder.send(READ, "anonymous", method, server.url).number)

        threads = [threading.Thread(target=read_many) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(numbers) == list(range(1, 81))
    assert (recorder.count, recorder.by_method) == (80, {"GET": 40, "HEAD": 40})
    assert (len(server.requests), server.connections) == (80, 4)


def test_the_same_answers_give_the_same_exchange(peer):
    server = peer(lambda talk: talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort") if talk.hear() else None)
    with Recorder(Target("t", server.url)) as recorder:
        exchanges = [recorder.send(READ, "anonymous", "GET", server.url) for _ in range(3)]
    assert exchanges[0] == exchanges[1] == exchanges[2]
    assert len({repr(exchange.failure) for exchange in exchanges}) == 1
