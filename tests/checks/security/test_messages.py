from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.security.messages import (
    digests_are_true,
    message_is_closed_to_strangers,
    sm3_is_computed_right,
)
from conformance.model.exchange import Exchange
from conformance.model.message import canonical, digest
from conformance.probes.data_exchange.tampered_message import altered
from tests.checks.making import exchange, judged, said, trace

RECORDS = [{"名称": "互通", "数": 1}]
SM3 = {"algorithm": "SM3", "value": digest("SM3", canonical(RECORDS))}
SENDER, RECEIVER, STRANGER = "11110000HT00000187", "12310000HT0000026C", "11440300HT0000034W"
HEADER = {"id": "m-1", "sender": SENDER, "receiver": RECEIVER, "digest": SM3}
MESSAGE = {"header": HEADER, "records": RECORDS}
RECEIPT = {"id": "t-1", "messageId": "m-1", "digest": SM3}


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (422, []),
        (409, []),
        (201, ["status 201; due a 4xx, or a receipt that rejects it"]),
        (401, ["undecided: listResources (step tampered) answered 401, which does not tell"]),
        (500, ["undecided: listResources (step tampered) answered 500, which does not tell"]),
    ],
)
def test_untrue_messages(status: int, found: list[str]) -> None:
    sent = trace(*taken("sound", "fit"), exchange("tampered", None, status))
    assert judged("security.messages.tampered-refused", sent) == found


def taken(*steps: str, result: str = "accepted") -> list[Exchange]:
    return [exchange(step, {**RECEIPT, "result": result}, 201) for step in steps]


def test_a_receipt_that_rejects_is_a_refusal_where_sound_ones_are_accepted() -> None:
    rejected, accepted = taken("tampered", result="rejected"), taken("tampered")
    for name, sound, step in (
        ("security.messages.tampered-refused", ("sound", "fit"), "tampered"),
        ("security.messages.sm3-verified", ("sent",), "wrong"),
        ("security.messages.nonce-once", ("sound", "fresh"), "same-nonce"),
        ("security.messages.own-name", ("sound", "fresh"), "as-another"),
    ):
        refusing, believing = (replace(it, step=step) for it in (*rejected, *accepted))
        assert judged(name, trace(*taken(*sound), refusing)) == []
        assert judged(name, trace(*taken(*sound), believing)) == ["status 201; due a 4xx, or a receipt that rejects it"]
        every = trace(*taken(*sound, result="rejected"), refusing)
        assert judged(name, every) == ["undecided: sound messages are rejected too"]


def test_a_message_that_is_refused_for_what_it_says_proves_no_digest() -> None:
    sent = trace(*taken("sound"), exchange("fit", None, 409), exchange("tampered", None, 409))
    assert judged("security.messages.tampered-refused", sent) == ["undecided: the step fit answered 409"]
    again = trace(*taken("sound"), exchange("fresh", None, 409), exchange("same-nonce", None, 409))
    assert judged("security.messages.nonce-once", again) == ["undecided: the step fresh answered 409"]


def test_what_is_altered_is_one_letter_and_never_the_same() -> None:
    records = [{"名称": "互通局", "代码": "1"}, {"名称": "丙"}]
    others = altered(records)
    assert [record["名称"] for record, _ in others[:3]] == ["互通甲", "互通乙", "互通丙"]
    assert all(rest == records[1] and record["代码"] == "1" for record, rest in others)
    assert altered([{"代码": "1", "数": 2}]) == []


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
            *taken("fit"),
            exchange("tampered", None, 422),
            exchange("looked-up", MESSAGE if status == 200 else None, status),
        ),
    )


def test_what_is_stored() -> None:
    assert stored(404) == []
    assert stored(200) == ["the altered message is read, 200; due 404, it was not stored"]
    assert stored(500) == ["undecided: listResources (step looked-up) answered 500, which does not tell"]
    assert stored(404, read={}) == ["undecided: the answer of the step sound-read holds no records[]"]


def strangers(status: int, *lists: Exchange, department: str | None = STRANGER) -> list[str]:
    return said(
        message_is_closed_to_strangers,
        trace(
            exchange("sound", RECEIPT, 201, method="POST", body=MESSAGE),
            exchange("sound-read", MESSAGE),
            exchange("stranger", {"requester": {"uscc": department}}, 201 if department else 403),
            exchange("as-stranger", None, 404),
            exchange("as-stranger", MESSAGE if status == 200 else None, status),
            *(lists or [exchange("listed-as-stranger", {"items": []})]),
        ),
    )


def test_strangers() -> None:
    assert strangers(403) == []
    assert strangers(200) == ["listResources by officer: 200; due 403 or 404"]
    assert strangers(500) == ["undecided: listResources (step as-stranger) answered 500, which does not tell"]


def test_who_sent_or_receives_a_message_is_no_stranger_to_it() -> None:
    for party in (SENDER, RECEIVER):
        assert strangers(200, department=party) == ["undecided: no stranger asked"]
    (found,) = strangers(200, department=None)
    assert found.startswith("undecided: it is not known which department")
    assert strangers(403, department=None) == []


def test_lists_of_strangers() -> None:
    held, empty = ({"items": items} for items in ([MESSAGE["header"]], []))
    assert strangers(403, exchange("listed-as-stranger", None, 403)) == []
    (found,) = strangers(500, exchange("listed-as-stranger", None, 500), exchange("listed-as-stranger", held))
    assert found.startswith("it is in the list that officer reads")
    assert strangers(403, exchange("listed-as-stranger", None, 500))[0].startswith(
        "undecided: listResources (step listed-as"
    )
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
