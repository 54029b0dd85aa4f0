"""Periods of working days as the books of exchanges and centres tell them: extended, halted, paused, longer by law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.generic.periods import done_within_working_days
from conformance.model.verdict import Reason, Undecided
from tests.checks.making import CALENDAR, said, value

TODAY = date(2026, 11, 2)
ASKED: dict[str, Any] = {
    "where": {"shareType": ("conditional",)},
    "since": ("completeAt", "submittedAt"),
    "done": "decision.decidedAt",
    "settled": {"state": ("consented", "refused")},
    "halted": "toldAt",
    "days": 10,
    "extended": "extension",
    "extension": 10,
    "in_force": "2025-08-01",
}


def request(submitted: str, decided: str = "", **more: Any) -> dict[str, Any]:
    decision = {"decision": {"decidedAt": f"{decided}T09:00:00+08:00"}} if decided else {}
    return {"id": "q-1", "shareType": "conditional", "submittedAt": f"{submitted}T09:00:00+08:00", **decision, **more}


def judged(entry: Any, **more: Any) -> list[str]:
    return said(done_within_working_days, value(entry), today=TODAY, calendar=CALENDAR, **{**ASKED, **more})


def test_what_lies_before_the_law_is_not_held_against_it() -> None:
    """D809 is in force since 2025-08-01."""
    assert judged(request("2025-07-01", "2025-09-30"))[0].startswith("undecided")
    assert len(judged(request("2025-08-01", "2025-09-30"))) == 1


@pytest.mark.parametrize(
    ("submitted", "last", "late"),
    [
        ("2026-09-01", "2026-09-15", "2026-09-16"),
        ("2026-09-21", "2026-10-12", "2026-10-13"),  # National Day and its make-up working days lie between
    ],
)
def test_ten_working_days(submitted: str, last: str, late: str) -> None:
    assert judged(request(submitted, last)) == []
    assert judged(request(submitted, late)) == [
        f"decision.decidedAt: the period of q-1 began on {submitted}; done: {late}, after 11 working days; "
        f"it has 10 working days; due {last} at the latest, within 10 working days"
    ]


def test_a_day_off_after_the_last_day_is_late_but_for_what_was_told_ahead() -> None:
    """2026-09-11 is a Friday: who decides on Saturday is late, who promises until Saturday gave no working day more."""
    friday, saturday, monday = "2026-09-11", "2026-09-12", "2026-09-14"
    for ahead, late in ((False, {saturday, monday}), (True, {monday})):
        found = {
            day for day in (friday, saturday, monday) if judged(request("2026-08-28", day), told_ahead=ahead) != []
        }
        assert found == late


def test_what_was_completed_counts_from_there_and_what_was_extended_has_longer() -> None:
    assert judged(request("2026-08-03", "2026-09-15", completeAt="2026-09-01T09:00:00+08:00")) == []
    assert judged(request("2026-09-01", "2026-09-16", extension={"until": "2026-09-29"})) == []


def test_what_nobody_decided_on_is_late_by_today() -> None:
    assert "began on 2026-09-01; done: not yet, after 40 working days" in judged(request("2026-09-01"))[0]
    assert judged(request("2026-10-29")) == ["undecided: the period has not passed yet"]
    assert judged({**request("2026-09-01"), "shareType": "none"}) == ["undecided: shareType is none of these"]
    assert judged(request("soon", "later")) == ["undecided: q-1: it has no submittedAt"]


def test_only_a_deadline_in_a_year_nobody_knows_is_left_open() -> None:
    """What was due in 2026 is late in 2027 too, whether or not its holidays are known."""
    assert judged(request("2026-09-01", "2027-03-01"))[0].endswith(
        "due 2026-09-15 at the latest, within 10 working days"
    )
    paused: dict[str, Any] = {"stopped": "pauses", "stop": "from", "resume": "to"}
    aside = [{"from": "2026-09-03", "to": "2026-09-04"}]
    assert "due 2026-09-17" in judged(request("2026-09-01", "2027-03-01", pauses=aside), **paused)[0]
    assert judged(request("2027-03-01", "2027-03-08")) == []  # ten days cannot be more than ten working days
    with pytest.raises(Undecided) as undecided:
        list(
            done_within_working_days(
                value(request("2026-12-28", "2027-01-20")), today=TODAY, calendar=CALENDAR, **ASKED
            )
        )
    assert undecided.value.reason is Reason.CALENDAR


def test_an_answer_whose_day_cannot_be_read_is_not_late() -> None:
    answered = {**request("2026-08-05"), "state": "refused", "decision": {"decidedAt": "2026-08-05 09:00:00"}}
    assert judged(answered) == ["undecided: q-1: decision.decidedAt is no date"]
    assert judged({**answered, "decision": {}}) == ["undecided: q-1: it has no decision.decidedAt"]
    assert judged({**answered, "decision": {}, "state": "submitted"}) != judged({**answered, "decision": {}})


def test_what_was_told_incomplete_counts_from_a_day_nobody_knows() -> None:
    told = {"toldAt": "2026-08-05T09:00:00+08:00"}
    assert judged(request("2026-08-03", "2026-08-26", **told)) == ["undecided: q-1: it has no completeAt"]
    assert judged(request("2026-08-03", "2026-08-10", **told)) == []
    late = request("2026-08-03", "2026-09-10", completeAt="2026-08-20T09:00:00+08:00", **told)
    assert "the period of q-1 began on 2026-08-20; done: 2026-09-10" in judged(late)[0]


LICENCE: dict[str, Any] = {
    "where": {},
    "since": ("acceptedAt",),
    "settled": {"state": ("granted",)},
    "halted": "",
    "days": 20,
    "stopped": "procedures",
    "stop": "from",
    "resume": "to",
    "within": True,
    "longer": "limit",
    "in_force": "",
}


def case_found(accepted: str, decided: str = "", **more: Any) -> list[str]:
    decision = {"decision": {"decidedAt": decided}} if decided else {}
    return judged({"id": "b-1", "acceptedAt": accepted, **decision, **more}, **LICENCE)


HEARING = {"from": "2026-06-08", "to": "2026-06-12"}


@pytest.mark.parametrize(
    ("procedures", "last", "late"),
    [
        ([], "2026-06-30", "2026-07-01"),
        ([HEARING], "2026-07-07", "2026-07-08"),
        ([HEARING, {"from": "2026-06-10", "to": "2026-06-16"}], "2026-07-09", "2026-07-10"),  # one over the other
        ([{"from": "2026-06-30", "to": "2026-07-03"}], "2026-07-06", "2026-07-07"),  # begun on the last day
    ],
)
def test_the_time_of_procedures_is_left_out(procedures: Any, last: str, late: str) -> None:
    assert case_found("2026-06-01", last, procedures=procedures) == []
    (found,) = case_found("2026-06-01", late, procedures=procedures)
    assert f"due {last} at the latest" in found


@pytest.mark.parametrize(
    "odd",
    [
        {"from": "2026-06-08"},
        {"from": "2026-06-12", "to": "2026-06-08"},
        {"from": "2026-06-08", "to": "9999-12-31"},
        {"to": "2026-06-12"},
        None,
    ],
)
def test_a_procedure_without_first_or_last_day_leaves_it_open(odd: Any) -> None:
    assert case_found("2026-06-01", "2026-06-30", procedures=[odd]) == []
    (found,) = case_found("2026-06-01", "2026-07-20", procedures=[odd])
    assert found.startswith("undecided: b-1: ")


def test_a_procedure_that_goes_on_keeps_the_clock_still() -> None:
    assert case_found("2026-06-01", procedures=[{"from": "2026-06-08"}])[0].startswith(
        "undecided: the period has not passed"
    )
    assert "not yet" in case_found("2026-06-01", procedures=[HEARING])[0]


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ({"days": 45, "unit": "working-day", "basis": "《医疗机构管理条例》第十九条"}, ""),
        ({"days": 45, "unit": "working-day"}, "undecided: b-1: it states a period of 45, and not by which law"),
        ({"days": 45, "unit": "calendar-day", "basis": "某条例"}, "undecided: b-1: it states a period of 45"),
        ({"days": 10, "unit": "working-day", "basis": "某条例"}, "decision.decidedAt: the period of b-1 began"),
    ],
)
def test_a_longer_period_counts_by_the_law_it_names(limit: Any, found: str) -> None:
    told = case_found("2026-06-01", "2026-07-20", limit=limit)
    assert (told[0].startswith(found) if found else told == []) is True


def test_an_extension_adds_to_it() -> None:
    assert case_found("2026-06-01", "2026-07-14", extension={"days": 10}) == []
    assert len(case_found("2026-06-01", "2026-07-15", extension={"days": 10})) == 1


def test_a_procedure_to_the_end_of_the_known_years_leaves_nothing_open() -> None:
    """No notice of 2027 is known, and none is needed: the clock stood still to the very day of the decision."""
    procedures = [{"from": "2026-12-04", "to": "2026-12-31"}]
    assert case_found("2026-12-01", "2026-12-31", procedures=procedures) == []
