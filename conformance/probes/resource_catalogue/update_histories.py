"""Reads the list, and the history of each entry of several versions that a change of law or duties renewed.

An update that was returned and mended is a later version of what was there in time.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries, member, whole
from conformance.model.text import Text
from conformance.probes.pages import walk
from conformance.probes.resource_catalogue.role_lists import HISTORY, LIST

MOST_PAGES, MOST_ENTRIES = 50, 200
RENEWED = Text("因法律或职责变化更新的条目", "entries renewed for a change of law or duties")


def sends(contract: Contract) -> Mapping[str, int]:
    return {LIST: MOST_PAGES, HISTORY: MOST_ENTRIES}


def probe(ask: Ask) -> None:
    pages = walk(ask, LIST, "list", {"page": 1, "pageSize": 100}, MOST_PAGES)
    listed = [entry for page in pages for entry in entries(page)]
    renewed = [
        entry["id"]
        for entry in listed
        if isinstance(entry.get("id"), str)
        and entry.get("status") in ("published", "draft")
        and member(entry, "changeTrigger.kind") in ("law", "duty")
        and (whole(entry.get("version")) or 0) > 1
    ]
    for identifier in ask.sample(renewed, MOST_ENTRIES, RENEWED, "history"):
        ask(HISTORY, step="history", parts={"id": identifier})
