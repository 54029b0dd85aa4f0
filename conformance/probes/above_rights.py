"""Asks for operations in roles that the contract does not admit to them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.probes.corpus import fresh
from conformance.probes.declared import body, put
from conformance.probes.unauthenticated import guarded

OUTSIDERS = ("applicant", "peer", "auditor")


def sends(contract: Contract) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for operation in guarded(contract):
        times = len(outsiders(operation))
        counts[operation.id] = counts.get(operation.id, 0) + times
        if operation.undo and operation.undo.within:
            counts[operation.undo.within] = counts.get(operation.undo.within, 0) + times
    return counts


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        for role in outsiders(operation):
            parts = ask.parts(operation.id) if operation.safe else fresh(ask, operation, "made")
            ask(operation.id, role=role, step="above-rights", parts=parts, body=body(ask, operation), draws=403)

    put(ask, (operation for operation in guarded(ask.contract) if outsiders(operation)), question)


def outsiders(operation: Operation) -> list[str]:
    """The roles asked in that may not call an operation; none where the document does not say who may."""
    return [role for role in OUTSIDERS if operation.roles and role not in operation.roles]
