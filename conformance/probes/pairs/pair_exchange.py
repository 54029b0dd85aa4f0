"""Goes the whole way of an exchange: finds the resource offered, asks for it, is answered, takes it by each method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from conformance.model.asking import Ask, Parties
from conformance.model.contract import Contract
from conformance.model.divisions import lies_within
from conformance.model.network import Pair
from conformance.model.text import Text
from conformance.probes.pages import turned

MOST_PAGES = 20
POLLS = 20
RECEIPTS = 20
PAGE = {"pageSize": 100}
TERM = timedelta(days=365)


def sends(contract: Contract) -> Mapping[str, int]:
    each = dict.fromkeys(("submitRequest", "decideRequest", "getRequest", "getGrant"), len(TAKING))
    walked = {"listResources": 1, "queryRecords": MOST_PAGES, "listMessages": MOST_PAGES}
    once = {"getResourceSchema": 1, "startBatch": 1, "getBatch": POLLS, "getReceipt": 2 * RECEIPTS, "downloadFile": 1}
    return {**each, **walked, **once}


def probe(ask: Ask, parties: Parties) -> None:
    pair = parties.pair
    known = parties.of("platform")
    offered = found(known, "offered", pair.item)
    if not offered:
        return
    known("getResourceSchema", step="schema", parts={"id": offered["id"]})
    for method in pair.consumption.methods or _words(offered, "methods"):
        grant = granted(ask, method, offered, method, pair)
        if grant and method in TAKING:
            TAKING[method](ask, grant, pair)


def found(ask: Ask, step: str, code: str) -> Mapping[str, Any]:
    """The resource of a code as the platform lists it; an empty one where it does not."""
    listed = _listed(_record(ask("listResources", step=step, query={"code": code}).data), "items")
    named = (item for item in map(_record, listed) if item.get("code") == code and isinstance(item.get("id"), str))
    return next(named, {})


def granted(ask: Ask, step: str, offered: Mapping[str, Any], method: str, pair: Pair) -> str:
    """Ask for a resource with the five elements and see it decided; the grant, empty where there is none."""
    body = {
        **ask.example("submitRequest"),
        "method": method,
        "period": {"from": ask.today.isoformat(), "to": (ask.today + TERM).isoformat()},
    }
    body["scope"] = {**body["scope"], **_wanted(offered, pair)}
    asked = ask("submitRequest", step=f"{step}-request", parts={"id": offered["id"]}, body=body)
    ask.need(asked.response, Text("申请没有应答", "the request was not answered"))
    taken = _record(asked.data)
    if not 200 <= asked.status < 300 or not isinstance(taken.get("id"), str):
        return ""
    here = {"id": taken["id"]}
    if taken.get("state") == "submitted":
        ask("decideRequest", role="officer", step=f"{step}-decision", parts=here, body=ask.example("decideRequest"))
    grant = _record(ask("getRequest", step=f"{step}-decided", parts=here).data).get("grant")
    if not isinstance(grant, str):
        return ""
    ask("getGrant", step=f"{step}-grant", parts={"id": grant})
    return grant


def _wanted(offered: Mapping[str, Any], pair: Pair) -> dict[str, list[str]]:
    """The items the consumer's programme takes, and its region, of what is on offer: no more than is needed."""
    schema = pair.consumption.schema
    expected = schema.document.get("properties") if schema and pair.item == offered.get("code") else None
    names = [
        name for item in _listed(offered, "items") for name in [_record(item).get("name")] if isinstance(name, str)
    ]
    taken = [name for name in names if isinstance(expected, Mapping) and name in {*expected, pair.consumption.key}]
    regions = _regions(_words(offered, "regions"), pair.consumer.region)
    return {name: found for name, found in (("items", taken), ("regions", regions)) if found}


def _regions(offered: list[str], own: str) -> list[str]:
    """The consumer's own region, or a part of it where the whole holds all on offer; empty where it is not offered."""
    if own not in offered:
        return []
    parts = [region for region in offered if lies_within(region, own) and region != own]
    return [parts[0]] if parts and all(lies_within(region, own) for region in offered) else [own]


def queried(ask: Ask, step: str, grant: str) -> None:
    """Read every record of a grant over the service interface."""
    list(turned(ask, "queryRecords", step, PAGE, MOST_PAGES, {"id": grant}))


def _by_service(ask: Ask, grant: str, pair: Pair) -> None:
    queried(ask, "service", grant)


def _by_file(ask: Ask, grant: str, pair: Pair) -> None:
    ask("downloadFile", step="file", parts={"id": grant})


def _by_batch(ask: Ask, grant: str, pair: Pair) -> None:
    """Start a batch and wait for it; take its messages in as the consumer would, and ask for their receipts."""
    batch = _record(ask("startBatch", step="batch-start", parts={"id": grant}).data).get("id")
    if not isinstance(batch, str):
        return
    for _ in range(POLLS):
        job = _record(ask("getBatch", step="batch", parts={"id": grant, "batch": batch}).data)
        if job.get("state") != "running":
            break
    headers = [_record(_record(message).get("header")) for message in _listed(job, "messages")]
    sent = [header["id"] for header in headers if isinstance(header.get("id"), str)]
    for identifier in ask.sample(sent, RECEIPTS, Text("报文", "messages"), operation="getReceipt"):
        for step in ("receipt", "receipt-again"):
            ask("getReceipt", step=step, parts={"id": identifier})
    list(turned(ask, "listMessages", "messages", {**PAGE, "resource": pair.item}, MOST_PAGES))


TAKING = {"service": _by_service, "batch": _by_batch, "file": _by_file}
"""How a consumer takes what is delivered by each method."""


def _listed(record: Mapping[str, Any], name: str) -> list[Any]:
    found = record.get(name)
    return found if isinstance(found, list) else []


def _words(record: Mapping[str, Any], name: str) -> list[str]:
    return [word for word in _listed(record, name) if isinstance(word, str)]


def _record(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}
