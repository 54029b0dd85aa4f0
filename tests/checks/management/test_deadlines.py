from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any

import pytest

from conformance.checks.management.deadlines import data_are_supplied_in_time, is_done_within_working_days
from conformance.model.verdict import Reason, Undecided
from tests.checks.making import CALENDAR, exchange, said, trace

TODAY = date(2026, 11, 2)
ASKED = {
    "step": "requests",
    "where": {"shareType": ("conditional",)},
    "since": ("completeAt", "submittedAt"),
    "done": "decision.decidedAt",
    "settled": ("consented", "refused"),
    "halted": "toldAt",
    "days": 10,
    "extension": 10,
    "in_force": "2025-08-01",
}


def request(submitted: str, decided: str = "", **more: Any) -> dict[str, Any]:
    decision = {"decision": {"decidedAt": f"{decided}T09:00:00+08:00"}} if decided else {}
    return {"id": "q-1", "shareType": "conditional", "submittedAt": f"{submitted}T09:00:00+08:00", **decision, **more}


def judged(*requests: Any) -> list[str]:
    return said(
        is_done_within_working_days,
        trace(exchange("requests", {"items": list(requests)})),
        today=TODAY,
        calendar=CALENDAR,
        **ASKED,
    )


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
        f"the period of q-1 began on {submitted}; it was done on {late}, 11 working days later; "
        f"due {last} at the latest, within 10 working days"
    ]


def test_what_was_completed_counts_from_there_and_what_was_extended_has_longer() -> None:
    assert judged(request("2026-08-03", "2026-09-15", completeAt="2026-09-01T09:00:00+08:00")) == []
    assert judged(request("2026-09-01", "2026-09-16", extension={"until": "2026-09-29"})) == []


def test_what_nobody_decided_on_is_late_by_today() -> None:
    assert judged(request("2026-09-01"))[0].startswith("the period of q-1 began on 2026-09-01; after 40 working days")
    nothing = ["undecided: there is no record whose period could be judged"]
    assert judged(request("2026-10-29")) == judged({**request("2026-09-01"), "shareType": "none"}) == nothing
    assert judged(request("soon", "later"), 7, None) == nothing


def test_a_book_that_was_not_read_to_its_end_is_not_passed() -> None:
    page = {"items": [request("2026-09-01", "2026-09-15")], "next": "/requests?page=11"}
    found = said(
        is_done_within_working_days, trace(exchange("requests", page)), today=TODAY, calendar=CALENDAR, **ASKED
    )
    assert found == ["undecided: the list requests was not read to its end"]


def test_only_a_deadline_in_a_year_nobody_knows_is_left_open() -> None:
    """What was due in 2026 is late in 2027 too, whether or not its holidays are known."""
    entry = request("2026-09-01", "2027-03-01")
    assert judged(entry) == [
        "the period of q-1 began on 2026-09-01; it was done on 2027-03-01, 181 days later; "
        "due 2026-09-15 at the latest, within 10 working days"
    ]
    assert judged(request("2027-03-01", "2027-03-08")) == []  # ten days cannot be more than ten working days
    assert judged(request("2026-12-28", "2027-01-20")) == [
        "undecided: the calendar of working days does not cover 2027"
    ]


def test_a_record_in_a_year_nobody_knows_hides_no_late_one() -> None:
    items = [request("2026-12-28", "2027-01-20"), request("2026-09-01", "2026-09-16")]
    books = trace(exchange("requests", {"items": items}))
    with pytest.raises(Undecided) as undecided:
        list(is_done_within_working_days(books, today=TODAY, calendar=CALENDAR, **ASKED))
    assert undecided.value.reason is Reason.CALENDAR
    found = [*islice(is_done_within_working_days(books, today=TODAY, calendar=CALENDAR, **ASKED), 1)]
    assert [finding.message.en for finding in found] == judged(items[1])


def test_an_answer_whose_day_cannot_be_read_is_not_late() -> None:
    answered = {**request("2026-08-05"), "state": "refused", "decision": {"decidedAt": "2026-08-05 09:00:00"}}
    assert judged(answered) == ["undecided: q-1 does not tell decision.decidedAt"]


