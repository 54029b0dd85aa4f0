from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.support.messages import (
    id_serves_one_message,
    ids_and_nonces_are_single,
    message_counts_once,
    message_is_acknowledged,
    message_is_kept_as_sent,
    reconciliation_adds_up,
    unfit_records_are_rejected,
)
from conformance.model.exchange import Trace
from tests.checks.making import TODAY, exchange, said, trace, value

DIGEST = {"algorithm": "SM3", "value": "0" * 64}
MESSAGE = {"header": {"id": "m-1", "digest": DIGEST}, "records": [{"a": "1"}, {"a": "2"}]}
OTHER = {**MESSAGE, "records": [{"a": "3"}]}
RECEIPT = {"id": "t-1", "messageId": "m-1", "records": 2, "digest": DIGEST}


def exchanged(
    *,
    receipt: Any = RECEIPT,
    again: Any = RECEIPT,
    status: int = 200,
    other: int = 409,
    read: Any = MESSAGE,
    held: int = 1,
) -> Trace:
    return trace(
        exchange("sent", receipt, 201, method="POST", body=MESSAGE),
        exchange("again", again, status, method="POST", body=MESSAGE),
        exchange("other-content", None, other, method="POST", body=OTHER),
        exchange("read", read),
        exchange("receipt", RECEIPT),
        exchange("listed", {"items": [{"id": "m-1"}] * held}),
    )


CHECKS = (message_is_acknowledged, message_counts_once, id_serves_one_message, message_is_kept_as_sent)


def test_a_sound_exchange_has_nothing_wrong() -> None:
    assert [said(check, exchanged()) for check in CHECKS] == [[], [], [], []]


def test_receipts() -> None:
    wrong = said(message_is_acknowledged, exchanged(receipt={**RECEIPT, "records": 0}))
    assert wrong[0] == "the receipt says records 0; due id, number of records and digest of what was sent"
    assert wrong[1].startswith("read again: 200, not the receipt given")


def test_repeats() -> None:
    assert said(message_counts_once, exchanged(again={**RECEIPT, "id": "t-2"}, held=2)) == [
        "the repeat gives t-2; due the first receipt, t-1",
        "the list holds it 2 times; due once",
    ]
    assert said(message_counts_once, exchanged(again=None, status=409))[0].startswith("the repeat gives 409")
    assert said(message_counts_once, exchanged(again=None, status=500)) == ["undecided: the repeat: 500"]
    for held, found in ((0, "undecided: the list was not read"), (2, "the list holds it 2 times")):
        listed = exchange("listed", {"items": [{"id": "m-1"}] * held, "next": "/messages?page=2"})
        assert said(message_counts_once, trace(*exchanged().exchanges[:-1], listed))[0].startswith(found)


def test_ids() -> None:
    assert said(id_serves_one_message, exchanged(other=200)) == [
        "other content is answered 200, the message is as it was; due 409, and the message stays"
    ]
    assert len(said(id_serves_one_message, exchanged(read=OTHER))) == 1
    assert said(id_serves_one_message, exchanged(other=403)) == ["undecided: it was answered 403"]
    assert len(said(id_serves_one_message, exchanged(read={**MESSAGE, "records": []}))) == 1


def test_what_is_kept() -> None:
    assert said(message_is_kept_as_sent, exchanged(read={**MESSAGE, "records": MESSAGE["records"][::-1]})) == [
        "read: 200; records not as sent; due as it was sent"
    ]
    header = {**MESSAGE["header"], "sentAt": "2026-11-02T09:00:00+08:00"}  # type: ignore[dict-item] # an object
    other = {**header, "sentAt": "2026-11-02T01:00:00Z"}
    sent = exchange("sent", RECEIPT, 201, method="POST", body={**MESSAGE, "header": header})
    for held, found in ((other, 0), ({**other, "id": "m-2"}, 1)):
        read = exchange("read", {**MESSAGE, "header": held})
        assert len(said(message_is_kept_as_sent, trace(sent, read))) == found
    assert said(message_is_kept_as_sent, exchanged(receipt={})) == ["undecided: there is no message to compare"]


def test_single_ids_and_nonces() -> None:
    def listed(*nonces: str) -> list[str]:
        headers = [{"id": f"m-{number}", "nonce": nonce} for number, nonce in enumerate(nonces)]
        return said(ids_and_nonces_are_single, trace(exchange("messages", {"items": headers})))

    assert listed("a", "b") == []
    assert listed("a", "b", "a") == ["2 messages have the nonce a; due each its own"]
    assert listed("a") == ["undecided: there are fewer than two messages"]
    one, two, three = ({"id": f"m-{number}", "nonce": str(number)} for number in range(3))
    moved = trace(exchange("messages", {"items": [one, two]}), exchange("messages", {"items": [two, three]}))
    assert said(ids_and_nonces_are_single, moved) == []  # it moved to the next page while pages were turned
    unlike = {"items": [{**two, "nonce": "9"}]}
    another = trace(exchange("messages", {"items": [one, two]}), exchange("messages", unlike))
    assert said(ids_and_nonces_are_single, another) == ["2 messages have the id m-1; due each its own"]


@pytest.mark.parametrize(
    ("result", "unfit", "status", "found"),
    [
        ("accepted", {"result": "rejected", "reason": "x"}, 201, []),
        ("accepted", None, 422, []),
        ("accepted", {"result": "accepted"}, 201, ["the receipt says accepted; due rejected, and why"]),
        ("accepted", {"result": "rejected"}, 201, ["the receipt says rejected; due rejected, and why"]),
        ("rejected", None, 422, ["undecided: not even a fit message was accepted"]),
    ],
)
def test_unfit_records(result: str, unfit: Any, status: int, found: list[str]) -> None:
    sent = trace(exchange("fit", {"result": result}, 201), exchange("unfit", unfit, status))
    assert said(unfit_records_are_rejected, sent) == found


@pytest.mark.parametrize(
    ("sent", "received", "accepted", "rejected", "found"),
    [(3, 3, 2, 1, 0), (2, 3, 3, 0, 0), (4, 3, 3, 0, 1), (3, 3, 2, 0, 1)],
)
def test_reconciliation(sent: int, received: int, accepted: int, rejected: int, found: int) -> None:
    line = {"sent": sent, "received": received, "accepted": accepted, "rejected": rejected}
    assert len(said(reconciliation_adds_up, value(line), today=TODAY)) == found
    over = {**line, "day": "2026-11-01"}
    assert len(said(reconciliation_adds_up, value(over), today=TODAY)) == found
    nothing = said(reconciliation_adds_up, value({"sent": True}), today=TODAY)
    assert nothing == ["undecided: it is no line of a reconciliation"]


@pytest.mark.parametrize(
    ("sent", "received", "accepted", "rejected", "found"),
    [
        (4, 3, 3, 0, "undecided: 2026-11-02 is not over, messages may be under way"),
        (3, 3, 2, 0, "undecided: 2026-11-02 is not over, messages may be under way"),
        (3, 3, 3, 1, "sent 3, received 3, accepted 3, rejected 1; due no fewer received than sent"),
        (2, 3, 3, 0, ""),
    ],
)
def test_a_day_that_is_not_over(sent: int, received: int, accepted: int, rejected: int, found: str) -> None:
    line = {"day": "2026-11-02", "sent": sent, "received": received, "accepted": accepted, "rejected": rejected}
    assert "".join(said(reconciliation_adds_up, value(line), today=TODAY)).startswith(found)
    assert bool(said(reconciliation_adds_up, value(line), today=TODAY)) == bool(found)
