"""Registers a record without and one with harmless markup in its title, and reads the page of the latter."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import body_of, called, make, may_be_made, parts_of, plain_text, reworded

NEEDS = Text("可登记名称、有供人阅读的页面", "a creation with a title, and pages for people")
MARK = "<b id=hutong-mark>"
HTML = "text/html"
PAGE = {"Accept": HTML}


def fits(contract: Contract, record: RecordKind) -> bool:
    if not (record.has("read", "list") and may_be_made(contract, record) and plain_text(contract, record, "title")):
        return False
    return HTML in (contract.operations[record.operations["read"]].response(200) or {})


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 2, record.operations["read"]: 1, record.operations["list"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    plain = make(ask, record, "plain", body=body_of(ask, record, "页面核对名录"))
    ask.need(plain.response, Text("没有应答", "there was no answer"))
    name = ask.unique("页面核对名录")
    body = called(record, body_of(ask, record), f"{name}{MARK}乙")
    body = reworded(record, body, MARK) if plain_text(ask.contract, record, "text") else body
    made = make(ask, record, "marked", body=body)
    if 200 <= made.status < 300:
        creator, search, entry = record.roles["creator"], record.listing.search, parts_of(ask, record, made)
        ask(record.operations["read"], role=creator, step="marked-page", parts=entry, headers=PAGE)
        query = {search: name} if search else {}
        ask(record.operations["list"], role=creator, step="marked-list", query=query, headers=PAGE)
