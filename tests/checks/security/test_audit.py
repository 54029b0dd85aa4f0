from __future__ import annotations

from datetime import date

import pytest

from conformance.checks.security.audit import (
    audit_record_is_complete,
    outcome_is_recorded,
    own_act_is_recorded,
    records_are_kept,
    records_are_of_the_user,
    refusal_is_recorded,
    users_are_told_apart,
)
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import CATALOGUE, exchange, judged, said, trace, value

TODAY = date(2026, 11, 2)
DONE = {"object": "/resources/r-1", "status": 204, "user": "officer-01", "result": "success"}
REFUSED = {"object": "/resources/r-1/review", "status": 403, "user": "officer-01", "result": "failure"}
READ = {"object": "/audit", "status": 200, "user": "auditor-01", "result": "success"}


def trail(*records: dict[str, object], refused: int = 403) -> Trace:
    return trace(
        exchange("refused", {}, refused, path="/resources/r-1/review", method="POST"),
        exchange("done", None, 204, path="/resources/r-1", method="DELETE"),
        exchange("read", {"items": []}, path="/audit?pageSize=1"),
        exchange("records", {"items": list(records)}, path="/audit?pageSize=50"),
    )


def test_what_was_done_is_recorded() -> None:
    whole = trail(READ, DONE, REFUSED)
    for check in (own_act_is_recorded, refusal_is_recorded, outcome_is_recorded, users_are_told_apart):
        assert said(check, whole) == []
    assert said(own_act_is_recorded, trail(READ))[0].startswith("no record of DELETE")
    assert said(refusal_is_recorded, trail(READ, DONE))[0].startswith("no record of POST")
    assert said(own_act_is_recorded, trace())[0].startswith("undecided")
    assert said(refusal_is_recorded, trail(refused=500))[0].startswith("undecided")


def test_what_was_made_is_recorded_under_either_path() -> None:
    def made(*records: dict[str, object]) -> list[str]:
        place = {"Location": "/resources/r-1"}
        creation = exchange("made", {"id": "r-1"}, 201, path="/resources", method="POST", headers=place)
        return said(own_act_is_recorded, trace(creation, *trail(DONE, *records).exchanges))

    assert made({**DONE, "object": "/resources", "status": 201}) == made({**DONE, "status": 201}) == []
    assert made()[0].startswith("no record of POST")


def test_the_newest_records_may_all_be_of_later_acts() -> None:
    def listed(*times: str, following: str | None = "/audit?page=2", zone: str = "GMT") -> list[str]:
        told = {"Date": f"Mon, 02 Nov 2026 01:00:00 {zone}"}
        done = exchange("done", None, 204, path="/resources/r-1", method="DELETE", headers=told)
        page = {"items": [{**READ, "time": time} for time in times], "next": following}
        return said(own_act_is_recorded, trace(done, exchange("records", page)))

    busy = ["2026-11-02T09:00:03+08:00", "2026-11-02T09:00:01+08:00"]
    assert listed(*busy) == ["undecided: the newest 2 records are all of later acts"]
    assert listed(*busy, zone="-0000")[0].startswith("no record of DELETE")
    assert len(listed(*busy, following=None)) == len(listed(*busy, "2026-11-02T08:59:59+08:00")) == 1


def test_outcome_and_user() -> None:
    lying = trail(READ, DONE, {**REFUSED, "result": "success"})
    assert said(outcome_is_recorded, lying) == ["what was answered 403 is recorded as success; due failure"]
    wrong = exchange("wrong", {}, 400, path="/resources/r-1", method="PUT")
    refused = {**DONE, "status": 400}
    told = trace(wrong, *trail(READ, DONE, REFUSED, refused).exchanges)
    assert said(outcome_is_recorded, told) == ["what was answered 400 is recorded as success; due failure"]
    created = exchange("made", {"id": "r-1"}, 201, path="/resources", method="POST")
    failed = {**DONE, "object": "/resources", "status": 201, "result": "failure"}
    told = trace(created, *trail(READ, DONE, REFUSED, failed).exchanges)
    assert said(outcome_is_recorded, told) == ["what was answered 201 is recorded as failure; due success"]
    shared = trail({**READ, "user": "svc"}, {**DONE, "user": "svc"}, REFUSED)
    assert said(users_are_told_apart, shared)[0].startswith("officer and auditor are recorded as svc and svc")
    assert said(users_are_told_apart, trail(READ, {**DONE, "user": None}))[0].startswith("officer and auditor")
    assert said(outcome_is_recorded, trail(READ))[0].startswith("undecided")


