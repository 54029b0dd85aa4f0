"""A request between two systems: what waits inside its period is undecided, and what waits longer fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conformance.checks.application.interop_asking import (
    consent_brings_a_grant,
    request_is_decided,
    request_is_taken,
    resource_is_offered,
)
from tests.checks.making import CALENDAR, exchange, said, trace
from tests.interop.serving import pair_of

TODAY = date(2026, 9, 15)
FIGURES: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "days": 10, "unconditional_days": 1, "extension": 10}
ASKED = {"id": "q-1", "shareType": "conditional", "state": "submitted"}
FOUR = {"method": "service", "period": {"from": "2026-11-02", "to": "2027-11-01"}, "scenario": "核对", "basis": "办法"}
PAIR = pair_of("http://127.0.0.1:1", "http://127.0.0.1:2").pairs()[0]
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
        (
            {"state": "refused", "decision": {"reason": " "}},
            ["state: it is refused; due consented, or refused with reasons"],
        ),
        ({"state": "consented"}, []),  # article 22 leaves 20 working days from there
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


def test_consent_brings_a_grant_that_can_be_read_and_is_in_force() -> None:
    def granted(state: str, status: int = 200) -> list[str]:
        request = exchange("service-decided", {**ASKED, "state": "consented", "grant": "g-1"})
        read = exchange("service-grant", {"id": "g-1", "state": state}, status)
        return said(consent_brings_a_grant, trace(request, read))

    assert granted("active") == []
    assert granted("suspended") == ["state: the grant is suspended; due active"]
    assert granted("active", 404) == ["state: the grant is 404; due active"]
    assert granted("active", 429) == ["undecided: status 429 is not about the exchange"]
    none = trace(exchange("service-decided", {**ASKED, "state": "consented"}))
    assert said(consent_brings_a_grant, none) == ["grant: consented, without a grant; due the id of a grant"]
    refused = trace(exchange("service-decided", {**ASKED, "state": "refused"}))
    assert said(consent_brings_a_grant, refused) == ["undecided: no request was consented to"]


ASKS: dict[str, Any] = {**FOUR, "scope": {"purpose": "核对资格", "items": ["姓名", "状态"]}}


def taken(status: int = 201, **more: Any) -> list[str]:
    answer = {**ASKS, "requester": {"uscc": PAIR.consumer.uscc}, **more}
    asked = exchange("service-request", answer, status, method="POST", body=ASKS)
    return said(request_is_taken, trace(asked), pair=PAIR)


def test_a_request_is_taken_in_as_it_was_asked() -> None:
    assert taken() == taken(scope={"purpose": "核对资格", "items": ["状态", "姓名"], "regions": ["459901"]}) == []
    assert taken(scope={**ASKS["scope"], "items": ["姓名"]})[0].startswith("scope.items: scope.items has become")
    assert taken(scope=None)[0].startswith("scope.purpose: scope.purpose has become -")
    assert taken(409) == ["undecided: status 409 is not about the exchange"]
    assert taken(400) == ["status 400; due 201, taken in"]


def test_a_list_that_goes_on_may_offer_the_resource_further_on() -> None:
    page = {"items": [{"code": "x"}], "next": "?page=2"}
    offered = said(resource_is_offered, trace(exchange("offered", page)), pair=PAIR)
    assert offered == ["undecided: the list offered was not read to its end"]
