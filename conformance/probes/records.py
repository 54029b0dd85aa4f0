"""Reads the whole list in large pages, then entries spread over it, so that every sharing class and status appears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.pages import walk

PAGE_SIZE = 100
MOST_PAGES = 20
MOST_RECORDS = 30


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": MOST_PAGES, "getResource": MOST_RECORDS}


def probe(ask: Ask) -> None:
    chosen = spread(listed(ask), MOST_RECORDS)
    ask.need(chosen, Text("目录没有条目", "the list holds no entry"))
    for identifier in chosen:
        ask("getResource", step="record", parts={"id": identifier})


def listed(ask: Ask, most_pages: int = MOST_PAGES) -> list[Mapping[str, Any]]:
    """The entries of the list that have an id, its pages read as step `list`."""
    pages = walk(ask, "listResources", "list", {"page": 1, "pageSize": PAGE_SIZE}, most_pages)
    found = [item for page in pages if isinstance(page.get("items"), list) for item in page["items"]]
    return [item for item in found if isinstance(item, Mapping) and isinstance(item.get("id"), str)]


def spread(entries: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    """The ids of at most so many entries: each kind (sharing class and status) in turn, evenly over the list."""
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in entries:
        kinds[str(item.get("sharingClass")), str(item.get("status"))].append(item["id"])
    share = max(1, most // max(1, len(kinds)))
    chosen = [identifier for ids in kinds.values() for identifier in ids[:: -(-len(ids) // share)]]
    return sorted(set(chosen))[:most]
