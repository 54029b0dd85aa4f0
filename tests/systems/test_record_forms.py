"""The systems read what a contract says of records by themselves; their judge reads the same in it."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.norms.contract import read_contract
from conformance.systems.contracts import contract
from conformance.systems.kinds import KINDS
from conformance.systems.service.record_forms import RecordForm, record_forms
from tests.trial_kind.release import KIND as TRIAL
from tests.trial_kind.release import document

DOCUMENTS = {**{kind: contract(kind) for kind in KINDS}, TRIAL: document()}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_system_and_judge_read_the_same_of_records(kind: str) -> None:
    judged, served = read_contract(DOCUMENTS[kind], kind).records, record_forms(DOCUMENTS[kind])
    assert [*served] == [*judged]
    for name, form in served.items():
        record = judged[name]
        assert (form.key, form.operations) == (record.key, record.operations)
        for part in ("title", "owner", "state", "made"):
            assert getattr(form, part) == record.members.get(part, ""), name
        assert _listed(form) == _judged(record.listing), name


def _listed(form: RecordForm) -> tuple[Any, ...]:
    filters = [(each.parameter, each.member, each.by) for each in form.list.filters]
    it = form.list
    return it.items, it.total, it.next, it.page, it.size, it.search, it.since, [*it.searched], filters


def _judged(it: Any) -> tuple[Any, ...]:
    filters = [(each.parameter, each.member, each.by) for each in it.filters]
    return it.items, it.total, it.following, it.page, it.size, it.search, it.since, [*it.searched], filters


def test_an_address_says_what_stands_above() -> None:
    venue, opening, inspection = (record_forms(document())[name] for name in ("venue", "opening", "inspection"))
    assert (venue.path, venue.parent, venue.above, venue.parameter) == ("/venues/{code}", "", "", "code")
    assert (opening.parent, opening.above, opening.parameter) == ("venue", "venue", "number")
    assert opening.address == {"code": "venue", "number": "number"}
    assert (inspection.parent, inspection.above, inspection.path) == ("venue", "", "/inspections/{sheet}")
    assert [form.prefix for form in (venue, opening, inspection)] == ["v", "o", "s"]


def test_moves_say_in_which_states_something_is_done() -> None:
    inspection = record_forms(document())["inspection"]
    assert inspection.moves["change"] == {"open": {"open"}}
    assert inspection.moves["decide"] == {"open": {"closed"}}
    assert inspection.moves["withdraw"] == {"open": {"withdrawn"}, "closed": {"withdrawn"}}
    assert inspection.keeps_withdrawn
    assert not record_forms(document())["venue"].moves
