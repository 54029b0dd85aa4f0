"""The figures of annual reports: among themselves, from year to year, and against the applications."""

from __future__ import annotations

from typing import Any

from conformance.checks.management.reports import (
    GROUPS,
    report_adds_up,
    report_carries_on,
    report_is_of_the_cases,
)
from tests.checks.making import exchange, said, trace, value

BODY = {"uscc": "11459900HT100001X1"}


def counts(**more: Any) -> dict[str, Any]:
    zero = {group: dict.fromkeys(rows, 0) for group, (_, rows) in GROUPS.items()}
    plain = dict.fromkeys(("received", "carriedIn", "disclosed", "partial", "total", "carriedOut"), 0)
    return {**plain, **zero, **more}


def report(year: Any = "2025", **more: Any) -> dict[str, Any]:
    return {"id": f"n-{year}", "year": year, "level": "department", "body": BODY, "counts": counts(**more)}


def case(received: str, answered: str = "", outcome: str = "disclosed", ground: str = "") -> dict[str, Any]:
    answer = {"answer": {"outcome": outcome, "ground": ground, "answeredAt": answered}} if answered else {}
    return {"id": "q-1", "body": BODY, "state": "answered", "receivedOn": received, **answer}


def of_cases(cases: list[Any], *reports: Any, **more: Any) -> list[str]:
    books = (("reports", list(reports)), ("applications", cases), ("withdrawn", more.get("withdrawn", [])))
    told = trace(*(exchange(step, {"items": items, "next": more.get(f"{step}_next")}) for step, items in books))
    return said(report_is_of_the_cases, told)


def test_what_came_in_is_what_was_handled_and_is_carried_on() -> None:
    sound = {"received": 3, "carriedIn": 1, "disclosed": 2, "total": 2, "carriedOut": 2}
    assert said(report_adds_up, value(report(**sound))) == []
    assert said(report_adds_up, value(report(**{**sound, "total": 3}))) == [
        "counts.total: the parts make 2, the total is 3; due both are the same",
        "counts.carriedOut: received 3 and carried in 1; handled 3 and carried out 2; due both are the same",
    ]
    for odd in (None, {}, {"counts": 3}, report(total="2"), report(refused={})):
        assert said(report_adds_up, value(odd)) == ["undecided: the report does not tell its figures"]


def test_what_is_carried_over_is_what_was_carried_on() -> None:
    def carried(*reports: Any) -> list[str]:
        return said(report_carries_on, trace(exchange("reports", {"items": list(reports), "next": None})))

    assert carried(report("2024", carriedOut=2), report("2025", carriedIn=2)) == []
    assert len(carried(report("2024", carriedOut=2), report("2025", carriedIn=1))) == 1
    for alone in (report(), {"year": 2025}, {"year": "二〇二五"}, None):
        assert carried(alone) == ["undecided: there are no reports of two years on end"]


def test_the_figures_are_those_of_the_cases() -> None:
    cases = [
        case("2024-12-20", "2025-01-10"),
        case("2025-03-03", "2025-03-20", "refused", "internal"),
        case("2025-12-25", "2026-01-06"),
    ]
    refused = {**counts()["refused"], "internal": 1}
    sound = {"received": 2, "carriedIn": 1, "disclosed": 1, "refused": refused, "total": 2, "carriedOut": 1}
    assert of_cases(cases, report(**sound)) == []
    assert of_cases(cases, report(**{**sound, "received": 3})) == [
        "received: received of n-2025 is 3, that of the applications is 2; due both are the same"
    ]


def test_one_taken_back_is_counted_as_otherwise() -> None:
    taken = {**case("2025-02-03"), "state": "withdrawn", "withdrawnAt": "2025-02-05T09:00:00+08:00"}
    other = {**counts()["other"], "otherwise": 1}
    cases = [case("2025-01-06", "2025-01-20")]
    sound = {"received": 2, "disclosed": 1, "other": other, "total": 2}
    assert of_cases(cases, report(**sound), withdrawn=[taken]) == []


def test_a_year_the_book_does_not_go_back_to_is_not_counted() -> None:
    nothing = ["undecided: there is no report that the applications can be held against"]
    assert of_cases([case("2025-06-03", "2025-06-20")], report(received=7)) == nothing
    assert of_cases([], report(received=7)) == nothing
    assert of_cases([case("2025-02-30"), {"state": 7}, None], report()) == nothing


def test_a_book_that_was_not_read_to_its_end_tells_nothing() -> None:
    cases = [case("2025-01-06", "2025-01-20")]
    assert of_cases(cases, report(), applications_next="?page=2") == [
        "undecided: the list applications was not read to its end"
    ]
