"""Sound requests of a contract's operations, of which a question changes one thing to draw out a stated answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.corpus import fresh
from conformance.probes.own_operations import CONTROL, Needed, needed

JSON = "application/json"
OPERATIONS = Text("操作", "operations")


def askable(contract: Contract) -> list[Operation]:
    """The operations that can be asked without harm: reads first, then what can be undone."""
    found = [operation for operation in contract.operations.values() if operation.id != CONTROL]
    reads = [operation for operation in found if operation.method == "GET" and needed(operation) is not None]
    return reads + [operation for operation in found if operation.undo and not operation.safe]


def stating(contract: Contract, status: int) -> list[Operation]:
    """Of the operations that can be asked without harm those that state a status by its number."""
    return [operation for operation in askable(contract) if str(status) in operation.responses]


def is_sound(contract: Contract, operation: Operation) -> bool:
    """Whether the contract tells of a request that the operation carries out.

    What makes something and is not how a kind of record is made takes more than an example: a fresh number, a digest.
    """
    making = {record.operations.get("create") for record in contract.records.values()}
    return operation.safe or bool(operation.undo and operation.undo.within) or operation.id in making


def sound(ask: Ask, operation: Operation) -> dict[str, Any]:
    """What an operation is asked with: of a living object, or of one made for it where the operation alters it."""
    if operation.safe:
        sent = needed(operation) or Needed()
        return {"parts": ask.parts(operation.id), "query": sent.query, "headers": sent.headers}
    return {"parts": fresh(ask, operation, "made"), "body": body(ask, operation)}


def body(ask: Ask, operation: Operation) -> object:
    """The contract's own example of the body; None where the operation takes none."""
    return ask.example(operation.id) if operation.body else None


def asked_with_making(contract: Contract, operations: Iterable[Operation], times: int = 1) -> Mapping[str, int]:
    """How often operations are asked so many times each, with what makes the objects they alter."""
    counts: dict[str, int] = {}
    for operation in operations:
        within = operation.undo.within if operation.undo else ""
        for name in (operation.id, within) if within else (operation.id,):
            counts[name] = counts.get(name, 0) + times
    return counts


def put(ask: Ask, operations: Iterable[Operation], question: Callable[[Operation], object], step: str = "") -> None:
    """Put a question to each operation; what one lacks costs that one alone, and is said of the step, or of every step.

    Raises Undecided where none could be asked.
    """
    wanted, lacking = [*operations], dict[str, Undecided]()
    for operation in wanted:
        try:
            question(operation)
        except Undecided as undecided:
            lacking[operation.id] = undecided
    if lacking and len(lacking) == len(wanted):
        raise next(iter(lacking.values()))
    if lacking:
        ask.cut(len(wanted) - len(lacking), len(wanted), OPERATIONS, step, left=lacking)
