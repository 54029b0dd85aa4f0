"""Makes a record for each act that is possible on it, withdraws it, and then asks for the act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.record import RecordKind
from conformance.model.text import Text
from conformance.probes.corpus import made_for, named_by
from conformance.probes.declared import body, put
from conformance.probes.making import may_be_made, parts_of

NEEDS = Text("可登记、可撤回，且其上另有操作", "a creation, a withdrawal, and acts on it")


class _Act(NamedTuple):
    """What may be done with what a creation makes; `on` is the act by which it is known what it is done with."""

    operation: Operation
    on: Operation


def fits(contract: Contract, record: RecordKind) -> bool:
    return may_be_made(contract, record) and record.has("withdraw") and any(_acts(contract, record))


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    acts = [*_acts(contract, record)]
    each = {act.operation.id: 1 for act in acts}
    return {**each, record.operations["create"]: len(acts), record.operations["withdraw"]: len(acts)}


def probe(ask: Ask, record: RecordKind) -> None:
    withdraw, creator = record.operations["withdraw"], record.roles["creator"]
    known = {act.operation.id: act.on for act in _acts(ask.contract, record)}

    def question(operation: Operation) -> None:
        made = made_for(ask, known[operation.id], "made")
        parts = named_by(ask, known[operation.id], made)
        gone = ask(withdraw, role=creator, step="withdrawn", parts=parts_of(ask, record, made))
        if 200 <= gone.status < 300:
            asked = body(ask, operation)
            ask(operation.id, step="afterwards", parts=parts, body=asked, draws=409)

    put(ask, (ask.contract.operations[name] for name in known), question)


def _acts(contract: Contract, record: RecordKind) -> Iterator[_Act]:
    """The acts on what a creation makes, its withdrawal aside, and what is made directly under it."""
    creation, withdraw = record.operations["create"], record.operations["withdraw"]
    posted = [one for one in contract.operations.values() if one.undo and not one.safe and one.id != withdraw]
    acts = [one for one in posted if one.undo and one.undo.within == creation]
    yield from (_Act(act, act) for act in acts)
    under = {_address(act): act for act in acts}
    for one in posted:
        if one.undo and one.undo.operation and _address(one) in under:
            yield _Act(one, under[_address(one)])


def _address(operation: Operation) -> str:
    """The path of an operation as far as it names what is acted on."""
    return operation.path.rpartition("}")[0]
