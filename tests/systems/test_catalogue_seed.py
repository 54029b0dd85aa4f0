"""The seeded data, held against oracles that are not ours: python-stdnum and chinesecalendar."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import chinese_calendar
import pytest
from stdnum.cn import uscc

from conformance.systems.resource_catalogue.categories import CATEGORIES
from conformance.systems.resource_catalogue.code_lists import FORMATS_OF_CLASS
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.accounts import callers
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.identifiers import uscc_holds
from conformance.systems.service.identity import YUNZHOU
from tests.systems.client import DOCUMENT

MAX_AGE = {"1": timedelta(hours=1), "2": timedelta(days=2), "3": timedelta(days=9), "4": timedelta(days=35),
           "5": timedelta(days=100), "6": timedelta(days=380)}  # fmt: skip
LEAVES = {category.code for category in CATEGORIES if category.leaf}


@pytest.fixture(scope="module")
def system() -> System:
    return System()


@pytest.fixture(scope="module")
def records(system: System) -> list[dict[str, Any]]:
    """The latest version of every entry that stands."""
    return [entry.latest.record for entry in system.store.entries()]


def working_days(start: date, end: date) -> int:
    """Working days after the first day, the last one counted."""
    days = [start + timedelta(days=count) for count in range(1, (end - start).days + 1)]
    return sum(1 for day in days if chinese_calendar.is_workday(day))


def day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


@pytest.mark.parametrize("unit", YUNZHOU.units.values(), ids=lambda unit: unit.key)
def test_credit_codes_are_valid_and_of_their_region(unit: Any) -> None:
    assert uscc.is_valid(unit.uscc)
    assert unit.uscc[:8] == "11" + unit.region


@pytest.mark.parametrize(
    "wrong", ["11459900HT100001X2", "11459900HT100001x1", "11459900HT100001X", "11459900HI100001X1"]
)
def test_wrong_credit_codes_are_told(wrong: str) -> None:
    assert not uscc_holds(wrong)
    assert not uscc.is_valid(wrong) or wrong != wrong.upper()


def test_there_is_enough_of_everything(records: list[dict[str, Any]]) -> None:
    assert len(records) >= 45
    assert len({record["provider"]["uscc"] for record in records}) == 6
    assert {record["sharingClass"] for record in records} == {"1", "2", "3"}
    assert {record["formatClass"] for record in records} == set(FORMATS_OF_CLASS)
    assert {record["updateFrequency"] for record in records} == set(MAX_AGE)
    assert {record["sharingMethod"] for record in records} == {"1", "2", "3"}
    assert sum(record["status"] == "draft" for record in records) >= 4
    assert {caller.unit for caller in callers(YUNZHOU)} <= {"", *YUNZHOU.units}


def test_every_version_keeps_the_contract(system: System) -> None:
    validator = system.contract.schemas["Resource"]
    for entry in system.store.entries():
        for version in entry.versions:
            assert not [str(error) for error in validator.iter_errors(version.record)]


def test_codes_are_unique_and_agree_with_their_category(records: list[dict[str, Any]]) -> None:
    codes = [record["code"] for record in records]
    assert len(set(codes)) == len(codes)
    for record in records:
        assert record["code"].partition("/")[0] == record["category"] in LEAVES
        assert set(record["relatedCodes"]) <= set(codes)


def test_categories_are_a_tree() -> None:
    codes = {category.code for category in CATEGORIES}
    assert all(category.parent in codes or category.level == "class" for category in CATEGORIES)
    assert set(DOCUMENT["components"]["schemas"]["LeafCategory"]["enum"]) == LEAVES


def test_formats_are_of_their_class_and_conditions_of_theirs(records: list[dict[str, Any]]) -> None:
    members = {"1": {"text"}, "2": {"text", "scope", "use"}, "3": {"text", "reason", "legalBasis"}}
    for record in records:
        assert set(record["formats"]) <= set(FORMATS_OF_CLASS[record["formatClass"]])
        assert set(record["conditions"]) == members[record["sharingClass"]]
        assert record["sharingClass"] != "1" or record["conditions"]["text"] == "无条件"
        assert record["sharingClass"] != "3" or record["open"] == "0"


def test_data_are_as_fresh_as_their_frequency_asks(records: list[dict[str, Any]]) -> None:
    for record in records:
        age = AS_OF - datetime.fromisoformat(record["contentUpdatedAt"])
        assert timedelta(0) <= age <= MAX_AGE[record["updateFrequency"]]


def test_changes_and_reviews_keep_their_deadlines(system: System) -> None:
    triggered = 0
    for entry in system.store.entries():
        for version in entry.versions:
            record = version.record
            if "changeTrigger" in record:
                triggered += 1
                assert working_days(date.fromisoformat(record["changeTrigger"]["at"]), day(record["changedAt"])) <= 10
            if "publishedAt" in record:
                assert record["changedAt"] < record["publishedAt"]
                assert working_days(day(record["changedAt"]), day(record["publishedAt"])) <= 2
            assert record["assessment"]["approvedAt"] <= record["changedAt"]
            assert chinese_calendar.is_workday(day(record["changedAt"]))
    assert triggered >= 10


def test_nobody_reviewed_their_own_work(system: System) -> None:
    reviewed = [one for entry in system.store.entries() for one in entry.versions if one.review]
    assert len(reviewed) > 40
    assert all(version.review and version.review["reviewedBy"] != version.changed_by for version in reviewed)


def test_audit_reaches_back_further_than_six_months(system: System) -> None:
    oldest = system.journal.event(1)
    assert oldest
    assert AS_OF - datetime.fromisoformat(oldest.time) > timedelta(days=184)
    events = [event for _, event in system.journal.page("", 0, 1000)]
    assert [event.time for event in events] == sorted((event.time for event in events), reverse=True)


def test_no_identity_or_mobile_number_stands_anywhere(records: list[dict[str, Any]]) -> None:
    numbers = re.compile(r"(?<![0-9A-Z])(?:[1-9]\d{16}[0-9X]|1[3-9]\d{9})(?![0-9A-Z])")
    assert all(numbers.search(number) for number in ("电话 13800000000", "110101199001010015"))
    found = {hit for record in records for hit in numbers.findall(json.dumps(record, ensure_ascii=False))}
    assert not {hit for hit in found if not uscc_holds(hit)}
