"""Asks every operation that is not public without a credential, and reads also with one that nobody issued."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.verdict import Undecided
from conformance.probes.corpus import fresh
from conformance.probes.own_operations import Needed, needed

MADE_UP = {"Authorization": "Bearer hutong-nobody-issued-this"}


def sends(contract: Contract) -> Mapping[str, int]:
    counts = {operation.id: 2 for operation in guarded(contract)}
    for operation in guarded(contract):
        if operation.undo and operation.undo.within:
            counts[operation.undo.within] = counts.get(operation.undo.within, 0) + 1
    return counts


def probe(ask: Ask) -> None:
    for operation in guarded(ask.contract):
        if not operation.safe:
            parts = fresh(ask, operation, "made")
            ask(operation.id, role="anonymous", step="anonymous", parts=parts, body=body(ask, operation))
            continue
        try:
            parts = ask.parts(operation.id)
        except Undecided:
            continue  # an address nobody can know yet costs that operation alone
        sent = needed(operation) or Needed()
        for step, headers in (("anonymous", sent.headers), ("made-up", {**sent.headers, **MADE_UP})):
            ask(operation.id, role="anonymous", step=step, parts=parts, query=sent.query, headers=headers)


def guarded(contract: Contract) -> list[Operation]:
    """The operations that need a credential and can be asked without harm: reads first, then what can be undone."""
    found = [operation for operation in contract.operations.values() if not operation.public]
    reads = [operation for operation in found if operation.method == "GET" and needed(operation) is not None]
    return reads + [operation for operation in found if operation.undo and not operation.safe]


def body(ask: Ask, operation: Operation) -> object:
    """The contract's own example of the body; None where the operation takes none."""
    return ask.example(operation.id) if operation.body else None
