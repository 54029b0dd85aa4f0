"""Registers a record twice: as it should be, and with members that only the system may set.

What was as it should be is read after the other (`plain-again`), and by who has no part in it (`plain-seen`).
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.making import body_of, make, may_be_made, parts_of

NEEDS = Text("可登记、可读取、有状态", "a creation, a read and a state")


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("read") and record.tells("state") and bool(record.advanced)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["create"]: 2, record.operations["read"]: 4}


def probe(ask: Ask, record: RecordKind) -> None:
    plain = make(ask, record, "plain", body=body_of(ask, record, "夹带状态名录甲"))
    made = make(ask, record, "privileged", body={**body_of(ask, record, "夹带状态名录乙"), **record.advanced})
    if 200 <= made.status < 300:
        read, entry = record.operations["read"], parts_of(ask, record, made)
        ask(read, role=record.roles["creator"], step="read-back", parts=entry)
        if "outsider" in record.roles:
            ask(read, role=record.roles["outsider"], step="seen", parts=entry)
        if 200 <= plain.status < 300:
            entry = parts_of(ask, record, plain)
            ask(read, role=record.roles["creator"], step="plain-again", parts=entry)
            if "outsider" in record.roles:
                ask(read, role=record.roles["outsider"], step="plain-seen", parts=entry)
