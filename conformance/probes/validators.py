"""Reads whatever can be read, and what comes with an entity tag once more on condition that it changed."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.probes.conditional_get import CONDITION, entity_tag
from conformance.probes.declared import askable, put, sound


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation.id: 2 for operation in _reads(contract)}


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        asked = sound(ask, operation)
        headers = asked.pop("headers")
        tag = entity_tag(ask(operation.id, step="first", headers=headers, **asked))
        if tag:
            draws = 304 if "304" in operation.responses else 0
            ask(operation.id, step="again", headers={**headers, CONDITION: tag}, draws=draws, **asked)

    put(ask, _reads(ask.contract), question, "again")


def _reads(contract: Contract) -> list[Operation]:
    return [operation for operation in askable(contract) if operation.safe]
