"""Does something that succeeds and something that is refused, then reads the audit records of both.

The creator of a record makes it, tries to decide on it (`refused`), sends a change that no contract allows (`wrong`)
and withdraws it (`done`), which somebody without a credential tried before (`unknown`); the auditor reads the records
once (`read`), and again (`records`) to find them with that first reading among them.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import audit_of, make, may_be_made, parts_of

NEEDS = Text("可登记、可决定、可撤销且有审计记录", "creation, decision and withdrawal, beside audit records")
PAGE_SIZE = 50


def fits(contract: Contract, record: RecordKind) -> bool:
    decided = record.has("decide", "withdraw") and "decider" in record.roles
    return decided and may_be_made(contract, record) and audit_of(contract) is not None


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    acts = {name: 1 for word, name in record.operations.items() if word in ("create", "decide", "change", "withdraw")}
    acts |= {record.operations["withdraw"]: 2}
    audit = audit_of(contract)
    return {**acts, **({audit.operations["list"]: 2} if audit else {})}


def probe(ask: Ask, record: RecordKind) -> None:
    creator = record.roles["creator"]
    entry = parts_of(ask, record, make(ask, record, "made", body=ask.example(record.operations["create"])))
    decide = record.operations["decide"]
    ask(decide, role=creator, step="refused", parts=entry, body=ask.example(decide))
    if record.has("change"):
        change = record.operations["change"]
        ask(change, role=creator, step="wrong", parts=entry, body=_spoilt(ask.example(change)))
    ask(record.operations["withdraw"], role="anonymous", step="unknown", parts=entry)
    ask(record.operations["withdraw"], role=creator, step="done", parts=entry)
    audit = audit_of(ask.contract)
    if audit is not None:
        auditor, size = audit.roles["reader"], audit.listing.size
        ask(audit.operations["list"], role=auditor, step="read", query={size: 1})
        ask(audit.operations["list"], role=auditor, step="records", query={size: PAGE_SIZE})


def _spoilt(body: Mapping[str, object]) -> dict[str, object]:
    """A body whose first text is a number."""
    first = next(name for name, value in body.items() if isinstance(value, str))
    return {**body, first: 7}
