"""A kind that nothing names is examined whole by what is put to records: its contract and its profile are enough."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conformance.config.loading import kind_contract
from conformance.engine.vocabulary import Tools
from conformance.model.clause import Standard
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.norms.lint import lint
from conformance.norms.profile import load_profile
from conformance.systems.kinds import KINDS
from tests.test_house import EVERYWHERE, PACKAGE, WELL_KNOWN
from tests.trial_kind.examining import examined
from tests.trial_kind.faults import FAULTS
from tests.trial_kind.release import KIND, released, write

DECIDED = 114
"""Of 117 clauses: the 116 of `native` and one of the profile's own."""
NOT_DECIDED = {
    "support.changes.same-moment": "no record of the contract has a list of what came since a moment",
    "security.transport.encrypted": "because environment = test, loopback = true",
    "security.transport.remembered": "because scheme = http",
}


@pytest.fixture(scope="module", autouse=True)
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("release")
    write(folder)
    with released(folder):
        yield folder


@cache
def clean() -> Report:
    return examined()


def test_the_release_with_the_kind_in_it_holds(release: Path, the_tools: Tools) -> None:
    assert lint(release / "standards", release / "profiles", the_tools.vocabulary) == []


def test_the_sound_kind_gets_no_fail_and_every_clause_that_can_be_decided_is() -> None:
    verdicts = {result.clause.id: result for result in clean().results}
    decided = [name for name, result in verdicts.items() if result.verdict is Verdict.PASS]
    rest = {name: it.detail.en if it.detail else "" for name, it in verdicts.items() if name not in decided}
    assert rest == NOT_DECIDED
    assert len(decided) == DECIDED
    assert clean().gate.exit_code == 0
    assert clean().left_behind == ()


def test_the_profile_holds_all_that_is_native(release: Path, standard: Standard) -> None:
    native = load_profile(release / "profiles", "native", standard)
    assert {*native.clauses} < {result.clause.id for result in clean().results}


def test_nothing_of_the_package_names_what_is_the_kinds_own() -> None:
    contract = kind_contract(KIND)
    everywhere = {name for each in EVERYWHERE for name in contract.records[each].operations.values()}
    own = contract.operations.keys() - everywhere - WELL_KNOWN
    own |= contract.records.keys() - {*EVERYWHERE}
    kinds = {kind.replace("-", "_") for kind in KINDS}  # what another kind's system serves may be called as this one's
    files = [file for file in PACKAGE if not ("systems" in file.parts and kinds & set(file.parts))]
    found = {(file.name, name) for file in files for name in _strings(file) & own}
    assert len(own) == 16 + 3
    assert found == set()


def _strings(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("name", FAULTS)
def test_an_ordinary_fault_is_found_by_a_clause_of_every_kind(name: str) -> None:
    clause, fault = FAULTS[name]
    (result,) = examined(fault, clause).results
    assert result.verdict is Verdict.FAIL, result.detail
    assert result.findings[0].repeated


def test_each_kind_of_record_is_judged_by_itself() -> None:
    """A fault in one kind of record is told of that kind's operation and of no other."""
    of = {
        "the total of openings is that of the page": "listOpenings",
        "the count of sheets is of others too": "listInspections",
        "no page of venues names the next": "listVenues",
    }
    for name, operation in of.items():
        clause, fault = FAULTS[name]
        (result,) = examined(fault, clause).results
        assert {finding.operation for finding in result.findings} == {operation}
