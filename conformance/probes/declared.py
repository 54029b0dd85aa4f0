"""Sound requests of a contract's operations, of which a question changes one thing to draw out a stated answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.record import RecordKind
from conformance.model.template import names
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
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


def sound(ask: Ask, operation: Operation, parts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What an operation is asked with: of a living object, or of one made for it where the operation alters it.

    With `parts`, of what these name.
    """
    sent = needed(operation) or Needed()
    if parts is None:
        parts = ask.parts(operation.id) if operation.safe else fresh(ask, operation, "made")
    asked = {"parts": parts, "query": sent.query, "headers": sent.headers}
    return asked if operation.safe else {**asked, "body": body(ask, operation)}


def lists_at_top(contract: Contract, record: RecordKind) -> bool:
    """Whether records of a kind are listed by themselves, not under another record."""
    listed = contract.operations.get(record.operations.get("list", ""))
    return listed is not None and "{" not in listed.path


def at_or_below(contract: Contract, record: RecordKind) -> Iterator[Operation]:
    """What is asked at the address a record is read at, or directly below it."""
    read = contract.operations.get(record.operations.get("read", ""))
    if read is None:
        return
    for one in contract.operations.values():
        is_there = one.path == read.path or one.path.startswith(read.path + "/")
        if is_there and names(one.path) == names(read.path):
            yield one


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


def put(
    ask: Ask,
    operations: Iterable[Operation],
    question: Callable[[Operation], object],
    step: str = "",
    most: int | None = None,
    what: Text = OPERATIONS,
) -> None:
    """Put a question to each operation; what one lacks costs that one alone, and is said of the step, or of every step.

    With `most` it is put to the first so many of what there is; with one number it is told of how many it was not.
    Raises Undecided where none could be asked.
    """
    there, lacking = [*operations], dict[str, Undecided]()
    wanted = there[:most]
    for operation in wanted:
        try:
            question(operation)
        except Undecided as undecided:
            lacking[operation.id] = undecided
    left = [*lacking, *(operation.id for operation in there[len(wanted) :])]
    if left:
        why = Reason.BUDGET if len(wanted) < len(there) else None
        ask.cut(len(there) - len(left), len(there), what, step, left=left, why=why)
    if lacking and len(lacking) == len(wanted):
        raise next(iter(lacking.values()))
