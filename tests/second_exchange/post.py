"""Messages between departments, their receipts, and the counts they are reconciled by."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flask import Response, g

from tests.second_exchange import registry as kept
from tests.second_exchange.digests import digest
from tests.second_exchange.inputs import MESSAGE
from tests.second_exchange.registry import CODE, Registry, Row
from tests.second_system import asked
from tests.second_system.accounts import UNITS
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.days import day_of
from tests.second_system.fields import moment
from tests.second_system.refusal import Refused

WINDOW = timedelta(minutes=10)
COUNTS = ("sent", "received", "accepted", "rejected")


def sent() -> Response:
    asked.accepts(JSON)
    message = asked.body(MESSAGE)
    header = message["header"]
    if header["sender"] != g.account.unit.uscc:
        raise Refused(403, "发送方须为调用者所在部门")
    true = digest(message["records"], header["digest"]["algorithm"])
    if header["digest"] != true:
        raise _untrue("/header/digest/value", "摘要与 records 不符")
    before = kept.registry().messages.get(header["id"])
    if before:
        return _again(before, message)
    if header["nonce"] in kept.registry().nonces:
        raise Refused(409, "随机数已被其他报文用过")
    if abs(g.now - moment(header["sentAt"])) > WINDOW:
        raise _untrue("/header/sentAt", "发送时间与平台时间相差超过 10 分钟")
    if header["resource"] not in {found.code for found in kept.registry().resources.values()}:
        raise _untrue("/header/resource", "资源不存在")
    if header["receiver"] not in {unit.uscc for unit in UNITS}:
        raise _untrue("/header/receiver", "接收方不存在")
    return as_json(receive(kept.registry(), message, kept.now()), 201, location=f"/messages/{header['id']}")


def _untrue(place: str, said: str) -> Refused:
    return Refused(422, said, [{"pointer": place, "message": said}])


def _again(before: Row, message: Row) -> Response:
    if {"header": before["header"], "records": before["records"]} != message:
        raise Refused(409, "该标识已用于另一份报文")
    return as_json(before["receipt"])


def receive(registry: Registry, message: Row, at: str) -> Row:
    """Keep a message and give its receipt."""
    header, records = message["header"], message["records"]
    misfit = next(filter(None, map(registry.coded(header["resource"]).misfit, records)), "")
    said = {"result": "rejected", "reason": misfit} if misfit else {"result": "accepted"}
    head = {"messageId": header["id"], "receivedAt": at, "records": len(records), "digest": header["digest"]}
    receipt = registry.add("receipts", {**head, **said})
    registry.messages[header["id"]] = {**message, "receipt": receipt}
    registry.nonces.add(header["nonce"])
    return receipt


def _party(message: Row) -> bool:
    return g.account.unit.uscc in (message["header"]["sender"], message["header"]["receiver"])


def _message(id: str) -> Row:  # noqa: A002 - the contract's name
    found = kept.registry().messages.get(id)
    if not found or not _party(found):
        raise Refused(404, "没有这份报文")
    return found


def listed() -> Response:
    asked.accepts(JSON)
    code = asked.word("resource", CODE)
    headers = [message["header"] for message in kept.registry().messages.values() if _party(message)]
    return as_json(page_of([header for header in headers if code in (None, header["resource"])]))


def read(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    found = _message(id)
    return as_json({"header": found["header"], "records": found["records"]})


def receipt(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(_message(id)["receipt"])


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    """Its nonce stays used."""
    if _message(id)["header"]["sender"] != g.account.unit.uscc:
        raise Refused(403, "不是本部门发送的")
    del kept.registry().messages[id]
    return "", 204


def reconciled() -> Response:
    asked.accepts(JSON)
    code, day = asked.word("resource", CODE), asked.day("day")
    counts: Counter[tuple[str, str, str]] = Counter()
    for message in kept.registry().messages.values():
        header = message["header"]
        at = (header["resource"], day_of(moment(header["sentAt"])).isoformat())
        counts.update((*at, name) for name in ("sent", "received", message["receipt"]["result"]))
    found = sorted({at[:2] for at in counts if code in (None, at[0]) and day in (None, at[1])})
    rows = [{"resource": r, "day": d, **{name: counts[r, d, name] for name in COUNTS}} for r, d in found]
    return as_json(page_of(rows))
