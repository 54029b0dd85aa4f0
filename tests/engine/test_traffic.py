"""Clauses on any answer: each is judged once, what it rests on is told, and nothing passes for want of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from conformance.config.release import the_standard
from conformance.engine.asking_again import AskingAgain
from conformance.engine.judging.allowance import MOST_FOUND
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Judgement, JudgingContext
from conformance.engine.judging.traffic import Traffic, alone, repeating
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.clause import ANY, Clause, Level, When
from conformance.model.contract import Operation
from conformance.model.exchange import Cut, Exchange, Failure, Mark, Trace
from conformance.model.statuses import Statuses
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.norms.clause_flaws import clause_flaws
from tests.checks.making import exchange
from tests.examining import plan_for, reference_target

CLAUSE = "support.errors.no-server-error"
OTHER = Operation("getResource", "GET", "/resources/{id}")
LATE = Failure(Reason.TIMEOUT, Text("超时", "it took too long"))


def clause(level: Level = Level.SHOULD, **when: Any) -> Clause:
    found = the_standard().clauses[CLAUSE]
    (verify,) = found.verify
    return replace(found, level=level, verify=(replace(verify, when=replace(verify.when, **when)),))


def bench() -> JudgingContext:
    return JudgingContext(the_standard(), loaded("general").contract, tools(), {}, {}, date(2026, 11, 2))


def judged(one: Clause, *traces: Trace, more: Iterable[Exchange] = (), cut: Cut | None = None) -> Judgement:
    traffic = Traffic((one,), bench(), cut)
    traffic.take(traces)
    traffic.take_alone(more)
    return judge(one, {}, {}, bench(), traffic)


def trace(*exchanges: Exchange, **members: Any) -> Trace:
    return Trace("by-hand", "", exchanges, **members)


def silent(operation: Operation, failure: Failure = LATE) -> Exchange:
    return replace(exchange(operation=operation), response=None, failure=failure)


GOOD, MISSING = exchange(data={"a": 1}), exchange(data={"b": 2}, status=404, operation=OTHER)


def test_what_it_rests_on_is_told() -> None:
    found = judged(clause(), trace(GOOD, MISSING), more=(exchange(data={"c": 3}),))
    assert (found.verdict, found.exercised) == (Verdict.PASS, 3)
    assert (found.operations, found.detail) == ({"listResources", "getResource"}, None)


def test_an_answer_is_judged_once_whoever_brings_it() -> None:
    bad = exchange(data={}, status=500)
    found = judged(clause(), trace(GOOD, bad), trace(bad, case="again"), more=(bad, GOOD))
    assert len(found.found) == 1
    assert found.exercised == 2


def test_controls_and_clean_ups_are_judged_too() -> None:
    for part in ("before", "after"):
        found = judged(clause(), trace(GOOD, **{part: (exchange(data={}, status=500),)}))
        assert found.verdict is Verdict.FAIL


def test_nothing_passes_without_an_answer_or_on_one_answer_for_all() -> None:
    assert judged(clause()).reason is Reason.NOTHING_EXERCISED
    assert judged(clause(), trace(silent(OTHER))).verdict is Verdict.INCONCLUSIVE
    same = [exchange(data={}) for _ in range(5)]
    assert judged(clause(), trace(*same)).reason is Reason.NOTHING_EXERCISED
    assert judged(clause(status=Statuses.of(418)), trace(GOOD, MISSING)).reason is Reason.NOTHING_EXERCISED


def test_a_request_without_an_answer_is_told_and_an_operation_without_any_is_not_passed() -> None:
    once = judged(clause(), trace(GOOD, MISSING, silent(OTHER)))
    assert once.verdict is Verdict.PASS
    zh = "据 2 个操作的 2 次应答判定；1 次请求没有可用的应答"
    en = "judged on 2 answers of 2 operations; 1 request brought no usable answer"
    assert once.detail == Text(zh, en)
    never = judged(clause(), trace(GOOD, GOOD, silent(OTHER)))
    assert (never.verdict, never.reason) == (Verdict.INCONCLUSIVE, Reason.TIMEOUT)


def test_what_was_not_sent_is_not_counted_as_unanswered() -> None:
    spent = replace(silent(OTHER, Failure(Reason.BUDGET, Text("用尽", "spent"))), sent=False)
    cut = judged(clause(), trace(GOOD, MISSING, silent(OTHER), *[replace(spent) for _ in range(5)]))
    assert cut.reason is Reason.BUDGET
    assert cut.detail is not None
    assert cut.detail.en == (
        "getResource: spent; judged on 2 answers of 2 operations; 1 request brought no usable answer"
    )
    given_up = [replace(silent(OTHER), sent=False) for _ in range(2)]
    once = judged(clause(), trace(GOOD, MISSING, silent(OTHER), *given_up))
    assert once.detail is not None
    assert once.detail.en.endswith("1 request brought no usable answer; 2 requests were not sent")


def test_where_nothing_was_answered_that_it_was_held_back_is_why() -> None:
    kept = Failure(Reason.OUT_OF_SCOPE, Text("只读", "read-only"), "writes")
    held = replace(silent(OTHER, kept), sent=False)
    assert judged(clause(), trace(held)).reason is Reason.OUT_OF_SCOPE
    assert judged(clause(), trace(held)).input == "writes"
    assert judged(clause(), trace(GOOD, MISSING, held)).verdict is Verdict.PASS
    assert judged(clause(status=Statuses.of(418)), trace(GOOD, held)).reason is Reason.NOTHING_EXERCISED


def test_what_our_bounds_kept_from_being_asked_is_told_and_leaves_a_must_open() -> None:
    cut = Cut(2, 5, Text("操作", "operations"))
    should, must = (judged(clause(level), trace(GOOD, MISSING), cut=cut) for level in (Level.SHOULD, Level.MUST))
    assert should.detail is not None
    assert (should.verdict, should.detail.en) == (
        Verdict.PASS,
        "looked at 2 of 5 operations; judged on 2 answers of 2 operations",
    )
    assert (must.verdict, must.reason, must.detail) == (Verdict.INCONCLUSIVE, Reason.BUDGET, should.detail)
    assert judged(clause(Level.MUST), trace(exchange(data={}, status=500)), cut=cut).verdict is Verdict.FAIL


def test_a_run_that_was_cut_short_is_no_pass() -> None:
    void = Failure(Reason.VOID, Text("作废", "void"))
    assert judged(clause(), trace(GOOD, MISSING), trace(unmet=void)).reason is Reason.VOID
    spent = silent(OTHER, Failure(Reason.BUDGET, Text("用尽", "spent")))
    assert judged(clause(), trace(GOOD, MISSING, spent)).reason is Reason.BUDGET


def test_what_stays_open_tells_what_was_judged_nonetheless() -> None:
    void = Failure(Reason.VOID, Text("作废", "void"))
    found = judged(clause(), trace(GOOD, MISSING), trace(unmet=void))
    assert found.operations == {"listResources", "getResource"}
    assert found.detail == Text("作废；据 2 个操作的 2 次应答判定", "void; judged on 2 answers of 2 operations")
    assert judged(clause(), trace(unmet=void)).detail == void.detail


def test_which_of_our_bugs_is_told_does_not_depend_on_which_came_first() -> None:
    bugs = {("pages", ""): "one", ("head", ""): "other"}
    one = clause()
    traffic = Traffic((one,), bench())
    traffic.take([trace(GOOD, MISSING)])
    for came in (bugs, dict(reversed(bugs.items()))):
        found = judge(one, {}, came, bench(), traffic)
        assert (found.verdict, found.detail) == (Verdict.ERROR, Text("other", "other"))
        assert found.operations == {"listResources", "getResource"}


def test_what_a_probe_left_out_of_its_own_question_is_no_part_of_any_answer() -> None:
    part = trace(GOOD, MISSING, cuts=(Cut(100, 40000, Text("条目", "entries")),))
    assert judged(clause(Level.MUST), part) == judged(clause(Level.MUST), trace(GOOD, MISSING))


def test_past_the_bound_a_finding_of_a_new_kind_is_kept() -> None:
    many = [exchange(data={"n": n}, status=500) for n in range(MOST_FOUND + 5)]
    found = judged(clause(), trace(*many, exchange(data={}, status=500, operation=OTHER)))
    assert len(found.found) == MOST_FOUND + 1
    assert found.found[-1].finding.exchanges[0].operation is OTHER
    assert found.detail
    assert f"{MOST_FOUND + 6} places, {MOST_FOUND + 1} of them noted" in found.detail.en


def test_what_only_reads_is_sent_again_alone_and_what_writes_as_a_whole() -> None:
    reads, write = trace(GOOD, MISSING), exchange(method="POST", data={}, status=201)
    assert repeating(reads)(MISSING) == alone(MISSING)
    for whole in (trace(GOOD, write), trace(GOOD, after=(write,)), trace(GOOD)):
        assert repeating(whole)(whole.exchanges[0]) is whole
    masked = replace(GOOD, request=replace(GOOD.request, marks=(Mark("url", 0, 1, "KEY"),)))
    assert repeating(trace(masked, MISSING))(masked).probe == "by-hand"


def test_what_cannot_be_sent_again_as_it_was_is_not() -> None:
    plan = plan_for(reference_target("http://127.0.0.1:9", "resource-catalogue"))
    again = AskingAgain(plan, None, None, None, dict)  # type: ignore[arg-type] # nothing is to be sent
    assert again(alone(exchange(method="DELETE", data={}, status=500))) == []


def test_a_clause_run_alone_still_asks_the_whole_profile() -> None:
    target = reference_target("http://127.0.0.1:9", "resource-catalogue")
    whole, narrow = plan_for(target), plan_for(target, frozenset({CLAUSE}))
    assert {it.key for it in narrow.rounds} == {it.key for it in whole.rounds}
    assert {it.key for it in plan_for(target, frozenset({"support.http.head"})).rounds} == {("head", "")}
    few = plan_for(target, frozenset({CLAUSE}), frozenset({"head"}))
    assert {it.probe for it in few.rounds} == {"head"}


def test_the_lint_refuses_what_any_has_not() -> None:
    found = the_standard().clauses[CLAUSE]
    (verify,) = found.verify
    wrong = {
        ("verify", 0, "as"): replace(verify, role="peer"),
        ("verify", 0, "sample"): replace(verify, sample=Text("抽样", "a part")),
        ("verify", 0, "when", "step"): replace(verify, when=When(step=("list",))),
        ("verify", 0, "when", "record"): replace(verify, when=When(record=("entry",))),
        ("verify", 0, "check"): replace(verify, check="head-equals-get", arguments={}),
    }
    assert verify.probe == ANY
    for place, item in wrong.items():
        flaws = clause_flaws(replace(found, verify=(item,)), the_standard(), tools().vocabulary)
        assert place in {flaw.path for flaw in flaws}


def test_media_types_may_be_named_by_their_end() -> None:
    named = clause(media=("*json",), status=Statuses.of("100-599"))
    page = exchange(data={"c": 3}, media="text/html")
    assert judged(named, trace(exchange(data={"d": 1}, media="application/problem+json"), page)).exercised == 1
