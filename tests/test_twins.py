"""Odd but lawful systems: no clause fails on one, and what cannot be decided there is what the twin says and why.

An ordinary run looks at a few, drawn by `SEED`; `-m matrix` at every one.
"""

from __future__ import annotations

from random import Random

import pytest

from conformance.measure.twins.twin_run import examined_twin, is_odd
from conformance.model.report import ClauseResult
from conformance.model.verdict import Verdict
from conformance.systems.kinds import KINDS
from conformance.systems.twins import Twin, combinable, twins
from conformance.systems.twins.serving import start_twin
from conformance.systems.twins.twin import varied
from tests.examining import SEED, matrix
from tests.test_faults import verdicts

ALL = [(kind, name) for kind in KINDS for name in twins(kind)]


def settled_as_the_clean_one(kind: str, *chosen: Twin) -> None:
    """No fail, no error; undecided only what the twins say, for the reason they say; nothing left behind."""
    found = examined_twin(kind, chosen, SEED)
    assert {result.clause.id: told(result) for result in found.results if is_odd(result, chosen)} == {}
    assert {result.clause.id for result in found.results} == verdicts(kind).keys()
    assert all(result.detail and result.detail.zh for result in found.results if result.verdict is Verdict.INCONCLUSIVE)
    assert found.left_behind == ()


def told(result: ClauseResult) -> tuple[object, ...]:
    return result.verdict, result.reason, result.detail, [finding.message.en for finding in result.findings]


@pytest.mark.parametrize(("kind", "name"), sorted(Random(SEED).sample(ALL, 2)))
def test_a_few_twins_fail_no_clause(kind: str, name: str) -> None:
    settled_as_the_clean_one(kind, twins(kind)[name])


@pytest.mark.matrix
@pytest.mark.parametrize(("kind", "name"), matrix(ALL))
def test_a_twin_fails_no_clause(kind: str, name: str) -> None:
    settled_as_the_clean_one(kind, twins(kind)[name])


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_at_least_twenty_twins_that_each_change_something(kind: str) -> None:
    known = twins(kind)
    assert len(known) >= 20
    for twin in known.values():
        varied(KINDS[kind](twin.identity), (twin,), SEED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_twin_says_in_both_languages_what_it_is_and_why_that_is_lawful(kind: str) -> None:
    for twin in twins(kind).values():
        said = (twin.title.zh, twin.title.en, twin.lawful.why.zh, twin.lawful.why.en, twin.lawful.source)
        assert all(said), twin.name
        assert twin.touches, twin.name


def test_no_system_is_two_twins_that_decide_the_same() -> None:
    known = twins("resource-catalogue")
    two = (known["chunked"], known["http-1-0"])
    assert not combinable(two)
    with pytest.raises(ValueError, match="all of these at once"):
        start_twin("resource-catalogue", two)
