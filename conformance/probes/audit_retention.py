"""Reads how long audit records are said to be kept, the newest, the oldest, and how old the system's records are."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind, member, whole
from conformance.model.text import Text
from conformance.probes.declared import lists_at_top

NEEDS = Text("写明操作人", "an account that acted")
PAGE_SIZE = 50
DECLARED = "getDeclaration"


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and record.tells("acts")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    first = {each.operations["list"]: 1 for each in dated(contract)}
    return {DECLARED: 1, **first, record.operations["list"]: 2}


def probe(ask: Ask, record: RecordKind) -> None:
    ask(DECLARED, role="anonymous", step="declaration")
    for each in dated(ask.contract):
        ask(each.operations["list"], step="begun", query={each.listing.page: 1, each.listing.size: 1})
    operation, reader, form = record.operations["list"], record.roles.get("reader", ""), record.listing
    newest = ask(operation, role=reader, step="newest", query={form.page: 1, form.size: PAGE_SIZE})
    total = whole(member(newest.data, form.total))
    ask.need(total, Text("没有读到审计记录", "no audit record could be read"))
    ask(operation, role=reader, step="oldest", query={form.page: total, form.size: 1})


def dated(contract: Contract) -> list[RecordKind]:
    """The kinds of record by which a system's age is told: those with a time, listed by themselves, but for audit."""
    kinds = [each for each in contract.records.values() if each.tells("made") and not each.tells("acts")]
    return [each for each in kinds if lists_at_top(contract, each)]
