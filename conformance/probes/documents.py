"""Reads what the system says of itself: its declaration and its interface document."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

STEPS = {"getDeclaration": "declaration", "getContract": "contract"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {operation: 1 for operation in STEPS if operation in contract.operations}


def probe(ask: Ask) -> None:
    for operation, step in STEPS.items():
        if operation in ask.contract.operations:
            ask(operation, step=step)
