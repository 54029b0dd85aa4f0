"""Sends a message, sends it again, sends other content under its id, and reads message, receipt and list.

At last one is sent (`typed`) and read (`typed-read`) that holds more than text, where the resource has such items.
Ids and nonces are made of the platform's own time, so that no two runs share one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.message import canonical, digest
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.data_exchange.sharing_request import member
from conformance.probes.pages import missing_from

PAGE_SIZE = 100
MOST_RECORDS = 3
MOST_LATE = timedelta(days=1)
"""How far from the platform's own time a message may be dated."""
VALUES: Mapping[str, int | bool] = {"N": 7, "L": True}
"""By the type of an item, a value that is no text."""

PREPARED = {"getTime": 5, "listGrants": 1, "listResources": 2, "queryRecords": 1}
"""What it takes to find something true to send, and to send it at several times."""


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 4, "getMessage": 2, "getReceipt": 1, "listMessages": 1}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    parts = {"id": message["header"]["id"]}
    ask("sendMessage", role="peer", step="sent", body=message)
    ask("sendMessage", role="peer", step="again", body=message)
    other = readdressed(ask, message, records=[*message["records"], message["records"][0]], id=parts["id"])
    ask("sendMessage", role="peer", step="other-content", body=other)
    ask("getMessage", role="peer", step="read", parts=parts)
    ask("getReceipt", role="peer", step="receipt", parts=parts)
    listed = {"resource": message["header"]["resource"], "page": 1, "pageSize": PAGE_SIZE}
    ask("listMessages", role="peer", step="listed", query=listed)
    _typed(ask, message)


def _typed(ask: Ask, message: Mapping[str, Any]) -> None:
    """Send and read the message with a value in each item of its resource that holds no text."""
    code = message["header"]["resource"]
    page = ask("listResources", role="peer", step="items", query={"code": code, "page": 1, "pageSize": PAGE_SIZE})
    listed = [item for resource in entries(page.data) if resource.get("code") == code for item in _items(resource)]
    values = {
        str(item.get("name")): VALUES[str(item.get("type"))] for item in listed if str(item.get("type")) in VALUES
    }
    if values:
        typed = readdressed(ask, message, records=[{**record, **values} for record in message["records"]])
        ask("sendMessage", role="peer", step="typed", body=typed)
        ask("getMessage", role="peer", step="typed-read", parts={"id": typed["header"]["id"]})


def _items(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return entries(resource)


def composed(ask: Ask, algorithm: str) -> dict[str, Any]:
    """A message that is true in every part: records as delivered to the sender, back to who provides them."""
    granted = ask("listGrants", role="peer", step="grants", query={"state": "active", "page": 1, "pageSize": PAGE_SIZE})
    offered = ask("listResources", role="peer", step="offered", query={"page": 1, "pageSize": PAGE_SIZE})
    providers = {str(item.get("code")): _uscc(item.get("provider")) for item in entries(offered.data)}
    found = [
        grant
        for grant in entries(granted.data)
        if grant.get("method") == "service"
        and providers.get(str(grant.get("resource")))
        and _uscc(grant.get("consumer"))
    ]
    missing = Text("没有可据以往来的授权", "there is no grant to exchange messages about")
    ask.need(found, missing_from(missing, granted, offered))
    grant = max(found, key=lambda grant: len(str(grant.get("items"))))
    read = ask("queryRecords", role="peer", step="source", parts={"id": str(grant.get("id"))}, query={"pageSize": 20})
    records = [dict(record) for record in entries(read.data)][:MOST_RECORDS]
    ask.need(records, Text("没有可发送的记录", "there are no records to send"))
    header = {
        "sender": _uscc(grant.get("consumer")),
        "receiver": providers[str(grant.get("resource"))],
        "resource": grant.get("resource"),
        "digest": {"algorithm": algorithm},
    }
    return readdressed(ask, {"header": header, "records": records})


def readdressed(
    ask: Ask, message: Mapping[str, Any], *, records: Any = None, late: timedelta = timedelta(0), **changed: Any
) -> dict[str, Any]:
    """The message with an id, a nonce and a time of its own, and the digest of its records; `changed` as given."""
    header, records = message["header"], message["records"] if records is None else records
    moment = _now(ask)
    mark = hashlib.sha256(ask.unique(moment.isoformat()).encode()).hexdigest()
    algorithm = header["digest"]["algorithm"]
    fresh = {"id": f"m-{mark[:32]}", "nonce": mark[32:], "sentAt": (moment - late).isoformat(timespec="seconds")}
    computed = {"algorithm": algorithm, "value": digest(algorithm, canonical(records))}
    ask.need(computed["value"], Text(f"本机不能计算 {algorithm}", f"{algorithm} cannot be computed here"))
    return {"header": {**header, **fresh, "digest": computed, **changed}, "records": records}


def _now(ask: Ask) -> datetime:
    """The platform's time, to the second."""
    stated = member(ask("getTime", step="time"), "now")
    try:
        moment = datetime.fromisoformat(str(stated).upper())  # t and z may be small (RFC 3339)
        moment - MOST_LATE, moment + MOST_LATE
        return moment
    except (ValueError, OverflowError):
        text = Text("平台没有说明时间", "the platform does not tell its time")
        raise Undecided(Reason.PRECONDITION_NOT_MET, text) from None


def _uscc(party: Any) -> str:
    return str(party.get("uscc") or "") if isinstance(party, dict) else ""
