"""A run ends, tells the truth, repeats what failed, and takes back what it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conformance.engine.judging.judgement import JudgingContext
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.plan import FIRST
from conformance.engine.probe_client import encode
from conformance.engine.run import Run
from conformance.engine.session import TargetSession
from conformance.engine.standing.canary_monitor import GIVE_UP
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.event import Asking, Decided, Event
from conformance.model.exchange import Failure, Trace
from conformance.model.report import Report
from conformance.model.text import Text
from conformance.model.verdict import SETTLED, Reason, Verdict
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from conformance.wire.stopping import Interrupted
from tests.answering import Answering, serving
from tests.checks.making import exchange
from tests.examining import SEED, examine_target, plan_for, reference_target

KIND = "resource-catalogue"
PAGING = frozenset({"support.paging.complete"})


def test_the_same_seed_and_state_give_the_same_verdicts_and_findings() -> None:
    def once() -> list[object]:
        with start(KIND) as running:
            report = examine_target(reference_target(running.address, KIND))
        return [(r.clause.id, r.verdict, r.exercised, [f.message for f in r.findings]) for r in report.results]

    assert once() == once()


def test_read_only_sends_no_unsafe_request() -> None:
    with start(KIND) as running:
        report = examine_target(reference_target(running.address, KIND, writes=False))
    assert set(report.requests_by_method) <= {"GET", "HEAD", "OPTIONS"}
    assert report.gate.exit_code == 3
    held = [r for r in report.results if r.reason is Reason.OUT_OF_SCOPE]
    assert held
    assert {unlock.input for unlock in report.unlock} == {"writes"}


def test_no_credential_is_said_to_decide_what_is_held_back_for_want_of_writes() -> None:
    with start(KIND) as running:
        bare = examine_target(reference_target(running.address, KIND, roles=False, writes=False))
        given = examine_target(reference_target(running.address, KIND, writes=False))
    decided = {r.clause.id for r in given.results if r.verdict in SETTLED}
    promised = {clause for it in bare.unlock if it.input.startswith("credentials.") for clause in it.clauses}
    assert promised
    assert promised <= decided


def test_without_credentials_the_missing_role_is_named() -> None:
    with start(KIND) as running:
        report = examine_target(reference_target(running.address, KIND, roles=False))
    inputs = {unlock.input for unlock in report.unlock}
    assert "credentials.officer" in inputs
    assert not any(r.verdict is Verdict.FAIL for r in report.results), [
        (r.clause.id, r.findings[0].message.en) for r in report.results if r.verdict is Verdict.FAIL
    ]


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt(), 130), (Interrupted(15), 143)])
def test_an_interrupted_run_still_reports_every_clause(stop: BaseException, code: int) -> None:
    def listen(event: Event) -> None:
        seen.append(event)
        if isinstance(event, Asking) and sum(isinstance(item, Asking) for item in seen) == 3:
            raise stop

    seen: list[Event] = []
    with start(KIND) as running:
        target = reference_target(running.address, KIND)
        report = examine_target(target, listen=listen)
    assert report.gate.exit_code == code
    assert len(report.results) == len(plan_for(target).clauses)
    assert any(r.reason is Reason.INTERRUPTED for r in report.results)
    assert any(r.verdict is Verdict.PASS for r in report.results)
    assert report.left_behind == ()


def test_what_a_killed_run_left_is_removed_by_the_next() -> None:
    with start(KIND) as running:
        target = reference_target(running.address, KIND)
        contract = loaded(KIND).contract
        with Recorder(target) as recorder:
            system = TargetSession(recorder, contract, Ledger.of(target.address), SEED, date(2026, 11, 2))
            operation = contract.operations["registerResource"]
            made = system.send(
                operation,
                "officer",
                "POST",
                operation.path,
                headers=(("Content-Type", "application/json"),),
                body=encode(operation.example, ""),
            )
        assert made.status == 201
        report = examine_target(target, PAGING)
        assert any("removed" in note.en for note in report.notes)
        with Recorder(target) as recorder:
            read = contract.operations["getResource"]
            url = recorder.scope.url(f"/resources/{made.data['id']}")
            assert recorder.send(read, "officer", "GET", url).status == 410
    assert Ledger.of(target.address).left() == []


def test_every_clause_is_decided_once() -> None:
    seen: list[str] = []
    with start(KIND) as running:
        target = reference_target(running.address, KIND)

        def listen(event: Event) -> None:
            if isinstance(event, Decided):
                seen.append(event.clause.id)

        examine_target(target, listen=listen)
    assert sorted(seen) == sorted(clause.id for clause in plan_for(target).clauses)


@contextmanager
def in_front_of(
    address: str, spoil: Callable[[str, int], tuple[int, bytes] | None], methods: list[str] | None = None
) -> Iterator[str]:
    """A proxy that hands requests on and may answer one itself: `spoil(path, number)`; it notes their `methods`."""
    count = {"n": 0}
    host = address.removeprefix("http://")

    class Handler(Answering):
        says_who = False

        def reply(self, body: bytes) -> None:
            count["n"] += 1
            if methods is not None:
                methods.append(self.command)
            spoiled = spoil(self.path, count["n"])
            if spoiled is not None:
                status, content = spoiled
                headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
            else:
                status, headers, content = self.handed_on(host, body)
            self.put(status, headers, content)

    with serving(Handler) as proxy:
        yield proxy


def test_what_does_not_show_again_is_flaky_and_never_a_fail() -> None:
    spoiled: list[int] = []

    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        if "page=2" in path and not spoiled:
            spoiled.append(number)
            return 200, b'{"items":[],"total":1,"page":2,"pageSize":10,"next":null}'
        return None

    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        report = examine_target(reference_target(address, KIND), PAGING)
    (result,) = report.results
    assert (result.verdict, result.reason) == (Verdict.INCONCLUSIVE, Reason.FLAKY)
    assert len(result.findings[0].evidence) >= 2
    assert report.gate.exit_code == 3


STRICT = "overall.json.strict"


def odd(path: str, number: int) -> tuple[int, bytes] | None:
    """A proxy's answer to one question about one resource: JSON with a key twice."""
    return (200, b'{"id":"1","id":"2"}') if path.startswith("/resources/") and number > 12 else None


