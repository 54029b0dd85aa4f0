"""Searches for a few characters of a title the list just showed, and for words no title holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("可按名称检索", "a list that can be searched by title")
LENGTHS = (4, 3, 2)
PAGE_SIZE = 100
NOWHERE_FOUND = "魑魅魍魉饕餮"
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.search) and record.tells("title")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 2 + len(LENGTHS)}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    parts = ask.parts(operation)
    page = ask(operation, step="list", parts=parts, query={form.page: 1, form.size: PAGE_SIZE})
    title = _chinese(record, page.data)
    ask.need(title, Text("目录中没有中文名称可供检索", "no entry has a Chinese title to search for"))
    for length in LENGTHS:
        ask(operation, step="search", parts=parts, query={form.search: title[-length:], form.size: PAGE_SIZE})
    ask(operation, step="nothing", parts=parts, query={form.search: NOWHERE_FOUND, form.size: PAGE_SIZE})


def _chinese(record: RecordKind, page: object) -> str:
    """The first run of Chinese characters in a title of the page; empty where there is none."""
    names = [record.part(item, "title") for item in record.entries(page)]
    runs = (CHINESE.search(name) for name in names if isinstance(name, str))
    return next((run.group() for run in runs if run), "")
