"""A fail is taken back by an answer alone: a second asking that brought none leaves it as seen once, and says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.release import the_standard
from conformance.engine.judging.confirmation import MOST_REPEATS, REPEATS, Confirmation, confirmed
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.clause import Clause
from conformance.model.exchange import Exchange, Failure, Trace
from conformance.model.report import Report
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.systems.serve import Running, start
from tests.checks.making import exchange
from tests.engine.notes_system import DOCUMENT, Notes, notes
from tests.engine.test_run import KIND, PAGING
from tests.examining import examine_target, reference_target
from tests.hostile_servers import Act, Asked, handed_on, hung_up, reply, serving, silent
from tests.interop.serving import CIVIL, pair_of, platform, surveyed

SECONDS = 0.5
"""The deadline of a request here; the reference system answers in a hundredth of it."""
WRONG = reply(200, b'{"items":[],"total":1,"page":2,"pageSize":10,"next":null}')
WAYS: dict[str, tuple[bytes | Act, str]] = {
    "503": (reply(503, b"{}"), "503"),
    "500": (reply(500, b"{}"), "500"),
    "429": (reply(429, b"{}", Retry_After="0"), "rate limited"),
    "401": (reply(401, b"{}", WWW_Authenticate="Bearer"), "401"),
    "302": (reply(302, Location="/login"), "302"),
    "timeout": (silent, "timed out"),
    "closed": (hung_up, "not well-formed HTTP"),
    "garbage": (reply(200).replace(b"HTTP/1.1", b"HTCPCP/1"), "not well-formed HTTP"),
    "too large": (reply(200).replace(b"Content-Length: 0", b"Content-Length: 99999999"), "too large"),
}


@pytest.fixture(scope="module")
def running() -> Any:
    with start(KIND) as system:
        yield system


def turned_over(asked: Asked) -> bool:
    """Whether the second page of the catalogue is asked for: other lists have pages too."""
    return asked.target.startswith("/resources?") and "page=2" in asked.target


def second(running: Running, way: bytes | Act, everything: bool = False, **limits: Any) -> tuple[Report, list[Asked]]:
    """The report on a system whose second page is wrong once and then answers in this way; or all of it does so."""
    turned: list[int] = []

    def behaviour(asked: Asked) -> bytes | Act:
        if turned_over(asked):
            turned.append(asked.number)
            return WRONG if len(turned) == 1 else way
        return way if everything and len(turned) > 1 else handed_on(running.address, asked)

    with serving(behaviour) as served:
        target = reference_target(served.address, KIND, writes=False)
        bounds = replace(target.limits, request_seconds=SECONDS, **limits)
        return examine_target(replace(target, limits=bounds), PAGING), served.asked


def is_kept(report: Report, why: str) -> None:
    (result,) = report.results
    assert result.verdict is Verdict.FAIL, result.detail
    assert result.detail
    assert result.detail.en.startswith("seen once: ")
    assert why in result.detail.en
    assert result.detail.zh.startswith("仅出现一次：")
    assert not any(finding.repeated for finding in result.findings)
    assert report.gate.exit_code == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_second_asking_without_an_answer_keeps_the_fail(way: str, running: Running) -> None:
    answer, why = WAYS[way]
    is_kept(second(running, answer)[0], why)


def test_a_void_canary_keeps_the_fail(running: Running) -> None:
    is_kept(second(running, reply(503, b"{}"), everything=True)[0], "footing lost")


def test_a_spent_budget_keeps_the_fail(running: Running) -> None:
    _, asked = second(running, reply(503, b"{}"))
    again = [one.number for one in asked if turned_over(one)][1]
    is_kept(second(running, reply(503, b"{}"), requests=again - 1)[0], "budget")


def test_an_answer_without_the_fault_makes_it_flaky(running: Running) -> None:
    wrong: list[int] = []

    def behaviour(asked: Asked) -> bytes | Act:
        if turned_over(asked) and not wrong:
            wrong.append(asked.number)
            return WRONG
        return handed_on(running.address, asked)

    with serving(behaviour) as served:
        report = examine_target(reference_target(served.address, KIND, writes=False), PAGING)
    (result,) = report.results
    assert (result.verdict, result.reason) == (Verdict.INCONCLUSIVE, Reason.FLAKY)


Answer = tuple[int, Any]


def answering_once(system: Notes, then: Answer) -> None:
    """A note is told wrongly the first time one is read, and after that each reading of a note is answered so."""
    honest, told = system.answer, list[str]()

    def answer(method: str, target: str, body: bytes) -> Answer:
        status, content = honest(method, target, body)
        if method != "GET" or not target.startswith("/notes/") or status != 200:
            return status, content
        told.append(target)
        return (200, {**content, "text": 5}) if len(told) == 1 else then

    system.answer = answer  # type: ignore[method-assign] # a defect put in front of the honest system


@pytest.mark.parametrize("way", ["corpus", "explore"])
@pytest.mark.parametrize(("status", "why"), [(503, "503"), (429, "rate limited")])
def test_cases_of_the_corpus_and_of_exploring_are_kept_too(way: str, status: int, why: str, tmp_path: Any) -> None:
    (tmp_path / "notes.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    words = {"corpus": [], "explore": ["--no-corpus", "--explore", "--explore-requests", "60"]}[way]
    with notes() as system:
        answering_once(system, (status, {}))
        asked = ["run", system.address, "--openapi", str(tmp_path / "notes.json"), "-q", "--format", "json"]
        done = CliRunner().invoke(app, [*asked, "--clause", "support.contract.answers-match", *words])
    (judged,) = json.loads(done.stdout)["clauses"]
    wrong = [it for it in judged["findings"] if it["at"] == "text"]
    assert judged["verdict"] == "fail", judged["detail"]
    assert wrong
    assert not wrong[0]["repeated"]


def test_a_pair_keeps_its_fail_where_the_platform_does_not_answer_again() -> None:
    """One delivery is of records nobody granted, and deliveries are refused for want of strength ever after."""
    spoiled: list[int] = []
    with platform() as labour, platform(identity=CIVIL) as civil:

        def behaviour(asked: Asked) -> bytes | Act:
            delivers = asked.method == "GET" and asked.path.endswith("/records")
            if delivers and spoiled and asked.number > spoiled[0]:
                return reply(503, b"{}")
            answer = handed_on(labour.address, asked)
            if delivers and not spoiled:
                spoiled.append(asked.number)
                _, _, body = answer.partition(b"\r\n\r\n")
                data = json.loads(body)
                data["items"] = [{**item, "不该有的": "1"} for item in data["items"]]
                return reply(200, json.dumps(data, ensure_ascii=False).encode())
            return answer

        with serving(behaviour) as served:
            found = surveyed(pair_of(served.address, civil.address))
    assert spoiled
    result = next(it for it in found.cells[0].results if it.clause.id == "application.interop.granted-items")
    assert result.verdict is Verdict.FAIL, result.detail
    assert result.detail
    assert "seen once" in result.detail.en


# The rule itself, on every kind of trace there is: what comes second is made by hand.

CLAUSE = "support.errors.problem-details"
PROBES = ("unknown-path", "corpus", "sequences", "explore", "pair-exchange")


def ruled(first: list[Trace], again: Callable[[Trace], list[Trace]], probe: str = "unknown-path") -> Confirmation:
    standard = the_standard()
    asked = "corpus" if probe == "explore" else probe
    verify = tuple(replace(it, probe=asked) for it in standard.clauses[CLAUSE].verify)
    clause: Clause = replace(standard.clauses[CLAUSE], verify=verify)
    bench = JudgingContext(standard, loaded("general").contract, tools(), {}, {}, date(2026, 11, 2))
    return confirmed(clause, judge(clause, {(asked, ""): first}, {}, bench), bench, again)


def trace(*exchanges: Exchange, probe: str = "unknown-path", unmet: Failure | None = None, case: str = "") -> Trace:
    return Trace(probe, "", exchanges, case, unmet)


GOOD = exchange("a", {"type": "t", "title": "x", "status": 404}, 404, media="application/problem+json")
BAD = exchange("a", {"error": "x"}, 404)
OTHER = exchange("b", {"type": "t", "title": "x", "status": 404}, 404, media="application/problem+json")
TIMED_OUT = Failure(Reason.TIMEOUT, Text("超时", "no answer within 5 s"))
SECONDS_TRIED: dict[str, Callable[[str], list[Trace]]] = {
    "nothing": lambda probe: [],
    "unmet": lambda probe: [trace(probe=probe, unmet=TIMED_OUT)],
    "cut short": lambda probe: [trace(OTHER, probe=probe, unmet=TIMED_OUT)],
    "one of two timed out": lambda probe: [trace(replace(BAD, response=None, failure=TIMED_OUT), OTHER, probe=probe)],
    "another answered 503": lambda probe: [trace(exchange("a", {}, 503), OTHER, probe=probe)],
    "another answered 429": lambda probe: [trace(exchange("a", {}, 429), OTHER, probe=probe)],
    "credential gone": lambda probe: [trace(exchange("a", {}, 401), OTHER, probe=probe)],
    "sent to the login": lambda probe: [trace(exchange("a", None, 302), OTHER, probe=probe)],
    "what came before it failed": lambda probe: [
        replace(trace(GOOD, OTHER, probe=probe), before=(exchange("before", {}, 503),))
    ],
    "nothing to judge": lambda probe: [trace(exchange("a", {}, 200), probe=probe)],
}


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("way", SECONDS_TRIED)
def test_only_an_answer_erases_a_fail(way: str, probe: str) -> None:
    first = trace(BAD, OTHER, probe=probe)
    ruling = ruled([first], lambda _: SECONDS_TRIED[way](probe), probe)
    assert ruling.judgement.verdict is Verdict.FAIL
    assert ruling.repeated == frozenset()
    assert ruling.judgement.detail
    assert "seen once" in ruling.judgement.detail.en


@pytest.mark.parametrize("probe", PROBES)
def test_an_answer_erases_or_repeats_it(probe: str) -> None:
    first = trace(BAD, OTHER, probe=probe)
    assert ruled([first], lambda _: [trace(GOOD, OTHER, probe=probe)], probe).judgement.reason is Reason.FLAKY
    shown = ruled([first], lambda _: [trace(BAD, OTHER, probe=probe)], probe)
    assert (shown.judgement.verdict, shown.judgement.detail) == (Verdict.FAIL, None)
    assert shown.repeated


def test_what_was_not_answered_the_first_time_either_is_no_sign() -> None:
    always = exchange("z", {"type": "t", "title": "x", "status": 503}, 503, media="application/problem+json")
    ruling = ruled([trace(BAD, always)], lambda _: [trace(GOOD, always)])
    assert ruling.judgement.reason is Reason.FLAKY


def test_a_bug_of_ours_in_the_second_asking_keeps_the_fail() -> None:
    def again(first: Trace) -> list[Trace]:
        raise ZeroDivisionError("ours")

    ruling = ruled([trace(BAD)], again)
    assert ruling.judgement.verdict is Verdict.FAIL
    assert ruling.judgement.detail
    assert "ZeroDivisionError: ours" in ruling.judgement.detail.en


def at(number: int, step: str = "a") -> Exchange:
    operation = replace(BAD.operation, id=f"operation-{number}")
    return replace(exchange(step, {"error": "x"}, 404), operation=operation)


def test_a_fault_behind_others_that_came_by_chance_is_asked_again_too() -> None:
    """Four operations show it, the last alone shows it again."""
    first = [trace(at(number), case=str(number)) for number in range(4)]

    def again(asked: Trace) -> list[Trace]:
        return [trace(replace(GOOD, operation=asked.exchanges[0].operation))] if asked.case != "3" else [asked]

    ruling = ruled(first, again)
    assert ruling.judgement.verdict is Verdict.FAIL
    assert {ruling.judgement.found[place].trace.case for place in ruling.repeated} == {"3"}


def test_no_more_is_asked_again_than_the_bound_and_what_is_left_stays() -> None:
    asked: list[str] = []

    def again(one: Trace) -> list[Trace]:
        asked.append(one.case)
        return [trace(replace(GOOD, operation=one.exchanges[0].operation))]

    ruling = ruled([trace(at(number), case=str(number)) for number in range(MOST_REPEATS + 5)], again)
    assert len(asked) == MOST_REPEATS
    assert ruling.judgement.verdict is Verdict.FAIL
    asked.clear()
    alike = [trace(at(1), case=str(number)) for number in range(50)]
    assert ruled(alike, again).judgement.reason is Reason.FLAKY
    assert len(asked) == REPEATS
