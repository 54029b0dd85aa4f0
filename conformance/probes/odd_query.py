"""Lists with values that are odd but harmless: numbers out of range, quotes, brackets and rare characters."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("按页列出", "a list by pages")
MARK = "<b id=hutong-mark>"
SEARCHES = ("'", '"', "' '", "%", "_", "\\", "({[", MARK, "𠮷㐂", " ", "0")
NUMBERS = ("abc", "-1", "1e3")
SIZES = ("0", "99999999999999999999")


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.page)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    searches = len(SEARCHES) if record.listing.search else 0
    return {record.operations["list"]: len(NUMBERS) + len(SIZES) + searches}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    parts, reader = ask.parts(operation), record.roles.get("reader", "")
    for name, values in ((form.page, NUMBERS), (form.size, SIZES)):
        for value in values:
            ask(operation, role=reader, step="wrong", parts=parts, query={name: value})
    for words in SEARCHES if form.search else ():
        ask(operation, role=reader, step="odd", parts=parts, query={form.search: words})
