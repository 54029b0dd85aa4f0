"""Reads a list and records of it as JSON and as pages for people, and the code lists that name what they code."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member
from conformance.model.text import Text
from conformance.probes import code_lists
from conformance.probes.html_pages import CONTROL

NEEDS = Text("有供人阅读的页面", "pages for people")
MOST_ENTRIES = 40
PAGE_SIZE = 100
SHORT_PAGE = 7
MEDIA = "text/html"
HTML = {"Accept": MEDIA}
JSON = {"Accept": "application/json"}


def fits(contract: Contract, record: RecordKind) -> bool:
    if not record.has("list", "read"):
        return False
    asked = (contract.operations[record.operations["list"]], contract.operations[record.operations["read"]])
    return all(MEDIA in (operation.response(200) or {}) for operation in asked)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {**code_lists.SENDS, CONTROL: 1, record.operations["list"]: 7, record.operations["read"]: 2 * MOST_ENTRIES}


def probe(ask: Ask, record: RecordKind) -> None:
    listed, read, form = record.operations["list"], record.operations["read"], record.listing
    first = {form.page: 1, form.size: PAGE_SIZE}
    if CONTROL in ask.contract.operations:
        ask(CONTROL, step="control", headers=HTML)
    ask(listed, step="list-html", query=first, headers=HTML)
    page = ask(listed, step="list-json", query=first, headers=JSON)
    for number in (1, 2):
        short = {form.page: number, form.size: SHORT_PAGE}
        ask(listed, step="list-html", query=short, headers=HTML)
        ask(listed, step="list-json", query=short, headers=JSON)
    if record.public:
        page = ask(listed, step="published", query={**record.public, form.size: PAGE_SIZE})
    if code_lists.SENDS.keys() <= ask.contract.operations.keys():
        code_lists.read_lists(ask, "index", "codes")
    known = ask.parts(read)
    keys = (member(item, record.key) for item in record.entries(page.data))
    named, total = [key for key in keys if isinstance(key, str)], member(page.data, form.total)
    for identifier in ask.sample(named, MOST_ENTRIES, record.title, "html", of=total):
        entry = {**known, list(known)[-1]: identifier}
        ask(read, step="json", parts=entry, headers=JSON)
        ask(read, step="html", parts=entry, headers=HTML)
