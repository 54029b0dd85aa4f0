"""A request between two systems: what waits inside its period is undecided, and what waits longer fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.application.interop_asking import request_is_decided
from tests.checks.making import CALENDAR, exchange, said, trace

TODAY = date(2026, 9, 15)
FIGURES: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "days": 10, "unconditional_days": 1, "extension": 10}
ASKED = {"id": "q-1", "shareType": "conditional", "state": "submitted"}
WAITS = ["undecided: the period to decide is not over"]


def decided(submitted: str = "2026-09-01", **more: Any) -> list[str]:
    request = {**ASKED, "completeAt": f"{submitted}T09:00:00+08:00", **more}
    return said(request_is_decided, trace(exchange("service-decided", request)), **FIGURES)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"state": "consented", "grant": "g-1"}, []),
        ({"state": "refused", "decision": {"reason": "与履职无关"}}, []),
        ({"state": "refused"}, ["state: it is refused; due consented, or refused with reasons"]),
        ({"state": "consented"}, ["grant: consented, without a grant; due the id of a grant"]),
    ],
)
def test_what_was_decided(more: dict[str, Any], found: list[str]) -> None:
    assert decided(**more) == found


def test_what_waits_inside_its_period_is_lawful() -> None:
    assert decided() == decided("2026-09-14", shareType="unconditional") == WAITS
    assert decided("2026-08-19", state="extended", extension={"until": "2026-09-16"}) == WAITS


def test_what_waits_longer_is_not_decided_in_time() -> None:
    late = ["state: it is submitted; due consented, or refused with reasons"]
    assert decided("2026-08-31") == decided("2026-09-11", shareType="unconditional") == late
    assert len(decided("2026-08-17", state="extended", extension={"until": "2026-09-14"})) == 1


def test_a_grant_that_is_not_in_force_is_found() -> None:
    request = {**ASKED, "state": "consented", "grant": "g-1"}
    asked = trace(exchange("service-decided", request), exchange("service-grant", {"id": "g-1", "state": "suspended"}))
    assert said(request_is_decided, asked, **FIGURES) == ["state: the grant is suspended; due active"]
