"""The fault matrix: clean passes all; each fault fails its clause, what it breaks by nature, and nothing else."""

from __future__ import annotations

import os
from functools import cache

import pytest

from conformance.model.clause import Standard
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.systems.faults import faults
from conformance.systems.kinds import KINDS
from tests.examining import examine_reference, loaded

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


def seen_whole_elsewhere(kind: str, name: str) -> bool:
    """Whether what a fault breaks besides its clause is looked for on another kind: one of every kind, on the first.

    HUTONG_MATRIX=full looks for it on every kind.
    """
    first = next(iter(KINDS))
    elsewhere = kind != first and not faults(kind)[name].kinds and (first, name) in asked_of(first)
    return elsewhere and os.environ.get("HUTONG_MATRIX") != "full"


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


@pytest.mark.parametrize(("kind", "name"), [pair for kind in KINDS for pair in asked_of(kind)])
def test_a_fault_fails_its_own_clause_and_no_unrelated_one(kind: str, name: str) -> None:
    fault, before = faults(kind)[name], verdicts(kind)
    only = frozenset({fault.clause, *fault.also} & set(before)) if seen_whole_elsewhere(kind, name) else frozenset()
    after = {r.clause.id: r for r in examine_reference(kind, name, only, shrink=False).results}
    assert after[fault.clause].verdict is Verdict.FAIL, after[fault.clause].detail
    assert after[fault.clause].findings[0].repeated
    changed = {c: r.verdict.value for c, r in after.items() if r.verdict is not before[c]}
    assert set(changed) - {fault.clause, *fault.also} == set(), changed
    judged = {clause for clause, verdict in before.items() if verdict is not Verdict.NOT_APPLICABLE}
    assert set(fault.also) & judged <= set(changed), "listed as broken by nature, but was not"
