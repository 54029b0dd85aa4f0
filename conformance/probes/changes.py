"""Reads the whole change feed, and again only what changed since the middle of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.pages import walk

PAGE_SIZE = 100
MOST_PAGES = 20


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listChanges": 2 * MOST_PAGES}


def probe(ask: Ask) -> None:
    pages = walk(ask, "listChanges", "all", {"pageSize": PAGE_SIZE}, MOST_PAGES)
    moments = sorted({moment for page in pages for moment in _moments(page)})
    ask.need(moments, Text("变更清单中没有时间", "the change feed states no times"))
    since = moments[len(moments) // 2]
    walk(ask, "listChanges", "since", {"since": since, "pageSize": PAGE_SIZE}, MOST_PAGES)


def _moments(page: Mapping[str, Any]) -> list[str]:
    items = page.get("items")
    found = [item.get("at") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [moment for moment in found if isinstance(moment, str)]
