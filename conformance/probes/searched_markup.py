"""Searches for harmless markup, and looks at the page for people that answers."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("可检索、有供人阅读的页面", "a list that can be searched, as a page for people")
MARK = "<b id=hutong-mark>"
HTML = "text/html"


def fits(contract: Contract, record: RecordKind) -> bool:
    if not (record.has("list") and record.listing.search):
        return False
    return HTML in (contract.operations[record.operations["list"]].response(200) or {})


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    operation = record.operations["list"]
    page = {record.listing.search: MARK}
    ask(operation, step="page", parts=ask.parts(operation), query=page, headers={"Accept": HTML})
