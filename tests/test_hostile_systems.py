"""A table of hostile systems: what each comes to, for which reason, in which words, and that it is soon.

Each stands behind an interface document of two readings; its root answers 404, which must hide nothing.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conformance.config.loading import Loaded, load, planned
from conformance.engine.examine import examine
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.report import ClauseResult, Report
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.model.verdict import Reason, Verdict
from tests.engine.notes_system import DOCUMENT
from tests.examining import SEED
from tests.hostile_servers import Act, Asked, Behaviour, drops, hung_up, reply, said, serving, silent, without_end
from tests.pumping import at_most

CAP = 2 << 20
LIMITS = Limits(request_seconds=0.4, requests=200, seconds=30, body_bytes=CAP, rate=50)
PATIENCE = {Reason.TIMEOUT: 0.4, Reason.VOID: 0.4}
"""Seconds an answer is waited for where none is to come; elsewhere a busy machine shall have its time."""
CPU = 20.0
"""Seconds of processor time for one whole run, the test's own server included."""

OK = reply(200, b'{"items": []}')
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def at_root(asked: Asked) -> bytes | None:
    return reply(404, b'{"error": "nothing here"}') if asked.path == "/" else None


def behind_404(answer: bytes | Act) -> Behaviour:
    """The root answers 404, everything else so."""
    return lambda asked: at_root(asked) or answer


def always(answer: bytes | Act) -> Behaviour:
    return lambda asked: answer


def until(number: int, then: bytes | Act) -> Behaviour:
    """An honest system of no notes, up to a request."""
    return lambda asked: honest(asked) if asked.number < number else then


def honest(asked: Asked) -> bytes:
    known = {"/": {"name": "notes"}, "/notes": {"items": [{"id": "n-0", "text": "x"}]}}
    found = known.get(asked.path) or ({"id": "n-0", "text": "x"} if asked.path == "/notes/n-0" else None)
    return said(found) if found else said({"type": "about:blank", "title": "no", "status": 404}, 404)


def slow(seconds: float) -> Behaviour:
    def behaviour(asked: Asked) -> bytes:
        time.sleep(seconds)
        return honest(asked)

    return behaviour


@dataclass(frozen=True)
class Hostile:
    """One behaviour: what the run must say of it. `reason` None: it stands, and its answers are judged."""

    behaviour: Behaviour
    reason: Reason | None = None
    words: tuple[str, ...] = ()
    limits: Mapping[str, Any] | None = None
    role: str = ""
    needs: str = ""
    kind: str = "general"
    whole: bool = True
    """Whether every open clause is undecided for this reason; else some are."""
    shows: bool = False
    """Whether what it answers is judged as refusals are: clauses of security alone, which refusals can show."""


def judged(body: bytes, media: str = "application/json", status: int = 200) -> Hostile:
    """It stands, and everything but the root is answered with one body."""
    return Hostile(lambda asked: honest(asked) if asked.path == "/" else reply(status, body, media))


