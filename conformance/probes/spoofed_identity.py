"""Lists records with headers by which gateways tell who asks, between two readings without them.

A list that grows by being read is asked so without a credential only, and once by who may see it.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.declared import lists_at_top

NEEDS = Text("可列出", "a list")
SPOOFED = {
    "X-Role": "administrator",
    "X-User": "administrator",
    "X-User-Role": "administrator",
    "X-Forwarded-User": "administrator",
    "X-Remote-User": "administrator",
}


def fits(contract: Contract, record: RecordKind) -> bool:
    return lists_at_top(contract, record)


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: 6}


def probe(ask: Ask, record: RecordKind) -> None:
    operation = record.operations["list"]
    _asked(ask, operation, "anonymous", record.listing.moves)
    if record.listing.moves:
        ask(operation, role=record.roles.get("reader", ""), step="served")
    else:
        _asked(ask, operation, record.roles.get("outsider", ""))


def _asked(ask: Ask, operation: str, role: str, moves: bool = False) -> None:
    """Ask without, with, and without them again; of a list that moves, only where it is refused."""
    plain = ask(operation, role=role, step="plain")
    if moves and 200 <= plain.status < 300:
        return
    ask(operation, role=role, step="spoofed", headers=SPOOFED)
    ask(operation, role=role, step="plain")
