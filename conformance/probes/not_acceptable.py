"""Asks for a representation that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import RecordKind
from conformance.model.text import Text

NEEDS = Text("可列出", "a list")
UNHEARD_OF = "application/x-hutong-unheard-of"


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list")


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {name: 1 for word, name in record.operations.items() if word in ("list", "read")}


def probe(ask: Ask, record: RecordKind) -> None:
    for word, operation in record.operations.items():
        if word in ("list", "read"):
            reader = record.roles.get("reader", "")
            parts = ask.parts(operation)
            ask(operation, role=reader, step="unheard-of", parts=parts, headers={"Accept": UNHEARD_OF})
