"""Changes a record on the strength of its entity tag, then once more on the strength of the tag it had before."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.conditional_get import entity_tag
from conformance.probes.making import may_be_made, plain_text, registered, reworded, takes_header

NEEDS = Text("可按实体标记变更", "a change that rests on an entity tag")


def fits(contract: Contract, record: RecordKind) -> bool:
    rests = takes_header(contract, record.operations.get("change", ""), "If-Match")
    return rests and record.has("read") and may_be_made(contract, record) and bool(plain_text(contract, record, "text"))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 1, record.operations["read"]: 2, record.operations["change"]: 2}


def probe(ask: Ask, record: RecordKind) -> None:
    body, entry = registered(ask, record, "并发变更名录")
    read, change, creator = record.operations["read"], record.operations["change"], record.roles["creator"]
    tag = entity_tag(ask(read, role=creator, step="read", parts=entry))
    ask.need(tag, Text("条目没有实体标记", "the entry carries no entity tag"))
    mine, theirs = (reworded(record, body, f"{words}。") for words in ("先到的变更", "后到的变更"))
    ask(change, role=creator, step="current", parts=entry, body=mine, headers={"If-Match": tag})
    ask(change, role=creator, step="stale", parts=entry, body=theirs, headers={"If-Match": tag})
    ask(read, role=creator, step="after", parts=entry)
