"""Harvests a catalogue the same way everywhere: its entries, one of them, its codes and classes, and its changes."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.pages import turned

PAGE = {"pageSize": 100}
MOST_PAGES = 50
MOST_LISTS = 200
ANYBODY = "anonymous"


def sends(contract: Contract) -> Mapping[str, int]:
    walked = {"listResources": MOST_PAGES, "listChanges": MOST_PAGES}
    return {
        **walked,
        "getResource": 1,
        "getDeclaration": 1,
        "listCodeLists": 1,
        "getCodeList": MOST_LISTS,
        "listCategories": 1,
    }


def probe(ask: Ask) -> None:
    ask("getDeclaration", role=ANYBODY, step="declaration")
    pages = list(turned(ask, "listResources", "list", PAGE, MOST_PAGES))
    entry = next((item for page in pages for item in entries(page) if isinstance(item.get("id"), str)), None)
    if entry is not None:
        ask("getResource", step="record", parts={"id": entry["id"]})
    lists = entries(ask("listCodeLists", role=ANYBODY, step="code-lists").data)
    for item in ask.sample(lists, MOST_LISTS, Text("代码表", "code lists"), "code-list"):
        if isinstance(item.get("id"), str):
            ask("getCodeList", role=ANYBODY, step="code-list", parts={"list": item["id"]})
    ask("listCategories", role=ANYBODY, step="categories")
    list(turned(ask, "listChanges", "changes", PAGE, MOST_PAGES))