def test_elements() -> None:
    whole = {"time": "2026-11-02T09:00:00+08:00", "user": "a", "type": "read", "result": "success"}
    assert said(audit_record_is_complete, value(whole)) == []
    assert said(audit_record_is_complete, value({**whole, "user": " "})) == [
        "user: no user; due time, user, type and result"
    ]
    assert said(audit_record_is_complete, value({**whole, "time": "09:00"}))[0].startswith("time: time is 09:00")
    assert said(audit_record_is_complete, value({**whole, "time": "2026-11-02 09:00:00"})) == []
    assert len(said(audit_record_is_complete, value({**whole, "time": "2026-11-02"}))) == 1
    assert len(said(audit_record_is_complete, value(None))) == 4


def test_a_record_stays() -> None:
    before, after = exchange("before", DONE), exchange("after", DONE)
    refused = exchange("put", {}, 405, method="PUT"), exchange("delete", {}, 403, method="DELETE")
    assert judged("security.audit.tamper-proof", trace(before, *refused, after)) == []
    gone = trace(before, refused[0], exchange("delete", None, 204, method="DELETE"), exchange("after", {}, 404))
    assert len(judged("security.audit.tamper-proof", gone)) == 2
    silent = trace(before, refused[0], exchange("delete", {}, 403, method="DELETE"), exchange("after", REFUSED))
    assert len(judged("security.audit.tamper-proof", silent)) == 1
    assert judged("security.audit.tamper-proof", trace(*refused, after))[0].startswith("undecided")


def test_records_of_one_user() -> None:
    def asked(one: object, nobody: object) -> Trace:
        return trace(
            exchange("all", {"items": [DONE, READ]}, path="/audit"),
            exchange("of-one", {"items": one}, path="/audit?actor=auditor-01"),
            exchange("of-nobody", {"items": nobody}, path="/audit?actor=nobody-1"),
            record="audit-record",
        )

    assert said(records_are_of_the_user, asked([READ], [])) == []
    assert len(said(records_are_of_the_user, asked([READ, DONE], [DONE]))) == 2
    assert said(records_are_of_the_user, asked([], [])) == ["no record of auditor-01; due the records of this user"]
    assert said(records_are_of_the_user, trace(exchange("all", {}), record="audit-record"))[0].startswith("undecided")


def test_a_catalogue_older_than_its_records() -> None:
    def feed(at: str) -> Exchange:
        return exchange("begun", {"items": [{"at": at}]}, operation=CATALOGUE.operations["listChanges"])

    young = kept("P1Y", "2026-08-02T00:00:00+08:00")
    older = trace(feed("2026-02-01T00:00:00+08:00"), *young)
    assert keeping(older)[0].startswith("the system holds records of 2026-02-01")
    as_young = trace(feed("2026-08-01T00:00:00+08:00"), *young)
    assert keeping(as_young)[0].startswith("undecided")


def keeping(subject: Trace) -> list[str]:
    return said(records_are_kept, subject, today=TODAY, contract=CATALOGUE)


def kept(declared: object, oldest: str) -> list[Exchange]:
    return [exchange("declaration", {"auditRetention": declared}), exchange("oldest", {"items": [{"time": oldest}]})]


@pytest.mark.parametrize("declared", ["P6M", "P1Y", "P184D", "P27W", "P5M31D"])
def test_long_enough(declared: str) -> None:
    assert keeping(trace(*kept(declared, "2026-05-02T00:00:00+08:00"))) == []


@pytest.mark.parametrize("declared", ["P180D", "P5M", "P26W", "P90D"])
def test_too_short(declared: str) -> None:
    (message,) = keeping(trace(*kept(declared, "2020-01-01T00:00:00Z")))
    assert message.startswith(f"declared to be kept {declared}; due six months")


@pytest.mark.parametrize(
    ("declared", "oldest"),
    [
        ("P6M", "2026-05-03T00:00:00+08:00"),
        ("P1Y", "soon"),
        (None, "2020-01-01T00:00:00Z"),
        ("long", "2020-01-01"),
        ("P", "-"),
    ],
)
def test_not_borne_out(declared: object, oldest: str) -> None:
    assert keeping(trace(*kept(declared, oldest)))[0].startswith("undecided")
