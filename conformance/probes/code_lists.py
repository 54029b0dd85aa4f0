"""Reads the index of code lists, every list in it, and the entries of the catalogue, whose codes they explain."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.pages import walk

MOST_LISTS = 60
MOST_PAGES = 10
PAGE_SIZE = 100


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listCodeLists": 1, "getCodeList": MOST_LISTS, "listResources": MOST_PAGES}


def probe(ask: Ask) -> None:
    index = ask("listCodeLists", step="index")
    for identifier in _ids(index.data)[:MOST_LISTS]:
        ask("getCodeList", step="list", parts={"list": identifier})
    walk(ask, "listResources", "values", {"page": 1, "pageSize": PAGE_SIZE}, MOST_PAGES)


def _ids(data: object) -> list[str]:
    items = data.get("items") if isinstance(data, dict) else None
    found = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [identifier for identifier in found if isinstance(identifier, str) and identifier]
