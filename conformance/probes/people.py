"""Reads list and entries as JSON and as pages for people; of other systems the pages that need no parameter."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.own_operations import plain_reads

MOST_ENTRIES = 6
MOST_PAGES = 10
CONTROL = "getNowhere"
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
FIRST = {"page": 1, "pageSize": 20}
PAGE_SIZE = 20


def sends(contract: Contract) -> Mapping[str, int]:
    control = {CONTROL: 1} if CONTROL in contract.operations else {}
    if "getResource" in contract.operations:
        return {"listResources": 3, "getResource": 2 * MOST_ENTRIES, **control}
    return {**{operation.id: 1 for operation in plain_reads(contract, MOST_PAGES)}, **control}


def probe(ask: Ask) -> None:
    if CONTROL in ask.contract.operations:
        ask(CONTROL, step="control", headers=HTML)
    if "getResource" not in ask.contract.operations:
        for operation in plain_reads(ask.contract, MOST_PAGES):
            ask(operation.id, step="page", headers=HTML)
        return
    ask("listResources", step="list-html", query=FIRST, headers=HTML)
    ask("listResources", step="list-json", query=FIRST, headers=JSON)
    published = ask("listResources", step="published", query={"status": "published", "pageSize": PAGE_SIZE})
    for identifier in _ids(published.data)[:MOST_ENTRIES]:
        ask("getResource", step="json", parts={"id": identifier}, headers=JSON)
        ask("getResource", step="html", parts={"id": identifier}, headers=HTML)


def _ids(data: object) -> list[str]:
    items = data.get("items") if isinstance(data, dict) else None
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [item["id"] for item in found if item.get("status") == "published" and isinstance(item.get("id"), str)]
