"""Faults of another make are found on the second exchange, and other ways that the contract leaves open are no faults.

The faults of the reference system were written beside its checks; these were not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.model.report import Report
from conformance.model.verdict import Reason, Verdict
from tests.examining import examine_target
from tests.exchange_changes import FAULTS, STILL_RUNNING, WAYS, Change, served
from tests.second_exchange.digests import sm3
from tests.test_second_system import second_target


def report(change: Change, folder: Path) -> Report:
    only = frozenset({change.clause}) if change.clause else frozenset()
    with served(change, folder) as address:
        return examine_target(second_target(address, "data-exchange"), only, shrink=False)


def failed(change: Change, folder: Path) -> list[str]:
    return [result.clause.id for result in report(change, folder).results if result.verdict is Verdict.FAIL]


@pytest.mark.parametrize("change", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_of_another_make_is_found(change: Change, tmp_path: Path) -> None:
    assert failed(change, tmp_path) == [change.clause]


@pytest.mark.parametrize("change", WAYS.values(), ids=list(WAYS))
def test_another_way_the_contract_leaves_open_fails_no_clause(change: Change, tmp_path: Path) -> None:
    results = report(change, tmp_path).results
    assert [result.clause.id for result in results if result.verdict is Verdict.FAIL] == []
    assert sum(result.verdict is Verdict.PASS for result in results) > 120


def test_a_batch_that_takes_its_time_fails_no_clause_and_leaves_its_own_open(tmp_path: Path) -> None:
    results = {result.clause.id: result for result in report(STILL_RUNNING, tmp_path).results}
    assert [name for name, result in results.items() if result.verdict is Verdict.FAIL] == []
    for name in ("support.delivery.methods-work", "support.delivery.batch-job"):
        assert (results[name].verdict, results[name].reason) == (Verdict.INCONCLUSIVE, Reason.BUDGET)


def test_its_digests_are_those_of_the_standard() -> None:
    """The examples of GB/T 32905, annex A."""
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
