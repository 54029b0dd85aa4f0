"""Sends every operation that may answer 413 a body half as large again as the limit, between two readings of lists."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.record import RecordKind
from conformance.probes.declared import JSON, asked_with_making, put, sound, stating
from conformance.probes.deep_json import answers

STEP = "large"
BYTES = 1536 * 1024


def sends(contract: Contract) -> Mapping[str, int]:
    lists = {record.operations["list"]: 2 for record in _listed(contract)}
    return {**lists, **asked_with_making(contract, _asked(contract))}


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        asked = sound(ask, operation)
        raw = _widened(json.dumps(asked.pop("body"), ensure_ascii=False).encode())
        ask(operation.id, step=STEP, raw=raw, media=JSON, draws=413, **asked)

    for record in _listed(ask.contract):
        answers(ask, record, "before")
    put(ask, _asked(ask.contract), question, STEP)
    for record in _listed(ask.contract):
        answers(ask, record, "after")


def _widened(body: bytes) -> bytes:
    """The same JSON text with so much white space behind it that only its size departs from what is due."""
    return body + b" " * (BYTES - len(body))


def _asked(contract: Contract) -> list[Operation]:
    return [operation for operation in stating(contract, 413) if JSON in operation.body]


def _listed(contract: Contract) -> list[RecordKind]:
    """The kinds of record that are made by such a body; their lists tell whether the system still answers."""
    made = {operation.id for operation in _asked(contract)}
    return [each for each in contract.records.values() if each.has("list") and each.operations.get("create") in made]
