"""The fault matrix: clean passes all; each fault fails its clause, what it breaks by nature, and nothing else.

An ordinary run looks for the rest in a twentieth of the other clauses, and at a fault of several kinds on one of them;
`-m matrix` looks at all clauses of all kinds.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from conformance.measure.prepared import loaded
from conformance.measure.twins.drawing import share
from conformance.model.clause import Standard
from conformance.model.report import ClauseResult, Report
from conformance.model.verdict import Verdict
from conformance.systems.faults import faults
from conformance.systems.kinds import KINDS
from tests.examining import SEED, examine_reference, matrix

SETTLED = (Verdict.PASS, Verdict.MANUAL, Verdict.NOT_APPLICABLE)


@cache
def clean(kind: str) -> Report:
    return examine_reference(kind)


def verdicts(kind: str) -> dict[str, Verdict]:
    return {r.clause.id: r.verdict for r in clean(kind).results}


def asked_of(kind: str) -> list[tuple[str, str]]:
    """The faults of a kind that break a clause of its profile; a fault of every kind may break one it does not have."""
    clauses = loaded(kind).profile.clauses
    return [(kind, name) for name, fault in faults(kind).items() if fault.clause in clauses]


def by_nature(kind: str, name: str) -> frozenset[str]:
    """The clause a fault breaks, and those of the profile it breaks with it."""
    return faults(kind)[name].breaks(kind) & set(verdicts(kind))


def twentieth(kind: str, name: str) -> list[str]:
    """A twentieth of what a fault must leave alone: by its name and `SEED` alone."""
    clauses = loaded(kind).standard.clauses
    return share((clauses[each] for each in set(verdicts(kind)) - by_nature(kind, name)), f"{SEED} {kind} {name}", 20)


@pytest.mark.parametrize("kind", KINDS)
def test_clean_passes_every_clause(kind: str) -> None:
    open_ones = {
        r.clause.id: (r.verdict, r.detail, [f.message.en for f in r.findings])
        for r in clean(kind).results
        if r.verdict not in SETTLED
    }
    assert open_ones == {}
    assert clean(kind).gate.exit_code == 0
    assert clean(kind).left_behind == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_automatic_clause_has_a_fault(kind: str, standard: Standard) -> None:
    broken = {fault.clause for fault in faults(kind).values()}
    passing = {clause for clause, verdict in verdicts(kind).items() if verdict is Verdict.PASS}
    assert passing - broken == set()
    assert broken <= set(standard.clauses)


def on_one_kind(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each fault on one of the kinds it is of: which one, by its name and `SEED` alone."""
    kinds: dict[int, list[tuple[str, str]]] = {}
    for kind, name in pairs:
        kinds.setdefault(id(faults(kind)[name]), []).append((kind, name))
    return [Random(f"{SEED} {of[0][1]}").choice(of) for of in kinds.values()]


FAULTS = [pair for kind in KINDS for pair in asked_of(kind)]


@pytest.mark.parametrize(("kind", "name"), on_one_kind(FAULTS))
def test_a_fault_fails_its_own_clause_and_nothing_in_a_twentieth_of_the_others(kind: str, name: str) -> None:
    found = examined(kind, name, by_nature(kind, name).union(twentieth(kind, name)))
    if {found[clause].verdict for clause in strays(kind, name, found)} == {Verdict.INCONCLUSIVE}:
        found = examined(kind, name, frozenset(verdicts(kind)))  # fewer questions may leave too few answers to judge
    fails_only_by_nature(kind, name, found)


@pytest.mark.matrix
@pytest.mark.parametrize(("kind", "name"), matrix(FAULTS))
def test_a_fault_fails_its_own_clause_and_no_unrelated_one(kind: str, name: str) -> None:
    fails_only_by_nature(kind, name, examined(kind, name, frozenset(verdicts(kind))))


def examined(kind: str, name: str, only: frozenset[str]) -> dict[str, ClauseResult]:
    """What these clauses come to on a system with a fault."""
    report = examine_reference(kind, name, only, shrink=False, traffic=traffic(kind, name, only))
    after = {r.clause.id: r for r in report.results}
    assert set(after) == only
    return after


def traffic(kind: str, name: str, only: frozenset[str]) -> frozenset[str] | None:
    """The probes that must show a fault to clauses on any answer: those it names, and those these clauses ask by.

    None, which is every probe, where the whole profile is judged, and for a fault of such a clause that names none.
    """
    fault, clauses = faults(kind)[name], loaded(kind).standard.clauses
    if only == frozenset(verdicts(kind)) or (clauses[fault.clause].judges_any and not fault.by):
        return None
    return frozenset(fault.by).union(probe for clause in only for probe, _ in clauses[clause].asked)


def changed(kind: str, after: dict[str, ClauseResult]) -> dict[str, str]:
    """The verdicts that are not those of the clean system."""
    return {clause: r.verdict.value for clause, r in after.items() if r.verdict is not verdicts(kind)[clause]}


def strays(kind: str, name: str, after: dict[str, ClauseResult]) -> set[str]:
    """The clauses that changed and should not have."""
    return set(changed(kind, after)) - by_nature(kind, name)


def fails_only_by_nature(kind: str, name: str, after: dict[str, ClauseResult]) -> None:
    """A fault fails its own clause, changes what it breaks by nature, and leaves all others as they were."""
    fault = faults(kind)[name]
    assert after[fault.clause].verdict is Verdict.FAIL, after[fault.clause].detail
    assert after[fault.clause].findings[0].repeated
    assert strays(kind, name, after) == set(), changed(kind, after)
    judged = {clause for clause, verdict in verdicts(kind).items() if verdict is not Verdict.NOT_APPLICABLE}
    assert by_nature(kind, name) & judged <= set(changed(kind, after)), "listed as broken by nature, but was not"
