"""Asks every read operation of the contract that can be asked without knowing more than the contract tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.verdict import Undecided

MOST_OPERATIONS = 40
CONTROL = "getNowhere"


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation.id: 1 for operation in reads(contract)}


def probe(ask: Ask) -> None:
    for operation in reads(ask.contract):
        try:
            ask(operation.id, step="operation", parts=ask.parts(operation.id), query=needed(operation))
        except Undecided:
            continue  # what one operation lacks (a living object, a credential) costs that operation alone


def reads(contract: Contract) -> list[Operation]:
    """The GET operations whose required query and headers the contract itself can fill, in its order.

    What is held back comes last and counts for nothing: it is named as not asked, and costs no request.
    """
    found = [
        operation
        for operation in contract.operations.values()
        if operation.method == "GET" and operation.id != CONTROL and needed(operation) is not None
    ]
    held = contract.holding.held
    return [it for it in found if it.id not in held][:MOST_OPERATIONS] + [it for it in found if it.id in held]


def plain_reads(contract: Contract, most: int) -> list[Operation]:
    """The first few GET operations that need no parameter at all."""
    found = (one for one in reads(contract) if one.id not in contract.holding.held)
    return [one for one in found if not any(p.required for p in one.parameters)][:most]


def needed(operation: Operation) -> dict[str, Any] | None:
    """The required query of an operation, filled from the contract's own examples; None where one has none."""
    query: dict[str, Any] = {}
    for parameter in operation.parameters:
        if parameter.required and parameter.location != "path":
            value = _stated(parameter.schema)
            if value is None or parameter.location == "header":
                return None
            query[parameter.name] = value
    return query


def _stated(schema: Mapping[str, Any]) -> Any:
    for word in ("example", "default", "const"):
        if word in schema:
            return schema[word]
    for word in ("examples", "enum"):
        values = schema.get(word)
        if isinstance(values, list) and values:
            return values[0]
    return None