def verdicts(report: Report) -> dict[str, tuple[Verdict, Reason | None, str]]:
    return {it.clause.id: (it.verdict, it.reason, it.detail.en if it.detail else "") for it in report.results}


@pytest.mark.parametrize("answer", [(500, b"{}"), (200, b'{"items":[]}'), (200, b"<p>busy</p>")])
def test_a_list_that_breaks_down_is_a_fail_and_ends_no_run(answer: tuple[int, bytes]) -> None:
    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        return answer if path.partition("?")[0] == "/resources" else None

    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        report = examine_target(reference_target(address, KIND))
    failed = {clause for clause, (verdict, _, _) in verdicts(report).items() if verdict is Verdict.FAIL}
    assert ("support.errors.no-server-error" if answer[0] == 500 else "support.contract.answers-match") in failed
    assert report.gate.exit_code == 1


@pytest.mark.parametrize("status", [301, 401, 403, 404, 429, 503])
def test_what_refuses_its_first_list_for_more_than_that_list_is_asked_no_further(status: int) -> None:
    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        return (status, b"{}") if path.partition("?")[0] == "/resources" else None

    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        report = examine_target(reference_target(address, KIND))
    assert {verdict for verdict, _, _ in verdicts(report).values()} <= {Verdict.INCONCLUSIVE, Verdict.MANUAL}
    assert sum(report.requests_by_method.values()) <= 4


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (
            (500, b"{}"),
            {"support.errors.no-server-error", "support.errors.problem-details", "support.contract.answers-match"},
        ),
        (
            (200, b'{"items":'),
            {"overall.json.strict", "support.contract.answers-match", "security.exposure.type-guessing"},
        ),
        ((502, b"{}"), set[str]()),
        ((503, b"{}"), set[str]()),
        ((400, b"{}"), set[str]()),
    ],
)
def test_what_breaks_down_at_every_question_fails_and_all_else_stays_open(
    answer: tuple[int, bytes], failed: set[str]
) -> None:
    with start(KIND) as running, in_front_of(running.address, lambda path, number: answer) as address:
        report = examine_target(reference_target(address, KIND))
    found = verdicts(report)
    assert {clause for clause, (verdict, _, _) in found.items() if verdict is Verdict.FAIL} == failed
    assert {verdict for verdict, _, _ in found.values()} <= {Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.FAIL}
    assert report.gate.exit_code == (1 if failed else 3)


