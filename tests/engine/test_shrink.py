"""A failing corpus case is shrunk: really smaller, as fair, for the same reason, and within its requests."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest

from conformance.engine.examine import examine
from conformance.engine.generate.corpus.case_validity import Standing
from conformance.engine.plan import Plan, make_plan
from conformance.engine.shrinking.shrink_case import BUDGET
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.case import Case
from conformance.model.contract import SAFE_METHODS
from conformance.model.exchange import Why
from conformance.model.report import Counterexample, Report, Smallest
from conformance.model.target import Target
from conformance.model.verdict import Verdict
from conformance.norms.corpus import with_id
from conformance.systems.faults import faults
from conformance.systems.serve import start
from tests.engine.test_run import in_front_of
from tests.examining import SEED, examine_reference, examine_target, plan_for, reference_target

KIND = "resource-catalogue"
ACCEPTS = "support.contract.accepts"
REFUSES = "support.contract.refuses"
NUMBERS = "support.refusals.no-server-error"
FAULTS = (
    ACCEPTS,
    REFUSES,
    NUMBERS,
    "support.refusals.problem-details",
    "support.refusals.status-agrees",
    "support.refusals.named-place",
)


def cases() -> dict[str, Case]:
    corpus = loaded(KIND).corpus
    assert corpus is not None
    return {case.id: case for case in corpus.cases}


@cache
def broken(fault: str) -> Report:
    """The report on the clause of a fault, on a system that has it."""
    return examine_reference(KIND, fault, frozenset({fault}))


def shrunk(report: Report) -> tuple[Counterexample, Smallest]:
    """The one finding of a report that was shrunk."""
    (result,) = report.results
    assert result.verdict is Verdict.FAIL
    (found,) = [found for found in result.findings if found.smallest]
    assert found.smallest is not None
    return found, found.smallest


def asking(case: Case, target: Target, *only: str) -> Plan:
    """A plan that asks one case alone, judged by what the corpus decides."""
    data = loaded(KIND)
    plan = make_plan(target, data.profile, data.standard, data.contract, tools(), (case,), "", frozenset(only))
    clauses = tuple(
        replace(clause, verify=own)
        for clause in plan.clauses
        if (own := tuple(it for it in clause.verify if it.of_any or it.probe == "corpus"))
    )
    rounds = tuple(asked for asked in plan.rounds if asked.probe == "corpus")
    return replace(plan, clauses=clauses, rounds=rounds)


def done(plan: Plan) -> Report:
    return examine(plan, tools(), SEED, lambda: datetime.now().astimezone(), lambda event: None)


def size(case: Case) -> int:
    return len(repr([case.path, case.query, case.headers, case.body]))


@pytest.mark.parametrize("fault", FAULTS)
def test_the_smallest_case_fails_the_same_clause_for_the_same_reason(fault: str) -> None:
    found, small = shrunk(broken(fault))
    original = cases()[found.case]
    assert size(small.case) <= size(original)
    assert (small.case.expects, small.case.why) == (original.expects, original.why)
    assert Standing(loaded(KIND).contract, small.case).problem is None
    assert small.case == with_id(small.case)
    assert small.requests <= BUDGET
    with start(KIND, [faults(KIND)[fault]]) as running:
        again = done(asking(small.case, reference_target(running.address, KIND), fault))
    assert [result.verdict for result in again.results] == [Verdict.FAIL]
    with start(KIND) as running:
        clean = done(asking(small.case, reference_target(running.address, KIND)))
    assert Verdict.FAIL not in {result.verdict for result in clean.results}


def test_what_has_nothing_to_do_with_the_fault_is_gone() -> None:
    found, small = shrunk(broken(ACCEPTS))
    original = cases()[found.case]
    schema = loaded(KIND).contract.document["components"]["schemas"]["UnconditionalInput"]
    assert set(small.case.body) == set(schema["required"]) < set(original.body)
    assert len(small.case.body["name"]) == 31 < len(original.body["name"]), "one more than the column holds"
    _, small = shrunk(broken(NUMBERS))
    assert len(small.case.query) == 1
    assert small.evidence.exchange.status == 500
    assert size(small.case) < 60


def test_where_nothing_smaller_fails_the_case_itself_is_the_smallest() -> None:
    found, small = shrunk(broken("support.refusals.named-place"))
    assert small.case.id == found.case
    assert small.complete
    assert small.evidence.curl == found.curl


def test_the_requests_are_counted_and_none_are_sent_when_it_is_not_wanted() -> None:
    with start(KIND, [faults(KIND)[ACCEPTS]]) as running:
        plan = plan_for(reference_target(running.address, KIND), frozenset({ACCEPTS}))
        without = done(replace(plan, shrink=False))
    assert [found.smallest for result in without.results for found in result.findings if found.smallest] == []
    _, small = shrunk(broken(ACCEPTS))
    assert broken(ACCEPTS).requests - without.requests == small.requests <= BUDGET
    assert broken(ACCEPTS).left_behind == ()


def test_the_budget_is_hard_where_every_case_needs_an_object_of_its_own() -> None:
    """Counted where the requests arrive: a change takes a creation before it and a withdrawal after it."""
    changes = (case for case in cases().values() if case.operation == "changeResource" and case.why)
    case = max((case for case in changes if case.why and case.why.keyword == "maxLength"), key=size)
    seen: list[str] = []

    def note(path: str, number: int) -> None:
        seen.append(path)

    counts = []
    for shrink in (True, False):
        seen.clear()
        with start(KIND, [faults(KIND)[REFUSES]]) as running, in_front_of(running.address, note) as address:
            report = done(replace(asking(case, reference_target(address, KIND), REFUSES), shrink=shrink))
        counts.append(len(seen))
        if shrink:
            _, small = shrunk(report)
            assert report.left_behind == ()
    assert counts[0] - counts[1] == small.requests <= BUDGET
    assert size(small.case) < size(case)


def test_a_search_that_is_out_of_requests_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.engine.shrinking.shrink_case.BUDGET", 9)
    found, small = shrunk(examine_reference(KIND, ACCEPTS, frozenset({ACCEPTS})))
    assert not small.complete
    assert small.requests <= 9
    assert size(small.case) < size(cases()[found.case])


def test_a_read_only_target_is_only_read() -> None:
    with start(KIND, [faults(KIND)[NUMBERS]]) as running:
        report = examine_target(reference_target(running.address, KIND, writes=False), frozenset({NUMBERS}))
    _, small = shrunk(report)
    assert set(report.requests_by_method) <= SAFE_METHODS
    assert small.requests > 0


def test_one_case_is_shrunk_for_each_clause_and_an_answer_is_used_for_all() -> None:
    report = examine_reference(KIND, REFUSES, frozenset({REFUSES, "support.contract.answers-match"}))
    spent = {}
    for result in report.results:
        (found,) = [found for found in result.findings if found.smallest]
        assert found.smallest
        spent[result.clause.id] = found.smallest.requests
    assert len(spent) == 2
    assert sum(spent.values()) < 2 * BUDGET


def test_the_same_state_gives_the_same_smallest_case_and_requests() -> None:
    one, other = broken(ACCEPTS), examine_reference(KIND, ACCEPTS, frozenset({ACCEPTS}))
    first, second = shrunk(one)[1], shrunk(other)[1]
    assert (first.case, first.requests, first.complete) == (second.case, second.requests, second.complete)


@pytest.mark.parametrize("falls", [False, True], ids=["comes and goes", "falls for good"])
def test_what_does_not_repeat_while_shrinking_is_reported_as_it_is(falls: bool) -> None:
    """The first case always fails. Others fail once only; or the system falls with the first of them."""
    seen: Counter[str] = Counter()
    down: list[str] = []

    def spoil(path: str, number: int) -> tuple[int, bytes] | None:
        if path.startswith("/resources?page="):
            seen[path] += 1
            is_first = path == next(iter(seen))
            down.extend([path] if falls and not is_first else [])
            return (500, b"{}") if is_first or seen[path] == 1 or down else None
        return (503, b"{}") if down else None

    case = max((each for each in cases().values() if _wrong_page(each)), key=size)
    with start(KIND) as running, in_front_of(running.address, spoil) as address:
        report = done(asking(case, reference_target(address, KIND), NUMBERS))
    assert len(seen) > 1
    (result,) = report.results
    assert result.verdict is Verdict.FAIL
    assert result.findings[0].smallest is None
    assert [note.en for note in report.notes] == [
        f"{NUMBERS} did not repeat while shrinking; the counter-example is reported as it is"
    ]


def _wrong_page(case: Case) -> bool:
    return case.operation == "listResources" and case.why == Why("query", "/page", "type")


def test_a_case_that_does_not_match_the_contract_is_left_as_it_is() -> None:
    case = next(each for each in cases().values() if _wrong_page(each))
    odd = replace(case, why=Why("query", "/page", "maximum"))
    with start(KIND, [faults(KIND)[NUMBERS]]) as running:
        report = done(asking(odd, reference_target(running.address, KIND), NUMBERS))
    (result,) = report.results
    assert result.verdict is Verdict.FAIL
    assert result.findings[0].smallest is None
    assert any(f"case {odd.id} no longer fits" in note.en for note in report.notes)