def test_what_was_told_incomplete_counts_from_a_day_nobody_knows() -> None:
    told = {"toldAt": "2026-08-05T09:00:00+08:00"}
    assert judged(request("2026-08-03", "2026-08-26", **told)) == ["undecided: q-1 does not tell completeAt"]
    assert judged(request("2026-08-03", "2026-08-10", **told)) == []
    late = request("2026-08-03", "2026-09-10", completeAt="2026-08-20T09:00:00+08:00", **told)
    assert judged(late)[0].startswith("the period of q-1 began on 2026-08-20; it was done on 2026-09-10")


NOBODY_KNOWS = "undecided: data of q-1 came late or never"
LATE = "the period of q-1 began on 2026-08-03; "


def granted(day: str, **more: Any) -> dict[str, Any]:
    return {"id": "g-1", "request": "q-1", "grantedAt": f"{day}T10:00:00+08:00", **more}


@pytest.mark.parametrize(
    ("entry", "grants", "message"),
    [
        ({}, [], LATE + "after 61 working days nothing was done"),
        ({}, [granted("2026-08-03")], NOBODY_KNOWS),
        ({"grant": "g-1"}, [], NOBODY_KNOWS),
        ({}, [granted("2026-10-20")], LATE + "it was done on 2026-10-20"),
        ({}, [granted("2026-10-20"), granted("2026-08-04", id="g-2")], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00"}, [], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00"}, [granted("2026-08-03")], NOBODY_KNOWS),
        ({"firstDeliveredAt": "2026-10-21T09:00:00+08:00"}, [granted("2026-10-20")], LATE),
        ({"firstDeliveredAt": "2026-08-31T09:00:00+08:00"}, [granted("2026-08-03")], None),
        ({"firstDeliveredAt": "2026-10-20T09:00:00+08:00", "period": {"from": "2026-10-20"}}, [], None),
    ],
)
def test_data_that_nobody_came_for_may_have_been_there(
    entry: dict[str, Any], grants: list[dict[str, Any]], message: str | None
) -> None:
    consented = {"id": "q-1", "state": "consented", "decision": {"decidedAt": "2026-08-03T09:00:00+08:00"}, **entry}
    books = trace(exchange("requests", {"items": [consented]}), exchange("grants", {"items": grants}))
    found = said(data_are_supplied_in_time, books, today=TODAY, calendar=CALENDAR, days=20)
    assert len(found) == (message is not None)
    assert all(one.startswith(str(message)) for one in found)


LICENCE = {
    "step": "cases",
    "where": {},
    "since": ("acceptedAt",),
    "done": "decision.decidedAt",
    "settled": ("granted",),
    "days": 20,
    "extension": 10,
    "paused": "procedures",
    "stated": "limit",
}


def case_found(accepted: str, decided: str = "", **more: Any) -> list[str]:
    decision = {"decision": {"decidedAt": decided}} if decided else {}
    entry = {"id": "b-1", "acceptedAt": accepted, **decision, **more}
    read = trace(exchange("cases", {"items": [entry]}))
    return said(is_done_within_working_days, read, today=TODAY, calendar=CALENDAR, **LICENCE)


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
    assert found == "undecided: b-1 has procedures of which first and last day are not known"


def test_a_procedure_that_goes_on_keeps_the_clock_still() -> None:
    assert case_found("2026-06-01", procedures=[{"from": "2026-06-08"}])[0].startswith("undecided: there is no record")
    assert "nothing was done" in case_found("2026-06-01", procedures=[HEARING])[0]


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ({"days": 45, "unit": "working-day", "basis": "《医疗机构管理条例》第十九条"}, ""),
        ({"days": 45, "unit": "working-day"}, "undecided: b-1 states a period of 45, and not by which law"),
        ({"days": 45, "unit": "calendar-day", "basis": "某条例"}, "undecided: b-1 states a period of 45"),
        ({"days": 10, "unit": "working-day", "basis": "某条例"}, "the period of b-1 began"),
    ],
)
def test_a_longer_period_counts_by_the_law_it_names(limit: Any, found: str) -> None:
    told = case_found("2026-06-01", "2026-07-20", limit=limit)
    assert (told[0].startswith(found) if found else told == []) is True


def test_an_extension_adds_to_it() -> None:
    assert case_found("2026-06-01", "2026-07-14", extension={"days": 10}) == []
    assert len(case_found("2026-06-01", "2026-07-15", extension={"days": 10})) == 1
