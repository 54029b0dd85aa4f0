"""Asks every read operation of the contract that can be asked without knowing more than the contract tells.

What is held back comes last: it is named as not asked, and costs no request. Of a document of the system's own it is
told how many of all reads answered: nothing else asks for the others. Without one nobody knows how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Location, Operation, Parameter
from conformance.model.exchange import Exchange
from conformance.model.spelling import cookie, on_wire
from conformance.model.text import Text
from conformance.model.use import used
from conformance.model.verdict import Reason, Undecided

MOST_OPERATIONS = 200
READS = Text("读取操作", "operations that read")
UNNAMED = Text("读取操作（没有接口文档列出）", "operations that read, which no interface document names")
CONTROL = "getNowhere"
KEPT_BACK = (401, 403)
"""Statuses that show, as a success does, what an operation tells whoever asks."""


@dataclass(frozen=True)
class Needed:
    """What a request must hold besides its path."""

    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def sends(contract: Contract) -> Mapping[str, int]:
    held = (operation for operation in reads(contract) if operation.id in contract.holding.held)
    return {operation.id: 1 for operation in (*_called(contract)[:MOST_OPERATIONS], *held)}


def probe(ask: Ask) -> None:
    answers = [*_answers(ask)]
    own = ask.contract.own_paths
    there = [each.id for each in ask.contract.operations.values() if each.method == "GET" and each.path in own]
    left = {*there} - used(answers) - {each.operation.id for each in answers if each.status in KEPT_BACK}
    if left:
        ask.cut(len(there) - len(left), len(there), READS, left=left, why=_bounded(ask.contract))
    if not ask.contract.kind and not own:
        ask.cut(len(answers), None, UNNAMED, why=Reason.PRECONDITION_NOT_MET)


def _bounded(contract: Contract) -> Reason | None:
    """Our own bound, where it is why some of the reads were not asked."""
    return Reason.BUDGET if len(_called(contract)) > MOST_OPERATIONS else None


def _called(contract: Contract) -> list[Operation]:
    return [operation for operation in reads(contract) if operation.id not in contract.holding.held]


def _chosen(ask: Ask) -> Sequence[Operation]:
    """The reads that are asked; of a document of the system's own what is left out is told with what did not answer."""
    asked = _called(ask.contract)
    return asked[:MOST_OPERATIONS] if ask.contract.own_paths else ask.sample(asked, MOST_OPERATIONS, READS)


def _answers(ask: Ask) -> Iterator[Exchange]:
    held = ask.contract.holding.held
    unasked = [operation for operation in reads(ask.contract) if operation.id in held]
    for operation in (*_chosen(ask), *unasked):
        try:
            sent = needed(operation) or Needed()
            parts = ask.parts(operation.id)
            yield ask(operation.id, step="operation", parts=parts, query=sent.query, headers=sent.headers)
        except Undecided:
            continue  # what one operation lacks (a living object, a credential) costs that operation alone


def reads(contract: Contract) -> list[Operation]:
    """The GET operations whose required query and headers the contract itself can fill, in its order."""
    return [
        operation
        for operation in contract.operations.values()
        if operation.method == "GET" and operation.id != CONTROL and needed(operation) is not None
    ]


def plain_reads(contract: Contract) -> list[Operation]:
    """The GET operations that need no parameter at all and are not held back."""
    found = (one for one in reads(contract) if one.id not in contract.holding.held)
    return [one for one in found if not any(p.required for p in one.parameters)]


def needed(operation: Operation) -> Needed | None:
    """What an operation requires besides its path, as far as the contract tells of values; None where it does not."""
    sent: dict[Location, dict[str, Any]] = {"query": {}, "header": {}, "cookie": {}}
    for parameter in operation.parameters:
        if parameter.required and parameter.location != "path":
            told = (on_wire(parameter, value) for value in parameter.values)
            said = next((each for each in told if _fits(parameter, each)), None)
            if said is None:
                return None
            sent[parameter.location] |= said
    return Needed(sent["query"], sent["header"] | cookie(sent["cookie"]))


def _fits(parameter: Parameter, sent: Mapping[str, Any]) -> bool:
    """Whether what is sent of a parameter can stand where it is sent: not all that a document shows is a header."""
    if parameter.location == "query":
        return True
    odd = ";, " if parameter.location == "cookie" else "\t"
    return all(text.isascii() and text.isprintable() and not set(text) & set(odd) for text in map(str, sent.values()))