BOMB = gzip.compress(b"a" * (CAP + 1))
TABLE: dict[str, Hostile] = {
    "hangs": Hostile(behind_404(silent), Reason.TIMEOUT, ("getRoot answers 404", "listNotes timed out")),
    "hangs at its root too": Hostile(always(silent), Reason.TIMEOUT, ("getRoot timed out", "request_seconds")),
    "drips its head": Hostile(behind_404(drops(OK, 0.05)), Reason.TIMEOUT, ("listNotes timed out",)),
    "drips its body": Hostile(
        behind_404(drops(HEAD + b"Content-Length: 500\r\n\r\n" + b" " * 500, 0.01)), Reason.TIMEOUT, ("timed out",)
    ),
    "endless body": Hostile(
        behind_404(without_end(b"a" * 65536, HEAD + b"\r\n")), Reason.TOO_LARGE, ("too large", "body_bytes")
    ),
    "endless chunks": Hostile(
        behind_404(without_end(b"10000\r\n" + b"a" * 65536 + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n")),
        Reason.TOO_LARGE,
        ("too large",),
    ),
    "a terabyte announced": Hostile(
        behind_404(HEAD + b"Content-Length: 999999999999\r\n\r\n"), Reason.TOO_LARGE, ("too large",)
    ),
    "gzip bomb": Hostile(
        behind_404(reply(200, BOMB, Content_Encoding="gzip")), Reason.TOO_LARGE, ("listNotes answer too large",)
    ),
    "endless head": Hostile(
        behind_404(without_end(b"X-A: " + b"b" * 4000 + b"\r\n", HEAD)), Reason.TOO_LARGE, ("head",)
    ),
    "endless 100 Continue": Hostile(
        behind_404(without_end(b"HTTP/1.1 100 Continue\r\n\r\n")), Reason.TOO_LARGE, ("too large",)
    ),
    "garbage": Hostile(behind_404(without_end(b"\x00\xff" * 100)), Reason.PROTOCOL, ("not well-formed HTTP",)),
    "another protocol": Hostile(behind_404(b"SSH-2.0-OpenSSH_9.6\r\n"), Reason.PROTOCOL, ("HTTP/1.1",)),
    "hangs up": Hostile(behind_404(hung_up), Reason.PROTOCOL, ("closed without an answer",)),
    "breaks off": Hostile(
        behind_404(drops(HEAD + b"Content-Length: 50\r\n\r\n{", 0)), Reason.PROTOCOL, ("not well-formed HTTP",)
    ),
    "two lengths": Hostile(
        behind_404(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), Reason.PROTOCOL, ("well-formed",)
    ),
    "a chunk that is none": Hostile(
        behind_404(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), Reason.PROTOCOL, ("chunk",)
    ),
    "switches protocols": Hostile(
        behind_404(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), Reason.PROTOCOL, ("101",)
    ),
    "401": Hostile(
        behind_404(reply(401, WWW_Authenticate="Bearer")),
        Reason.NO_CREDENTIAL,
        ("listNotes answers 401", "role applicant", "credentials"),
        needs="credentials.applicant",
        shows=True,
    ),
    "401 to a credential": Hostile(
        behind_404(reply(401, WWW_Authenticate="Bearer")),
        Reason.NO_CREDENTIAL,
        ("401 to the credential of officer",),
        role="officer",
        needs="credentials.officer",
        shows=True,
    ),
    "403": Hostile(
        behind_404(reply(403)), Reason.NO_CREDENTIAL, ("getRoot answers 404", "listNotes answers 403"), shows=True
    ),
    "404": Hostile(
        always(reply(404)), Reason.PRECONDITION_NOT_MET, ("getRoot answers 404", "check the address"), shows=True
    ),
    "429": Hostile(behind_404(reply(429, Retry_After="0")), Reason.RATE_LIMITED, ("rate limited", "limits.rate")),
    "429 for a year": Hostile(behind_404(reply(429, Retry_After="31536000")), Reason.RATE_LIMITED, ("rate limited",)),
    "503": Hostile(always(reply(503)), Reason.PRECONDITION_NOT_MET, ("answers 503", "back in service")),
    "503 for an hour": Hostile(behind_404(reply(503, Retry_After="3600")), Reason.RATE_LIMITED, ("rate limited",)),
    "500": Hostile(always(reply(500)), Reason.PRECONDITION_NOT_MET, ("answers 500",)),
    "redirects in a loop": Hostile(
        always(reply(302, Location="/login\x1b[2J")), Reason.NO_CREDENTIAL, ("answers 302", "credentials"), shows=True
    ),
    "a login page": Hostile(
        always(reply(200, b"<!doctype html><title>login</title>", "text/html")),
        Reason.PRECONDITION_NOT_MET,
        ("answers a page, not data",),
        kind="resource-catalogue",
    ),
    "empty": Hostile(always(reply(200)), Reason.PRECONDITION_NOT_MET, ("answers nothing",), shows=True),
    "empty object": Hostile(always(said({})), Reason.PRECONDITION_NOT_MET, ("answers nothing",), shows=True),
    "another object": Hostile(
        always(said({"a": 1})), Reason.PRECONDITION_NOT_MET, ("answers without",), kind="resource-catalogue"
    ),
    "our requests are spent": Hostile(honest, Reason.BUDGET, ("12 requests",), limits={"requests": 12}, whole=False),
    "our requests are spent at once": Hostile(
        behind_404(OK),
        Reason.BUDGET,
        ("getRoot answers 404", "budget spent", "limits.requests"),
        limits={"requests": 1},
    ),
    "our seconds are spent": Hostile(slow(0.2), Reason.BUDGET, ("1 s",), limits={"seconds": 1}, whole=False),
    "falls silent later": Hostile(until(9, silent), Reason.VOID, ("void since request", "timed out"), whole=False),
    "logs us out": Hostile(until(9, reply(503)), Reason.VOID, ("void since request", "answers 503"), whole=False),
    "deep": judged(b"[" * 100_000 + b"]" * 100_000),
    "one long text": judged(json.dumps("a b/c:1 " * 200_000).encode()),
    "many members": judged(json.dumps({f"m{place}": place for place in range(100_000)}).encode()),
    "many wrong entries": judged(json.dumps({"items": [*range(200_000)]}).encode()),
    "a vast number": judged(b'{"items": [{"id": ' + b"9" * 1_000_000 + b"}]}"),
    "one key again and again": judged(b'{"items": 1,' + b",".join(b'"id": 1' for _ in range(100_000)) + b"}"),
    "half characters": judged(b'{"items": [{"id": "\\ud800", "text": "\\udfff\\u0000"}]}'),
    "paths without end": judged(b"/var/x/" * 200_000, "text/plain", 404),
    "traces without end": judged(b"at a in " * 180_000, "text/plain", 500),
    "tags without end": judged(b"<a " * 400_000, "text/html"),
    "the last day of all": Hostile(always(said({"name": "x"}, Date="Fri, 31 Dec 9999 23:59:59 GMT"))),
    "escapes": judged("\x1b]0;x\x07\x1b[2J\u202e<script>".encode() * 100, "text/html", 404),
    "a number of everyone": judged(b"110101199001011234 " * 50_000, "text/plain"),
}


@cache
def notes_document() -> str:
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8") as file:
        json.dump(DOCUMENT, file)
    return file.name


@cache
def own() -> Loaded:
    """What a run on a system with an interface document of its own rests on."""
    try:
        return load(Target("any", "http://127.0.0.1:1", document=notes_document()))
    finally:
        Path(notes_document()).unlink()


def examined(hostile: Hostile) -> tuple[Report, int]:
    """The report, and how many requests came in."""
    found = own() if hostile.kind == "general" else loaded(hostile.kind)
    credentials = {hostile.role: Credential(hostile.role, variable_of(hostile.role), secret="s" * 24)}
    with serving(hostile.behaviour) as served:
        target = Target(
            "hostile",
            served.address,
            hostile.kind,
            credentials=credentials if hostile.role else {},
            limits=replace(LIMITS, request_seconds=PATIENCE.get(hostile.reason, 10.0), **(hostile.limits or {})),
            document="notes.json" if hostile.kind == "general" else "",
        )
        report = examine(planned(target, found), tools(), SEED, _now, lambda event: None)
        return report, len(served.asked)


def _now() -> Any:
    from datetime import datetime

    return datetime.fromisoformat("2026-11-02T10:00:00+08:00")


def open_ones(report: Report) -> list[ClauseResult]:
    return [item for item in report.results if item.verdict is Verdict.INCONCLUSIVE]


@pytest.mark.parametrize("name", TABLE)
def test_each_comes_to_what_it_is(name: str) -> None:
    hostile = TABLE[name]
    own()
    with at_most(CPU, name):
        report, requests = examined(hostile)
    bugs = [(item.clause.id, item.detail) for item in report.results if item.verdict is Verdict.ERROR]
    assert bugs == []
    assert report.gate.exit_code in (1, 3)
    assert requests <= LIMITS.requests + 1
    if hostile.reason is not None:
        says_why(hostile, report)


def says_why(hostile: Hostile, report: Report) -> None:
    shown = [item for item in report.results if hostile.shows and item.clause.family == "security"]
    left = [item for item in open_ones(report) if item not in shown]
    mine = [item for item in left if item.reason is hostile.reason]
    assert mine, Counter(item.reason for item in open_ones(report))
    if hostile.whole:
        assert mine == left
        assert not any(item.verdict is Verdict.PASS for item in report.results if item not in shown)
    detail = next((item.detail for item in mine if item.detail and hostile.words[0] in item.detail.en), mine[0].detail)
    assert detail
    assert all(words in detail.en for words in hostile.words), detail.en
    assert detail.zh
    assert detail.zh != detail.en
    assert {item.input for item in mine} == {hostile.needs} if hostile.needs else True


@pytest.mark.parametrize("name", ["our requests are spent", "our seconds are spent"])
def test_our_own_spent_budget_is_never_the_systems_silence(name: str) -> None:
    report, _ = examined(TABLE[name])
    said_of_them = [item.detail.en for item in open_ones(report) if item.detail]
    assert not any("canary" in words or "no longer" in words for words in said_of_them), said_of_them
    assert not any(item.reason is Reason.VOID for item in report.results)
    assert any(item.reason is Reason.BUDGET for item in report.results)


def test_nobody_there_is_unreachable() -> None:
    target = Target("nobody", "http://127.0.0.1:9", limits=LIMITS, document="notes.json")
    report = examine(planned(target, own()), tools(), SEED, _now, lambda event: None)
    assert {item.reason for item in open_ones(report)} == {Reason.UNREACHABLE}
    (detail,) = {item.detail for item in open_ones(report)}
    assert detail
    assert "getRoot unreachable" in detail.en
    assert report.requests <= 2
