"""A system that answers nothing of meaning gets no pass from any clause."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from conformance.model.verdict import Reason, Verdict
from conformance.systems.kinds import KINDS
from tests.answering import Answering, serving
from tests.examining import examine_target, reference_target

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "429": (429, {"Retry-After": "0"}, b""),
    "404": (404, {}, b""),
    "401": (401, {"WWW-Authenticate": "Bearer"}, b""),
    "302": (302, {"Location": "/login"}, b""),
    "500": (500, {}, b""),
    "empty object": (200, {"Content-Type": "application/json"}, b"{}"),
    "empty body": (200, {"Content-Type": "application/json"}, b""),
    "one page for all": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<!doctype html><title>ok</title>ok"),
}


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes) -> Iterator[str]:
    """A server that gives every request the same answer."""

    class Handler(Answering):
        def reply(self, _: bytes) -> None:
            self.put(status, (*headers.items(), ("Content-Length", str(len(body)))), body)

    with serving(Handler) as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ANSWERS)
def test_a_null_system_gets_no_pass(name: str, kind: str) -> None:
    with answering(*ANSWERS[name]) as address:
        report = examine_target(reference_target(address, kind))
    passed = [result.clause.id for result in report.results if result.verdict is Verdict.PASS]
    bugs = [(result.clause.id, result.detail) for result in report.results if result.verdict is Verdict.ERROR]
    assert passed == []
    assert bugs == []
    assert report.gate.exit_code in (1, 3)


def test_nothing_listening_is_told_once_and_soon() -> None:
    begun = time.monotonic()
    report = examine_target(reference_target("http://127.0.0.1:9", "resource-catalogue"))
    assert time.monotonic() - begun < 5
    assert {r.reason for r in report.results if r.verdict is not Verdict.MANUAL} == {Reason.UNREACHABLE}
    assert report.gate.exit_code == 3
    assert report.requests <= 2
