"""Messages: taken in once, refused when altered, replayed or late, counted; corrections answered."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from conformance.model.message import canonical, digest
from tests.systems.data_exchange.platform import Platform, example

RECORDS = [{"记录编号": "000001", "姓名": "赵某"}]


def test_sm3_and_sha256_are_those_of_the_published_vectors() -> None:
    assert digest("SM3", b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest("SM3", "互通".encode()) == "47f6046730b5000a09ef1c2df1d008944a11f2490ee4fa8b0562d76dc88cba68"
    assert digest("SHA-256", b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert canonical([{"名": "甲", "a": 1}]) == '[{"a":1,"名":"甲"}]'.encode()


@pytest.mark.parametrize("algorithm", ["SHA-256", "SM3"])
def test_a_message_sent_twice_is_kept_once_under_one_receipt(platform: Platform, algorithm: str) -> None:
    message = platform.message(RECORDS, algorithm)
    before = platform.get("/messages", "peer").json()["total"]
    first, again = platform.post("/messages", "peer", message), platform.post("/messages", "peer", message)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["result"], first.json()["records"]) == ("accepted", 1)
    assert platform.get("/messages", "peer").json()["total"] == before + 1
    assert platform.get(first.headers["Location"], "peer").json() == message
    assert platform.get(f"{first.headers['Location']}/receipt", "officer").json() == first.json()
    assert platform.get(first.headers["Location"], "upper").status_code == 404


def test_what_was_altered_is_refused_and_not_kept(platform: Platform) -> None:
    message = platform.message(RECORDS)
    altered = {**message, "records": [{**RECORDS[0], "姓名": "钱某"}]}
    assert platform.post("/messages", "peer", altered).status_code == 422
    assert platform.get(f"/messages/{message['header']['id']}", "peer").status_code == 404
    assert platform.post("/messages", "peer", message).status_code == 201
    reused = platform.message([{"记录编号": "000002"}], id=message["header"]["id"])
    assert platform.post("/messages", "peer", reused).status_code == 409


def test_a_replay_and_a_wrong_time_are_refused(platform: Platform) -> None:
    message = platform.message(RECORDS)
    assert platform.post("/messages", "peer", message).status_code == 201
    replayed = {**message, "header": {**message["header"], "id": f"m-{uuid.uuid4()}"}}
    assert platform.post("/messages", "peer", replayed).status_code == 409
    for moment in ("2026-11-02T09:45:00+08:00", "2026-11-02T10:30:00+08:00", "2026-11-02T10:00:00Z"):
        assert platform.post("/messages", "peer", platform.message(RECORDS, sentAt=moment)).status_code == 422
    assert platform.ask("DELETE", f"/messages/{message['header']['id']}", "peer").status_code == 204
    assert platform.post("/messages", "peer", replayed).status_code == 409  # withdrawn, its nonce stays used


@pytest.mark.parametrize(
    ("changes", "status", "place"),
    [
        ({"sender": "11459900HT100001X1"}, 403, None),
        ({"receiver": "11110000HT00000187"}, 400, "/header/receiver"),
        ({"resource": "30100101/999999"}, 400, "/header/resource"),
    ],
)
def test_sender_receiver_and_resource_must_be_true(
    platform: Platform, changes: dict[str, Any], status: int, place: str | None
) -> None:
    answer = platform.post("/messages", "peer", platform.message(RECORDS, **changes))
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json().get("errors", [])] == ([place] if place else [])


def test_messages_are_counted_by_resource_and_day(platform: Platform) -> None:
    message = platform.message(RECORDS)
    path = f"/reconciliation?resource={message['header']['resource']}&day=2026-11-02"
    before = platform.get(path, "administrator").json()["items"]
    assert platform.post("/messages", "peer", message).status_code == 201
    (after,) = platform.get(path, "administrator").json()["items"]
    assert after["accepted"] == (before[0]["accepted"] if before else 0) + 1
    assert after["sent"] == after["received"] == after["accepted"] + after["rejected"]


def test_a_correction_is_answered_once_and_the_requester_told(platform: Platform) -> None:
    path = f"/resources/{platform.resource(shareType='conditional')['id']}/corrections"
    made = platform.post(path, "peer", example("WrongValue"))
    reply = f"{made.headers['Location']}/reply"
    assert platform.post(reply, "peer", example("Corrected")).status_code == 403
    replied = platform.post(reply, "officer", example("Corrected")).json()
    assert (replied["state"], replied["reply"]["toldAt"]) == ("replied", replied["reply"]["repliedAt"])
    assert platform.post(reply, "officer", example("Corrected")).status_code == 409
    assert platform.get(made.headers["Location"], "peer").json() == replied
    assert platform.get(made.headers["Location"], "lower").status_code == 404
