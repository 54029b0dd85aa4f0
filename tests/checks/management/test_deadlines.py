from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.management.deadlines import extension_is_agreed, is_done_within_working_days
from tests.checks.making import exchange, said, trace

TODAY = date(2026, 11, 2)
ASKED = {
    "step": "requests",
    "where": {"shareType": ("conditional",)},
    "since": ("completeAt", "submittedAt"),
    "done": "decision.decidedAt",
    "days": 10,
    "extension": 10,
}


def request(submitted: str, decided: str = "", **more: Any) -> dict[str, Any]:
    decision = {"decision": {"decidedAt": f"{decided}T09:00:00+08:00"}} if decided else {}
    return {"id": "q-1", "shareType": "conditional", "submittedAt": f"{submitted}T09:00:00+08:00", **decision, **more}


def judged(*requests: Any) -> list[str]:
    return said(
        is_done_within_working_days, trace(exchange("requests", {"items": list(requests)})), today=TODAY, **ASKED
    )


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


EXTENSION = {
    "approver": "云州市数据局",
    "reason": "需征求意见",
    "toldAt": "2026-09-14T09:00:00+08:00",
    "until": "2026-09-29",
}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, None),
        ({"approver": " "}, "approver is  ; due the authority that agreed"),
        ({"reason": None}, "reason is None; due a reason"),
        ({"toldAt": "2026-09-29T09:00:00+08:00"}, "told on 2026-09-29 only; due 2026-09-15 at the latest"),
        ({"toldAt": None}, "it is not said when the requester was told; due the requester is told"),
        ({"until": "2026-12-31"}, "extended until 2026-12-31; due 2026-09-29 at the latest"),
    ],
)
def test_extensions(changed: dict[str, Any], message: str | None) -> None:
    book = trace(exchange("requests", {"items": [request("2026-09-01", extension={**EXTENSION, **changed})]}))
    found = said(extension_is_agreed, book, days=10, unconditional_days=1, extension=10)
    assert found == ([] if message is None else [f"q-1.extension: {message}"])


def test_no_extension_is_nothing_to_judge() -> None:
    book = trace(exchange("requests", {"items": [request("2026-09-01")]}))
    nothing = ["undecided: no request was given a longer period"]
    assert said(extension_is_agreed, book, days=10, unconditional_days=1, extension=10) == nothing


def test_the_longer_period_of_an_unconditional_request_is_told_within_its_one_day() -> None:
    entry = {**request("2026-09-01", extension={**EXTENSION, "until": "2026-09-16"}), "shareType": "unconditional"}
    found = said(
        extension_is_agreed,
        trace(exchange("requests", {"items": [entry]})),
        days=10,
        unconditional_days=1,
        extension=10,
    )
    assert found == ["q-1.extension: told on 2026-09-14 only; due 2026-09-02 at the latest"]
