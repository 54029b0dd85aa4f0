"""Asks every operation that may answer 406 for a representation that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.probes.declared import asked_with_making, is_sound, put, sound, stating

STEP = "unheard-of"
UNHEARD_OF = "application/x-hutong-unheard-of"


def sends(contract: Contract) -> Mapping[str, int]:
    return asked_with_making(contract, _asked(contract))


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        asked = sound(ask, operation)
        headers = {**asked.pop("headers"), "Accept": UNHEARD_OF}
        ask(operation.id, step=STEP, headers=headers, draws=406, **asked)

    put(ask, _asked(ask.contract), question, STEP)


def _asked(contract: Contract) -> list[Operation]:
    return [operation for operation in stating(contract, 406) if is_sound(contract, operation)]
