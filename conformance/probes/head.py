"""Asks for the same thing with GET, with HEAD, and with GET again."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.conditional_get import MOST_OPERATIONS, candidates

METHODS = {"HEAD": MOST_OPERATIONS}


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation.id: 3 for operation in candidates(contract)}


def probe(ask: Ask) -> None:
    for operation in candidates(ask.contract):
        parts = ask.parts(operation.id)
        ask(operation.id, step="get", parts=parts)
        ask(operation.id, step="head", parts=parts, method="HEAD")
        ask(operation.id, step="get-again", parts=parts)
