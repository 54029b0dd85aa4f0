"""Registers an entry with a code no list holds, and one without fault, and looks what was stored of the two."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

UNKNOWN = {"updateFrequency": "99"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2, "listResources": 1}


def probe(ask: Ask) -> None:
    body = ask.example("registerResource")
    name = ask.unique("代码核对名录")
    ask("registerResource", role="officer", step="known", body={**body, "name": f"{name}甲"})
    ask("registerResource", role="officer", step="unknown", body={**body, **UNKNOWN, "name": f"{name}乙"})
    ask("listResources", role="officer", step="stored", query={"q": name})
