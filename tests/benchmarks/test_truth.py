"""The suite catches mutants made by a program; what cannot be told from the clean system is not counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conformance.config.names import DEFAULT_SEED
from conformance.measure.ledger import ResultLedger
from conformance.measure.mutants.mutant import Mutant, shown, source_of
from conformance.measure.mutants.sample import SERVICE, all_mutants
from conformance.measure.outcomes import Ended
from conformance.measure.truth.campaign import Tried, chosen, header, try_mutants
from conformance.measure.truth.figures import counted
from conformance.systems.kinds import KINDS

pytestmark = pytest.mark.benchmark

FULL = os.environ.get("HUTONG_BENCHMARK") == "full"
MUTANTS = 60 if FULL else 3
SERVED_FIRST = "resource-catalogue"


def of(module: str, operator: str, before: str) -> Mutant:
    """The mutant of the shared service that changes a certain line."""
    found = [each for each in all_mutants(SERVICE) if (each.module, each.operator) == (module, operator)]
    return next(each for each in found if shown(each, source_of(module)[0])[0].startswith(before))


def judged(mutants: list[tuple[str, Mutant]], kinds: list[str], file: Path | None = None) -> list[Tried]:
    with ResultLedger(file, header(DEFAULT_SEED)).held() as ledger:
        return try_mutants(mutants, kinds, ledger, os.cpu_count() or 1, lambda *_: None)


def test_known_mutants_come_to_what_they_must() -> None:
    """Who calls is not asked: caught. What an exception says: seen by nobody. No database: it cannot start."""
    service = "conformance.systems.service"
    unasked = of(f"{service}.rules", "drop-check", "if caller == ANONYMOUS:")
    unseen = of(f"{service}.refusal", "drop-statement", "super().__init__")
    stillborn = of(f"{service}.system", "drop-statement", "self.connection = connect()")
    caught, equivalent, unborn = judged([(SERVICE, each) for each in (unasked, unseen, stillborn)], [SERVED_FIRST])
    for each in (caught, equivalent, unborn):
        assert each.outcome.ended is Ended.DONE, each.outcome.trace
    assert caught.outcome.result is not None
    assert "security.access.refused-with-401" in caught.outcome.result["failed"], caught.outcome.result
    assert counted([equivalent]).equivalent == 1
    assert counted([unborn]).stillborn == 1


def test_a_sample_of_every_part_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every mutant comes to something, and the same ledger gives the same figures without measuring again."""
    kinds, file = [*KINDS], tmp_path / "ledger.jsonl"
    mutants = chosen(kinds, MUTANTS, DEFAULT_SEED)
    tried = judged(mutants, kinds, file)
    count = counted(tried)
    with capsys.disabled():
        print(f"\nof {count.made} mutants {count.observable} observable, {count.caught} caught by a fail")
    assert count.broken == 0, [each.outcome.trace for each in tried if each.outcome.ended is Ended.BROKE]
    assert count.made == len(mutants) == MUTANTS * (len(kinds) + 1)
    assert count.caught >= count.observable / 2
    held = file.read_bytes()
    assert counted(judged(mutants, kinds, file)) == count
    assert file.read_bytes() == held
