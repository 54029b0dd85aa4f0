"""The faults of one clause, found without loading those of others, are the same that a search of all would find."""

from __future__ import annotations

from conformance.model.clause import Standard
from conformance.systems.faults import breaking, faults
from conformance.systems.kinds import KINDS


def test_every_fault_is_found_by_the_clause_it_breaks(standard: Standard) -> None:
    every = {fault for kind in KINDS for fault in faults(kind).values()}
    assert len(every) > 200
    for clause in standard.clauses:
        due = sorted((fault for fault in every if fault.clause == clause), key=lambda fault: (fault.key, fault.kinds))
        assert breaking(clause) == due, f"{clause}: the call that makes a fault begins with its id, or its last word"


def test_a_clause_that_nothing_breaks_has_no_fault() -> None:
    assert breaking("support.paging.complete.") == []
    assert breaking("nowhere.at.all") == []


def test_kinds_are_known_by_name_and_loaded_when_asked_for() -> None:
    assert {kind: system.kind for kind, system in KINDS.items()} == {kind: kind for kind in KINDS}
    assert "catalogue" not in KINDS
