"""Registers a record, then lets somebody who has no part in it read, find, change and withdraw it."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import body_of, called, look_up, make, may_be_made, parts_of, plain_text

NEEDS = Text("可登记、可读取、可列出且不对外", "a creation, a read and a list that others have no part in")
ASKED = ("create", "list", "versions", "version", "change", "withdraw")


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("read", "list") and "outsider" in record.roles


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    asked = {name: 1 for word, name in record.operations.items() if word in ASKED}
    return {**asked, record.operations["read"]: 3}


def probe(ask: Ask, record: RecordKind) -> None:
    creator, outsider, operations = record.roles["creator"], record.roles["outsider"], record.operations
    name = ask.unique("待审职业培训机构名录")
    body = called(record, body_of(ask, record), name)
    entry = parts_of(ask, record, make(ask, record, "made", body=body))
    ask(operations["read"], role=creator, step="before", parts=entry)
    ask(operations["read"], role=outsider, step="read", parts=entry)
    if record.has("versions", "version"):
        ask(operations["versions"], role=outsider, step="history", parts=entry)
        ask(operations["version"], role=outsider, step="version", parts={**entry, "version": 1})
    look_up(ask, record, "listed", name, outsider)
    if record.has("change") and plain_text(ask.contract, record, "text"):
        other = {**body, record.members["text"]: "由其他单位改写的摘要。"}
        ask(operations["change"], role=outsider, step="changed", parts=entry, body=other)
    if record.has("withdraw"):
        ask(operations["withdraw"], role=outsider, step="withdrawn", parts=entry)
    ask(operations["read"], role=creator, step="after", parts=entry)
