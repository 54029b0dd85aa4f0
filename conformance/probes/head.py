"""Asks for the same thing with GET, with HEAD, and with GET again."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.probes.declared import put
from conformance.probes.own_operations import READS, plain_reads

MOST_OPERATIONS = 40
METHODS = {"HEAD": MOST_OPERATIONS}


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation.id: 3 for operation in candidates(contract)[:MOST_OPERATIONS]}


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        parts = ask.parts(operation.id)
        ask(operation.id, step="get", parts=parts)
        ask(operation.id, step="head", parts=parts, method="HEAD")
        ask(operation.id, step="get-again", parts=parts)

    put(ask, candidates(ask.contract), question, most=MOST_OPERATIONS, what=READS)


def candidates(contract: Contract) -> list[Operation]:
    """What may be read again: a record of each kind, else the plain reads of the contract."""
    kinds = [record for record in contract.records.values() if record.has("read") and not record.tells("acts")]
    return [contract.operations[record.operations["read"]] for record in kinds] or plain_reads(contract)
