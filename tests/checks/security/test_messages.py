from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.security.messages import (
    digests_are_true,
    message_is_closed_to_strangers,
    sm3_is_computed_right,
)
from conformance.model.exchange import Exchange
from conformance.model.message import canonical, digest
from tests.checks.making import exchange, judged, said, trace

RECORDS = [{"名称": "互通", "数": 1}]
SM3 = {"algorithm": "SM3", "value": digest("SM3", canonical(RECORDS))}
MESSAGE = {"header": {"id": "m-1", "digest": SM3}, "records": RECORDS}
RECEIPT = {"id": "t-1", "messageId": "m-1", "digest": SM3}


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (422, []),
        (409, []),
        (201, ["status 201; due a 4xx, and it is not taken in"]),
        (401, ["undecided: the step tampered answered 401, which does not tell"]),
        (500, ["undecided: the step tampered answered 500, which does not tell"]),
    ],
)
def test_untrue_messages(status: int, found: list[str]) -> None:
    sent = trace(exchange("sound", RECEIPT, 201), exchange("tampered", None, status))
    assert judged("security.messages.tampered-refused", sent) == found


def test_where_nothing_is_received_nothing_is_refused() -> None:
    sent = trace(exchange("sound", {}, 201), exchange("tampered", None, 422))
    found = judged("security.messages.tampered-refused", sent)
    assert found == ["undecided: the answer of the step sound holds no messageId"]


def stored(status: int, read: Any = MESSAGE) -> list[str]:
    return judged(
        "security.messages.tampered-not-stored",
        trace(
            exchange("sound", RECEIPT, 201, method="POST", body=MESSAGE),
            exchange("sound-read", read),
            exchange("tampered", None, 422),
            exchange("looked-up", MESSAGE if status == 200 else None, status),
        ),
    )


def test_what_is_stored() -> None:
    assert stored(404) == []
    assert stored(200) == ["the altered message is read, 200; due 404, it was not stored"]
    assert stored(500) == ["undecided: the step looked-up answered 500, which does not tell"]
    assert stored(404, read={}) == ["undecided: the answer of the step sound-read holds no records[]"]


def strangers(status: int, *lists: Exchange) -> list[str]:
    return said(
        message_is_closed_to_strangers,
        trace(
            exchange("sound", RECEIPT, 201),
            exchange("sound-read", MESSAGE),
            exchange("as-stranger", None, 404),
            exchange("as-stranger", MESSAGE if status == 200 else None, status),
            *(lists or [exchange("listed-as-stranger", {"items": []})]),
        ),
    )


def test_strangers() -> None:
    assert strangers(403) == []
    assert strangers(200) == ["listResources by officer: 200; due 403 or 404"]
    assert strangers(500) == ["undecided: the step as-stranger answered 500, which does not tell"]


def test_lists_of_strangers() -> None:
    held, empty = ({"items": items} for items in ([MESSAGE["header"]], []))
    assert strangers(403, exchange("listed-as-stranger", None, 403)) == []
    (found,) = strangers(500, exchange("listed-as-stranger", None, 500), exchange("listed-as-stranger", held))
    assert found.startswith("it is in the list that officer reads")
    assert strangers(403, exchange("listed-as-stranger", None, 500))[0].startswith("undecided: the step listed-as")
    assert strangers(403, exchange("listed-as-stranger", {**empty, "next": "/messages?page=2"})) == [
        "undecided: the list of messages was not read whole"
    ]


def test_delivered_digests() -> None:
    def batch(stated: Any) -> list[str]:
        message = {"header": {"digest": stated}, "records": RECORDS}
        return said(digests_are_true, trace(exchange("batch", {"messages": [message]})))

    assert batch(SM3) == batch({"algorithm": "SHA-256", "value": digest("SHA-256", canonical(RECORDS))}) == []
    assert batch({**SM3, "value": "0" * 64})[0].endswith(f"due {SM3['value']}")
    assert batch({"algorithm": "MD5", "value": "0"})[0].endswith("due SHA-256, SM3")
    assert batch(None)[0].startswith("messages[0].header.digest")
    assert said(digests_are_true, trace(exchange("batch", {"messages": []}))) == ["undecided: no message was delivered"]


@pytest.mark.parametrize(
    ("receipt", "status", "read", "findings"),
    [
        (RECEIPT, 201, MESSAGE, 0),
        ({**RECEIPT, "digest": {"algorithm": "SHA-256", "value": "0" * 64}}, 201, MESSAGE, 1),
        (RECEIPT, 201, {"header": {"digest": {**SM3, "value": "0" * 64}}}, 1),
        (None, 422, None, 1),
    ],
)
def test_sm3(receipt: Any, status: int, read: Any, findings: int) -> None:
    sent = exchange("sent", receipt, status, method="POST", body=MESSAGE)
    assert len(said(sm3_is_computed_right, trace(sent, exchange("read", read, 200 if read else 404)))) == findings


def test_no_sm3_message_is_nothing_to_judge() -> None:
    sent = trace(exchange("sent", RECEIPT, 201), exchange("read", MESSAGE))
    assert said(sm3_is_computed_right, sent) == ["undecided: no message with an SM3 digest was sent"]
    unanswered = trace(exchange("sent", None, 500, method="POST", body=MESSAGE), exchange("read", None, 404))
    assert said(sm3_is_computed_right, unanswered) == ["undecided: it was answered 500"]
