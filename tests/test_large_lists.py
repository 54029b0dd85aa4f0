"""Lists of more than a thousand records: read whole where that is cheap; of a part nothing is said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.model.report import ClauseResult
from conformance.model.verdict import Reason, Verdict
from conformance.probes import records
from conformance.probes.data_exchange import exchange_ledgers
from conformance.probes.resource_catalogue import dcat
from tests import second_system
from tests.examining import examine_target
from tests.exchange_changes import Change, served
from tests.second_system import seed
from tests.test_second_system import second_target

ENTRIES = 1500
FEW_PAGES = 10
EXPORTED, REVIEWED = "overall.catalogue.dcat-complete", "management.catalogue.reviewed-in-time"
PERSONAL, DISPOSED = "management.exchange.agreement-personal", "management.exchange.disposed"
IN_ORDER = "management.exchange.no-unilateral-end"
LARGE = """    grants = [_grant(held, row) for row in GRANTS]
    for kind, other in (("agreements", {"resource": "30300201/710049"}), ("disposals", {"grant": "none"})):
        rows = [*held.rows[kind].values()]
        more = {f"a-{n:06d}": {**rows[n % len(rows)], "id": f"a-{n:06d}", **other} for n in range(1500)}
        held.rows[kind] = {**more, **held.rows[kind]}
    more = {f"a-{n:06d}": {**TERMINATIONS[0], "id": f"a-{n:06d}", "resource": "30300201/710049"} for n in range(1500)}
    held.rows["terminations"].update(more)
"""
AHEAD = Change("seed", "    grants = [_grant(held, row) for row in GRANTS]\n", LARGE)
"""Fifteen hundred records of others stand ahead of those that are looked for."""


@pytest.fixture(scope="module")
def catalogue() -> Iterator[str]:
    published = [row for row in seed.ROWS if row.published]
    more = tuple(
        replace(row, name=f"{row.name}{n}") for n, row in zip(range(ENTRIES), published * ENTRIES, strict=False)
    )
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(seed, "ROWS", (*seed.ROWS, *more))
        yield stack.enter_context(second_system.serve())


def judged(address: str, kind: str, *clauses: str) -> dict[str, ClauseResult]:
    found = examine_target(second_target(address, kind), frozenset(clauses), shrink=False).results
    return {result.clause.id: result for result in found}


def test_a_catalogue_of_fifteen_hundred_is_read_to_its_end(catalogue: str) -> None:
    found = judged(catalogue, "resource-catalogue", EXPORTED, REVIEWED)
    assert {name: (result.verdict, result.detail) for name, result in found.items()} == {
        EXPORTED: (Verdict.PASS, None),
        REVIEWED: (Verdict.PASS, None),
    }


def test_of_what_was_read_in_part_nothing_is_said_to_be_missing(
    catalogue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for probe in (records, dcat):
        monkeypatch.setattr(probe, "MOST_PAGES", FEW_PAGES)
    for name, result in judged(catalogue, "resource-catalogue", EXPORTED, REVIEWED).items():
        assert (result.verdict, result.reason) == (Verdict.INCONCLUSIVE, Reason.BUDGET), name
        assert result.detail
    assert "looked at 1000 of 15" in result.detail.en


def test_what_stands_behind_fifteen_hundred_records_is_found(tmp_path: Path) -> None:
    with served(AHEAD, tmp_path) as address:
        found = judged(address, "data-exchange", PERSONAL, DISPOSED, IN_ORDER)
    assert {result.verdict for result in found.values()} == {Verdict.PASS}


def test_what_stands_behind_what_is_read_is_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_ledgers, "MOST_PAGES", FEW_PAGES)
    with served(AHEAD, tmp_path) as address:
        found = judged(address, "data-exchange", PERSONAL, DISPOSED, IN_ORDER)
    for name, result in found.items():
        assert (result.verdict, result.reason) == (Verdict.INCONCLUSIVE, Reason.BUDGET), name
