"""What the centre holds on its fixed day: enough, over two years, and lawful by the engines that judge it."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance.systems.one_stop.identifiers import identifier_holds
from conformance.systems.one_stop.people import company
from conformance.systems.one_stop.system import System
from conformance.systems.service.identifiers import uscc_holds


@pytest.fixture(scope="module")
def system() -> System:
    return System()


def test_there_are_items_cases_and_what_came_of_them(system: System) -> None:
    cases = system.cases.kept.all()
    assert len(system.items.kept.all()) >= 60
    assert len(cases) >= 500
    assert {case["submittedAt"][:4] for case in cases} == {"2024", "2025", "2026"}
    states = Counter(case["state"] for case in cases)
    assert states.keys() >= {"incomplete", "submitted", "accepted", "suspended", "declined", "granted", "denied"}
    assert len(system.evaluations.kept.all()) > 100
    assert len(system.rectifications.kept.all()) > 10
    assert len(system.complaints.kept.all()) > 40
    assert len(system.certificates.kept.all()) > 200


def test_every_record_keeps_the_contract(system: System) -> None:
    kept = {
        "Item": system.items,
        "Case": system.cases,
        "Certificate": system.certificates,
        "Publicity": system.publicity,
        "Overdue": system.overdue,
        "Evaluation": system.evaluations,
        "Rectification": system.rectifications,
        "Department": system.departments,
        "Complaint": system.complaints,
    }
    for schema, part in kept.items():
        for record in part.all({}):
            shown = {name: held for name, held in record.items() if name != "by"}
            assert [*system.contract.schemas[schema].iter_errors(shown)] == [], shown


def test_identifiers_hold_and_are_nobodys_twice(system: System) -> None:
    identifiers = [one["identifier"] for one in system.certificates.kept.all()]
    assert all(map(identifier_holds, identifiers))
    assert len({*identifiers}) == len(identifiers)
    codes = [item["taskCode"] for item in system.items.kept.all()]
    assert len({*codes}) == len(codes)
    assert all(uscc_holds(code[:18]) and len(code) == 31 for code in codes)
    assert all(uscc_holds(company(number)["idNumber"]) for number in range(210))


def test_the_same_system_every_time(system: System) -> None:
    assert System().cases.kept.all() == system.cases.kept.all()
