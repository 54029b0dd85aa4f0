"""Asks what is not public without a credential, and reads also with one that nobody issued."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.verdict import Undecided
from conformance.probes.declared import askable, asked_with_making, put, sound

MADE_UP = {"Authorization": "Bearer hutong-nobody-issued-this"}


def sends(contract: Contract) -> Mapping[str, int]:
    return asked_with_making(contract, (*guarded(contract), *open_reads(contract)), 3)


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        if operation.safe:
            _read(ask, operation, "anonymous", "made-up")
        else:
            ask(operation.id, role="anonymous", step="anonymous", draws=401, **sound(ask, operation))

    def public(operation: Operation) -> None:
        _read(ask, operation, "anyone", "made-up-for-all", "anyone")

    with suppress(Undecided):  # where nothing public could be read, that is said of the step, and the rest is asked
        put(ask, open_reads(ask.contract), public, "made-up-for-all")
    put(ask, guarded(ask.contract), question)


def _read(ask: Ask, operation: Operation, plain: str, made_up: str, *again: str) -> None:
    """Read without a credential, and with one that nobody issued."""
    asked = sound(ask, operation)
    headers = asked.pop("headers")
    draws = 401 if "401" in operation.responses else 0
    for step in (plain, made_up, *again):
        sent = {**headers, **MADE_UP} if step == made_up else headers
        ask(operation.id, role="anonymous", step=step, headers=sent, draws=draws, **asked)


def guarded(contract: Contract) -> list[Operation]:
    """The operations that need a credential and can be asked without harm: reads first, then what can be undone."""
    return [operation for operation in askable(contract) if not operation.public]


def open_reads(contract: Contract) -> list[Operation]:
    """The public reads that state what they answer."""
    return [operation for operation in askable(contract) if operation.public and operation.safe and operation.responses]
