"""Searches for a few characters of a title the list just showed, and for words no title holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

LENGTHS = (4, 3, 2)
PAGE_SIZE = 100
NOWHERE_FOUND = "魑魅魍魉饕餮"
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 2 + len(LENGTHS)}


def probe(ask: Ask) -> None:
    page = ask("listResources", step="list", query={"page": 1, "pageSize": PAGE_SIZE})
    title = _chinese(page.data)
    ask.need(title, Text("目录中没有中文名称可供检索", "no entry has a Chinese title to search for"))
    for length in LENGTHS:
        ask("listResources", step="search", query={"q": title[-length:], "pageSize": PAGE_SIZE})
    ask("listResources", step="nothing", query={"q": NOWHERE_FOUND, "pageSize": PAGE_SIZE})


def _chinese(data: object) -> str:
    """The first run of Chinese characters in a title of the page; empty where there is none."""
    items = data.get("items") if isinstance(data, dict) else None
    names = [item.get("name") for item in items or () if isinstance(item, dict)] if isinstance(items, list) else []
    runs = (CHINESE.search(name) for name in names if isinstance(name, str))
    return next((run.group() for run in runs if run), "")
