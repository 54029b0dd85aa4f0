"""Registers a record, reads it, changes it where it can be changed, and reads it again."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import may_be_made, plain_text, registered, reworded

NEEDS = Text("可登记、可读取", "a creation and a read")


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("read")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    change = {record.operations["change"]: 1} if record.has("change") else {}
    return {record.operations["create"]: 1, record.operations["read"]: 2, **change}


def probe(ask: Ask, record: RecordKind) -> None:
    body, entry = registered(ask, record, "标识核对名录")
    read, creator = record.operations["read"], record.roles["creator"]
    ask(read, role=creator, step="read", parts=entry)
    if record.has("change") and plain_text(ask.contract, record, "text"):
        other = reworded(record, body, "其后变更。")
        ask(record.operations["change"], role=creator, step="changed", parts=entry, body=other)
        ask(read, role=creator, step="reread", parts=entry)
