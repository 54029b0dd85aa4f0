"""Sends a body half as large again as the contract's limit, then asks whether the system still answers."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

BYTES = 1536 * 1024


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "listResources": 1}


def probe(ask: Ask) -> None:
    body = {**ask.example("registerResource"), "summary": "x" * BYTES}
    ask("registerResource", role="officer", step="large", body=body)
    ask("listResources", step="after")
