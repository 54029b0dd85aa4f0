"""Reads the resources (`resources`) and the schema that each of them publishes (`schema`)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.probes.pages import walk

MOST_PAGES, MOST = 50, 30


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": MOST_PAGES, "getResourceSchema": MOST}


def probe(ask: Ask) -> None:
    pages = walk(ask, "listResources", "resources", {"page": 1, "pageSize": 100}, MOST_PAGES)
    listed = [str(item["id"]) for page in pages for item in entries(page) if "id" in item]
    for identifier in ask.sample(listed, MOST, ask.contract.records["resource"].title, "schema"):
        ask("getResourceSchema", step="schema", parts={"id": identifier})
