"""Sends JSON nested far deeper than any entry is, then asks whether the system still answers."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

LEVELS = 20_000


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2, "listResources": 1}


def probe(ask: Ask) -> None:
    arrays = b'{"items":' + b"[" * LEVELS + b"]" * LEVELS + b"}"
    objects = b'{"items":' * LEVELS + b"1" + b"}" * LEVELS
    ask("registerResource", role="officer", step="deep", raw=arrays, media="application/json")
    ask("registerResource", role="officer", step="deep", raw=objects, media="application/json")
    ask("listResources", step="after")
