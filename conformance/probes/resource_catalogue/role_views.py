"""Reads the same page and the same entry as one's own unit, as a peer, as an upper and as a lower unit."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

LEVELS = ("own-unit", "peer", "upper", "lower")
PAGE_SIZE = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": len(LEVELS), "getResource": len(LEVELS)}


def probe(ask: Ask) -> None:
    pages = [
        ask("listResources", role=role, step="list", query={"page": 1, "pageSize": PAGE_SIZE}).data for role in LEVELS
    ]
    known = [set(_published(page)) for page in pages]
    shared = [identifier for identifier in _published(pages[0]) if all(identifier in ids for ids in known)]
    ask.need(shared, Text("没有各级都看得到的条目", "no entry is seen by all levels"))
    for role in LEVELS:
        ask("getResource", role=role, step="record", parts={"id": shared[0]})


def _published(page: object) -> list[str]:
    items = page.get("items") if isinstance(page, dict) else None
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [item["id"] for item in found if item.get("status") == "published" and isinstance(item.get("id"), str)]
