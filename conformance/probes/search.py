"""Searches for characters of a title the list just showed, of each other member searched, for none, and in vain."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member
from conformance.model.text import Text
from conformance.probes.pages import one_page

NEEDS = Text("可按名称检索", "a list that can be searched by title")
LENGTHS = (4, 3, 2)
PAGE_SIZE = 100
NOWHERE_FOUND = "魑魅魍魉饕餮"
SHORT = re.compile(r"[\u4e00-\u9fff]{2,6}")
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.search) and record.tells("title")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 3 + len(LENGTHS) + len(record.listing.searched)}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    parts = ask.parts(operation)
    page = one_page(ask, operation, "list", {form.page: 1, form.size: PAGE_SIZE}, parts, form=form)
    title = _chinese(record, page.data)
    ask.need(title, Text("目录中没有中文名称可供检索", "no entry has a Chinese title to search for"))
    for length in LENGTHS:
        query = {form.search: title[-length:], form.size: PAGE_SIZE}
        one_page(ask, operation, "search", query, parts, form=form)
    ask(operation, step="nothing", parts=parts, query={form.search: NOWHERE_FOUND, form.size: PAGE_SIZE})
    ask(operation, step="empty", parts=parts, query={form.search: "", form.size: PAGE_SIZE})
    for name in form.searched:
        for word in _words(record, name, page.data):
            query = {form.search: word, form.size: PAGE_SIZE}
            one_page(ask, operation, "member", query, parts, form=form)


def _words(record: RecordKind, name: str, page: object) -> list[str]:
    """A few characters that one of the members searched holds, and no other of them in any record of the page."""
    others = [other for other in record.listing.searched if other != name]
    texts = [(_text(item, [name]), _text(item, others)) for item in record.entries(page)]
    runs = (run.group() for text, _ in texts for run in SHORT.finditer(text))
    everywhere = " ".join(other for _, other in texts)
    return next(([word] for word in runs if word not in everywhere), [])


def _text(item: object, names: list[str]) -> str:
    found = (member(item, name) for name in names)
    return " ".join(str(one) for value in found for one in (value if isinstance(value, list) else [value]))


def _chinese(record: RecordKind, page: object) -> str:
    """The first run of Chinese characters in a title of the page; empty where there is none."""
    names = [record.part(item, "title") for item in record.entries(page)]
    runs = (CHINESE.search(name) for name in names if isinstance(name, str))
    return next((run.group() for run in runs if run), "")
