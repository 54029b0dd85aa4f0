"""Every entry of a contract's records counts: said wrong, the lint tells it, or a sound system is no longer passed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from conformance.config.loading import kind_contract
from conformance.engine.plan import is_put_to_records, joined, make_plan
from conformance.engine.vocabulary import tools
from conformance.measure.prepared import loaded
from conformance.model.contract import Contract
from conformance.model.verdict import Verdict
from conformance.norms.kind_contracts import GENERAL
from conformance.norms.record_shape import WORD
from conformance.norms.records import records_of
from conformance.systems.kinds import KINDS
from conformance.systems.serve import start
from tests.examining import SEED, examine_planned, matrix, reference_target
from tests.record_mutations import Mutation, mutations

RECORDS = [(kind, name) for kind in KINDS for name in kind_contract(kind).records]
RED = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.ERROR)
EQUIVALENT = {
    r"^disclosure:application:members\.text=purpose$": "another free text of the application, kept as sent",
    r":(resource|grant|correction|dispute|item|rectification|complaint):members\.state=": (
        "it only spreads which are read"
    ),
    r":(resource|dispute|item|overdue|evaluation|rectification):members\.text=": (
        "nobody makes such a record: no words are sent"
    ),
    r":request:members\.text=basis|:use:members\.text=|:correction:members\.text=(item|proposed)": "free text as well",
    r":entry:members\.text=openConditions": "free text as well",
    r":(resource:members\.made=updatedAt|publicity:members\.made=decidedAt)": (
        "the oldest of them tells the age of the system as well"
    ),
    r":code-list:members\.title=": "a code list is neither made nor searched",
    r":roles\.outsider=": "another department, or the public, has as little part in the record",
    r":(request|correction):roles\.creator=upper": "another department makes such records as well",
    r":list\.searched\.[12]=id": "all that is searched for here stands in the names",
    r":list\.filters\.\d\.parts=False": "it says less, and nothing wrong",
    r":((entry|document):list\.filters\.3|(request|grant|correction|application):list\.filters\.0)\.parts=True": (
        "its values do add up here"
    ),
    r":document:members\.text=number|:correction:members\.text=(record|evidence)": "free text as well",
    r":document:list\.searched\.0=id": "the words of a title stand in its summary too",
    r":document:list\.filters\.2\.by=equal": "the whole of a day is its own beginning",
    r":document:public\.state=draft": "drafts have pages for people as well",
    r":heading:(key|members\.title)=en": "no two of those that are listed share it, and nobody makes one",
    r":(report|certificate):members\.title=": "nobody makes such a record: no words are sent",
    r":report:list\.filters\.0\.by=prefix": "a year is compared whole",
    r":audit-record:list\.filters\.0\.by=prefix": "who acted is compared whole",
    r":advanced\.": "whatever a new record does not have shows that it was taken over",
    r":(disposal|termination|overdue|evaluation|rectification):key=": "no two of those that are listed share it",
}
"""What may be said instead without anything being judged otherwise, and why."""


@cache
def contract_of(kind: str) -> Contract:
    return kind_contract(kind)


@cache
def mutated(one: Mutation) -> tuple[Contract, bool]:
    """The contract with that entry, and whether the lint tells that something is wrong with it."""
    contract = contract_of(one.kind)
    records, wrong = records_of(one.made(contract.document), contract.operations, contract.harvest)
    return replace(contract, records=records), bool(wrong)


def judged(contract: Contract, record: str) -> Mapping[str, Verdict]:
    """The verdicts of what is put to records, on a sound system asked about one kind of record and the audit."""
    wanted = {record, "audit-record", *(("entry", "request") if record == "audit-record" else ())}
    kept = {name: kind for name, kind in contract.records.items() if name in wanted}
    own = joined(replace(contract, records=kept), kind_contract(GENERAL))
    known, only = loaded(contract.kind), about_records(contract.kind)
    with start(contract.kind) as running:
        target = reference_target(running.address, contract.kind)
        plan = make_plan(target, known.profile, known.standard, own, tools(), only=only)
        return {it.clause.id: it.verdict for it in examine_planned(replace(plan, shrink=False)).results}


@cache
def about_records(kind: str) -> frozenset[str]:
    """The clauses that are judged on what is put to records."""
    known = loaded(kind)
    asked = {name: [it.probe for it in known.standard.clauses[name].verify] for name in known.profile.clauses}
    probes = {name for name, probe in tools().probes.items() if is_put_to_records(probe.probe)} | {"code-lists"}
    return frozenset(name for name, by in asked.items() if probes & {*by})


@cache
def sound(kind: str, record: str) -> Mapping[str, Verdict]:
    return judged(contract_of(kind), record)


def turned(one: Mutation) -> dict[str, Verdict]:
    """What a sound system passes no longer, once that entry is said wrong."""
    before, after = sound(one.kind, one.record), judged(mutated(one)[0], one.record)
    return {name: after[name] for name, verdict in before.items() if verdict is Verdict.PASS and after[name] in RED}


def reason(one: Mutation) -> str:
    return next((why for pattern, why in EQUIVALENT.items() if re.search(pattern, one.id)), "")


@cache
def said_wrong(kind: str) -> tuple[Mutation, ...]:
    return tuple(mutations(contract_of(kind)))


def passed_by_the_lint(kind: str, record: str = "") -> list[Mutation]:
    return [one for one in said_wrong(kind) if record in ("", one.record) and not mutated(one)[1]]


@pytest.mark.parametrize("kind", KINDS)
def test_most_of_what_is_said_wrong_is_told_by_the_lint(kind: str) -> None:
    assert len(passed_by_the_lint(kind)) < 0.15 * len(said_wrong(kind))


@pytest.mark.parametrize(("kind", "name"), RECORDS)
def test_every_entry_is_said_wrong_in_some_way(kind: str, name: str) -> None:
    record = contract_of(kind).records[name]
    said = {one.path[:2] for one in said_wrong(kind) if one.record == name}
    parts = (("operations", record.operations), ("members", record.members), ("roles", record.roles))
    due = {(part, word) for part, words in parts for word in words} | ({("key",)} if record.key else set())
    due |= {(part, word) for part in ("advanced", "public") for word in getattr(record, part)}
    assert due - said == set()


@pytest.mark.parametrize(("kind", "record"), sorted(Random(SEED).sample(RECORDS, len(RECORDS) // 4)))
def test_what_the_lint_passes_of_some_records_shows_on_a_sound_system(kind: str, record: str) -> None:
    shows(kind, record)


@pytest.mark.matrix
@pytest.mark.parametrize(("kind", "record"), matrix(RECORDS))
def test_what_the_lint_passes_shows_on_a_sound_system(kind: str, record: str) -> None:
    shows(kind, record)


def shows(kind: str, record: str) -> None:
    """Whatever is said wrong of a record and passed by the lint leaves a clause of a sound system open, or failing."""
    seen = [one for one in passed_by_the_lint(kind, record) if not reason(one)]
    assert [one.id for one in seen if not turned(one)] == []


def test_nothing_is_named_equivalent_in_vain() -> None:
    named = [one.id for kind in KINDS for one in passed_by_the_lint(kind)]
    assert [pattern for pattern in EQUIVALENT if not any(re.search(pattern, name) for name in named)] == []


@pytest.mark.skipif(os.environ.get("HUTONG_MATRIX") != "full", reason="the whole table only where it is asked for")
@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_what_is_named_equivalent_is_so(kind: str, record: str) -> None:
    named = [one for one in passed_by_the_lint(kind, record) if reason(one)]
    assert {one.id: turned(one) for one in named if turned(one)} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_of_another_form_is_told_and_breaks_nothing(kind: str) -> None:
    contract = contract_of(kind)
    for record in contract.records:
        for path in _paths(contract.document[WORD][record]):
            for odd in (None, 5, [], {}, [None], {"x": 1}):
                said = Mutation(kind, record, path, odd).made(contract.document)
                found, wrong = records_of(said, contract.operations, contract.harvest)
                assert wrong or path[0] in ("advanced", "public") or odd in ([], {}), (record, path, odd)
                assert all(flaw.pointer.startswith(f"/{WORD}") for flaw in wrong)
                assert found.keys() in (set(), contract.records.keys())


def _paths(said: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all that is said of a record."""
    inside = said.items() if isinstance(said, Mapping) else enumerate(said) if isinstance(said, list) else ()
    for name, value in inside:
        yield (*path, name)
        yield from _paths(value, (*path, name))
