"""Extensions: who agreed, by credit code or name; how long; and, as a rule of ours, why and when it was told."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.management.extensions import (
    extension_is_agreed,
    extension_is_as_given,
    extension_is_bounded,
    extension_is_explained,
    extension_runs_past_the_limit,
)
from conformance.model.exchange import Trace
from tests.checks.making import CALENDAR, exchange, said, trace

AUTHORITY = {"department": "云州市数据局", "uscc": "11459900HT10002012"}
LABOUR = {"name": "云州市人力资源和社会保障局", "uscc": "11459900HT100001X1"}
CIVIL = {"name": "云州市民政局", "uscc": "11459900HT10000281"}
EXTENSION = {
    "approver": "云州市数据局",
    "reason": "需征求意见",
    "toldAt": "2026-09-14T09:00:00+08:00",
    "until": "2026-09-29",
}
REQUEST = {
    "id": "q-1",
    "resource": "30100101/000001",
    "shareType": "conditional",
    "submittedAt": "2026-09-01T09:00:00+08:00",
    "requester": CIVIL,
}
AGREED: dict[str, Any] = {"calendar": CALENDAR, "days": 10, "unconditional_days": 1, "extension": 10}
EXPLAINED: dict[str, Any] = {"calendar": CALENDAR, "days": 10, "unconditional_days": 1}


def books(changed: dict[str, Any], more: Any = None, **request: Any) -> Trace:
    entry = {**REQUEST, "extension": {**EXTENSION, **changed}, **request}
    return trace(
        exchange("requests", {"items": [entry], "next": more}),
        exchange("resources", {"items": [{"code": "30100101/000001", "provider": LABOUR}]}),
        exchange("declaration", AUTHORITY),
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, None),
        ({"reason": None}, None),
        ({"toldAt": "2026-09-29T09:00:00+08:00"}, None),
        ({"approver": "数据局", "approverUscc": AUTHORITY["uscc"]}, None),
        ({"approver": " "}, "agreed to by  ; due the authority of the level"),
        ({"approver": LABOUR["name"]}, f"agreed to by {LABOUR['name']}; due the authority of the level"),
        ({"approver": "本局", "approverUscc": LABOUR["uscc"]}, "agreed to by 本局; due the authority of the level"),
        ({"approver": CIVIL["name"]}, f"agreed to by {CIVIL['name']}; due the authority of the level"),
        ({"toldAt": None}, "it is not said when the requester was told; due the requester is told"),
        ({"until": "2026-12-31"}, "extended until 2026-12-31; due 2026-09-29 at the latest"),
    ],
)
def test_an_extension_is_agreed_to_by_the_authority(changed: dict[str, Any], message: str | None) -> None:
    found = said(extension_is_agreed, books(changed), **AGREED)
    assert len(found) == (message is not None)
    assert all(one.startswith(f"q-1.extension: {message}") for one in found)


def test_the_authority_may_be_the_provider_itself() -> None:
    own = exchange("resources", {"items": [{"code": REQUEST["resource"], "provider": {"name": EXTENSION["approver"]}}]})
    book = exchange("requests", {"items": [{**REQUEST, "extension": EXTENSION}]})
    assert said(extension_is_agreed, trace(book, own, exchange("declaration", AUTHORITY)), **AGREED) == []


def extended(until: str, status: int = 200, own: str = "2026-11-30") -> Trace:
    """Asked to be extended to the end of November, a platform extends to the day `until`."""
    given = {**REQUEST, "extension": {**EXTENSION, "until": until}}
    asked = exchange("too-far", given if status < 300 else None, status, body={**EXTENSION, "until": own})
    return trace(
        asked,
        exchange("extended", given, 409 if status < 300 else 200, body={"approver": EXTENSION["approver"]}),
        exchange("told", given),
        exchange("declaration", AUTHORITY),
    )


def test_what_we_asked_too_long_ourselves_is_the_platform_s_to_refuse_and_no_breach_of_the_law() -> None:
    assert said(extension_is_as_given, extended("2026-11-30"), **AGREED) == []
    too_long = ["extension.until: extended until 2026-11-30; due 2026-09-29 at the latest"]
    assert said(extension_is_bounded, extended("2026-11-30"), **AGREED) == too_long
    for kept in (extended("2026-09-29"), extended("2026-09-29", 400)):
        assert said(extension_is_as_given, kept, **AGREED) == said(extension_is_bounded, kept, **AGREED) == []
    by_itself = said(extension_is_as_given, extended("2026-10-09", 400), **AGREED)
    assert by_itself == ["q-1.extension: extended until 2026-10-09; due 2026-09-29 at the latest"]
    assert said(extension_is_bounded, extended("2026-09-29", 429), **AGREED)[0].startswith("undecided")


def test_another_department_may_be_the_authority_or_not() -> None:
    found = said(extension_is_agreed, books({"approver": "云州市大数据中心"}), **AGREED)
    assert found == ["undecided: it is not known whether 云州市大数据中心 is the authority"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, None),
        ({"approver": LABOUR["name"]}, None),
        ({"reason": " "}, "reason is  ; due a reason"),
        ({"toldAt": "2026-09-29T09:00:00+08:00"}, "told on 2026-09-29 only; due 2026-09-15 at the latest"),
    ],
)
def test_an_extension_is_explained(changed: dict[str, Any], message: str | None) -> None:
    found = said(extension_is_explained, books(changed), **EXPLAINED)
    assert found == ([] if message is None else [f"q-1.extension: {message}"])


def test_what_is_unconditional_is_told_of_within_its_one_day() -> None:
    found = said(extension_is_explained, books({}, shareType="unconditional"), **EXPLAINED)
    assert found == ["q-1.extension: told on 2026-09-14 only; due 2026-09-02 at the latest"]


@pytest.mark.parametrize(("check", "figures"), [(extension_is_agreed, AGREED), (extension_is_explained, EXPLAINED)])
def test_nothing_is_concluded_of_what_was_not_read(check: Any, figures: dict[str, Any]) -> None:
    none = trace(exchange("requests", {"items": [REQUEST]}))
    assert said(check, none, **figures) == ["undecided: no request was given a longer period"]
    cut = said(check, books({}, more="/requests?page=11"), **figures)
    assert cut == ["undecided: the list requests was not read to its end"]


@pytest.mark.parametrize(
    ("until", "found"), [("2026-11-20", 0), ("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-23", 1)]
)
def test_a_weekend_after_the_last_working_day_makes_an_extension_no_longer(until: str, found: int) -> None:
    books_of = books({"until": until}, submittedAt="2026-10-23T09:00:00+08:00")
    assert len(said(extension_is_agreed, books_of, **AGREED)) == found


@pytest.mark.parametrize(
    ("until", "found"), [("2026-09-29", 0), ("2026-09-16", 0), ("2026-09-15", 1), ("2026-09-01", 1)]
)
def test_an_extension_runs_past_the_time_first_due(until: str, found: int) -> None:
    assert len(said(extension_runs_past_the_limit, books({"until": until}), **EXPLAINED)) == found
