"""Registers a record whose title, or text, holds rarely used Chinese characters, and reads it back.

The same with common ones goes first (`common`).
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import body_of, make, may_be_made, parts_of, wording

NEEDS = Text("可登记文字、可读取", "a creation with a title or a text, and a read")
RARE = "𠮷㐂䶮"
"""One character outside the basic plane, two inside it that old code pages lack."""


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("read") and bool(wording(contract, record))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 2, record.operations["read"]: 1}


def probe(ask: Ask, record: RecordKind) -> None:
    name = wording(ask.contract, record)
    make(ask, record, "common", body={**body_of(ask, record), name: ask.unique("青石桥镇地名信息")})
    made = make(ask, record, "registered", body={**body_of(ask, record), name: ask.unique(f"{RARE}镇地名信息")})
    if not 200 <= made.status < 300:
        return
    entry = parts_of(ask, record, made)
    ask(record.operations["read"], role=record.roles["creator"], step="read", parts=entry)
