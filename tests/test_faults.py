"""The fault matrix: clean passes all; each fault fails its clause, what it breaks by nature, and nothing else."""

from __future__ import annotations

import pytest

from conformance.model.clause import Standard
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.systems.faults import faults
from tests.examining import examine_reference

KIND = "resource-catalogue"
FAULTS = faults(KIND)
SETTLED = (Verdict.PASS, Verdict.MANUAL, Verdict.NOT_APPLICABLE)


@pytest.fixture(scope="module")
def clean() -> Report:
    return examine_reference(KIND)


def test_clean_passes_every_clause(clean: Report) -> None:
    open_ones = {
        r.clause.id: (r.verdict, r.detail, [f.message.en for f in r.findings])
        for r in clean.results
        if r.verdict not in SETTLED
    }
    assert open_ones == {}
    assert clean.gate.exit_code == 0
    assert clean.left_behind == ()


def test_every_automatic_clause_has_a_fault(clean: Report, standard: Standard) -> None:
    broken = {fault.clause for fault in FAULTS.values()}
    passing = {r.clause.id for r in clean.results if r.verdict is Verdict.PASS}
    assert passing - broken == set()
    assert broken <= set(standard.clauses)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_its_own_clause_and_no_unrelated_one(name: str, clean: Report) -> None:
    fault = FAULTS[name]
    before = {r.clause.id: r.verdict for r in clean.results}
    after = {r.clause.id: r for r in examine_reference(KIND, name).results}
    assert after[fault.clause].verdict is Verdict.FAIL, after[fault.clause].detail
    assert after[fault.clause].findings[0].repeated
    changed = {c: r.verdict.value for c, r in after.items() if r.verdict is not before[c]}
    assert set(changed) - {fault.clause, *fault.also} == set(), changed
    assert set(fault.also) <= set(changed), "listed as broken by nature, but was not"
