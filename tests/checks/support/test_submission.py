from __future__ import annotations

from typing import Any

from conformance.checks.support.submission import (
    location_is_the_new_record,
    repeat_makes_one_record,
    stale_change_is_not_made,
)
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import exchange, judged, said, trace

NAMED = "/resources?q=a"


def submitted(second: Any, listed: int, other: int = 409, status: int = 201) -> Trace:
    return trace(
        exchange("first", {"id": "r-1"}, 201, body={"name": "a"}),
        exchange("second", second, status),
        exchange("listed", {"items": [{"name": "a"}] * listed}, path=NAMED),
        exchange("other-body", None, other),
    )


def test_repeats() -> None:
    assert said(repeat_makes_one_record, submitted({"id": "r-1"}, 1)) == []
    assert said(repeat_makes_one_record, submitted(None, 1, status=409)) == [
        "the repeat answers 409; due the result of the first, r-1"
    ]
    assert said(repeat_makes_one_record, submitted(None, 1, status=429))[0].startswith("undecided")
    assert said(repeat_makes_one_record, submitted({"id": "r-2"}, 2)) == [
        "the second submission gives r-2; due the same entry r-1",
        "the list holds 2 entries of this title; due one",
    ]
    assert said(repeat_makes_one_record, submitted(None, 1, status=500))[0].startswith("the repeat answers 500")


def test_keys() -> None:
    assert judged("support.submission.key-reuse", submitted({}, 1)) == []
    assert len(judged("support.submission.key-reuse", submitted({}, 1, other=201))) == 1
    assert judged("support.submission.key-reuse", submitted({}, 1, other=401)) == [
        "undecided: listResources (step other-body) answered 401, which does not tell"
    ]


def changed(stale: int, after: str) -> Trace:
    return trace(
        exchange("current", {"summary": "mine"}),
        exchange("stale", None, stale),
        exchange("after", {"summary": after}),
    )


def test_lost_updates() -> None:
    assert said(stale_change_is_not_made, changed(412, "mine")) == []
    assert judged("support.submission.precondition-failed", changed(412, "mine")) == []
    assert said(stale_change_is_not_made, changed(200, "theirs"))[0].startswith("the first change is lost")
    assert judged("support.submission.precondition-failed", changed(409, "mine")) == ["status 409; due 412"]
    assert said(stale_change_is_not_made, changed(401, "mine"))[0].startswith("undecided")


def made(status: int, location: str | None, *stated: str) -> Trace:
    headers = {} if location is None else {"Location": location}
    read: Exchange = exchange("read", {"id": "r-1"}, path="/resources/r-1")
    creation = Operation("registerResource", "POST", "/resources", responses={status: {} for status in stated})
    return trace(exchange("registered", {"id": "r-1"}, status, headers=headers, operation=creation), read)


def test_locations() -> None:
    for good in ("/resources/r-1", "resources/r-1", "http://127.0.0.1:8000/resources/r-1"):
        assert said(location_is_the_new_record, made(201, good)) == []
    assert len(said(location_is_the_new_record, made(200, "/resources/r-1"))) == 1
    for bad in (None, "/resources", "http://catalogue.internal/resources/r-1", "http://[", "http://127.0.0.1:x/"):
        assert len(said(location_is_the_new_record, made(201, bad))) == 1


def test_what_is_accepted_to_be_done_later_needs_no_location() -> None:
    assert said(location_is_the_new_record, made(202, None, "202"))[0].startswith("undecided: the contract accepts it")
    for stated in (("201",), ("201", "202"), ()):
        assert len(said(location_is_the_new_record, made(202, None, *stated))) == 2