@pytest.mark.parametrize("connections", [1, 8])
def test_what_a_system_showed_before_it_fell_is_reported_as_seen_once(connections: int) -> None:
    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        return odd(path, number) if number < 200 else (503, b"{}")

    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        target = reference_target(address, KIND)
        target = replace(target, limits=replace(target.limits, connections=connections))
        report = examine_target(target)
    found = verdicts(report)
    verdict, _, detail = found[STRICT]
    assert verdict is Verdict.FAIL
    assert detail.startswith("seen once: a second asking was not answered (")
    assert any(reason is Reason.VOID for _, reason, _ in found.values())
    assert report.gate.exit_code == 1


def test_what_a_system_showed_before_an_interruption_is_reported_as_seen_once() -> None:
    asked: list[Event] = []

    def listen(event: Event) -> None:
        asked.extend([event] if isinstance(event, Asking) else [])
        if isinstance(event, Asking) and len(asked) == 12:
            raise KeyboardInterrupt

    with start(KIND) as running, in_front_of(running.address, odd) as address:
        report = examine_target(reference_target(address, KIND), listen=listen)
    found = verdicts(report)
    assert found[STRICT][0] is Verdict.FAIL
    assert found[STRICT][2].startswith("seen once: a second asking was not answered (")
    assert found["support.errors.no-server-error"][:2] == (Verdict.INCONCLUSIVE, Reason.INTERRUPTED)


def test_what_was_void_counts_for_nothing_whether_it_led_up_or_followed() -> None:
    reads, writes = exchange(data={}, status=500), exchange(method="POST", data={}, status=500)
    trace = Trace("corpus", "", (writes,), before=(reads,), after=(reads,))
    lost = Failure(Reason.VOID, Text("作废", "void"))
    with start(KIND) as running:
        target = reference_target(running.address, KIND)
        with Recorder(target) as recorder:
            system = TargetSession(recorder, loaded(KIND).contract, Ledger.of(target.address), SEED, date(2026, 11, 2))
            plan = plan_for(target)
            bench = JudgingContext(plan.standard, plan.contract, tools(), {}, {}, date.min)
            run = Run(plan, system, bench, tools(), lambda event: None)
            run.footing.since = lambda traces: lost  # type: ignore[method-assign] # as if a canary had fallen
            (void,) = run._settled([trace])
    assert (void.asked, void.unmet) == ((), lost)


@pytest.mark.parametrize(("status", "fails"), [(500, True), (502, False), (503, False)])
def test_a_system_that_breaks_down_for_good_fails_and_one_out_of_service_does_not(status: int, fails: bool) -> None:
    report, _, _ = fallen(1, status)
    failed = {result.clause.id for result in report.results if result.verdict is Verdict.FAIL}
    assert ("support.errors.no-server-error" in failed) is fails


def fallen(connections: int, status: int = 503) -> tuple[Report, list[Asking], list[int]]:
    """The report on a system that falls for good, the rounds that were begun, and how many were when it fell."""
    begun: list[Asking] = []
    fell: list[int] = []

    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        if path.startswith("/resources/") and number > 12:
            fell.append(len(begun))
        return (status, b"{}") if fell else None

    def listen(event: Event) -> None:
        begun.extend([event] if isinstance(event, Asking) else [])

    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        target = reference_target(address, KIND)
        limits = replace(target.limits, connections=connections)
        return examine_target(replace(target, limits=limits), listen=listen), begun, fell


@pytest.mark.parametrize("connections", [1, 8])
def test_lost_footing_makes_void_and_names_the_request(connections: int) -> None:
    report, _, _ = fallen(connections)
    assert any(r.reason is Reason.VOID and r.detail and "void since request" in r.detail.en for r in report.results)
    assert not any(r.verdict is Verdict.FAIL for r in report.results)


def test_a_run_that_lost_its_footing_for_good_gives_up() -> None:
    """The round under way and the next two each end with a canary in vain; with one connection nothing overtakes it.

    So the run sends no more than the plan said of the rounds it began, a canary for each, and what came before them.
    """
    report, begun, fell = fallen(1)
    assert len(begun) - fell[0] == GIVE_UP - 1
    harvest = len(loaded(KIND).contract.harvest)
    assert report.requests <= sum(asked.requests for asked in begun) + len(begun) + harvest + FIRST


def test_evidence_repeats_and_masks(tmp_path: Path) -> None:
    with start(KIND) as running:
        target = reference_target(running.address, KIND)
        report = examine_target(target)
    text = repr([finding for result in report.results for finding in result.findings])
    for credential in target.credentials.values():
        assert credential.secret not in text
