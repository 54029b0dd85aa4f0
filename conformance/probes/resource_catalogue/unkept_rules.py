"""Registers an entry that keeps every rule, and two that break one: a related code nobody has, a foreign format."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

TABLES = {"formatClass": "2", "formats": ["xlsx"]}
FOREIGN = {"formatClass": "2", "formats": ["jpg"]}
HIGH, SPAN = 900_000, 100_000


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 3}


def probe(ask: Ask) -> None:
    name = ask.unique("规则核对名录")
    body = {**ask.example("registerResource"), **TABLES}
    ask("registerResource", role="officer", step="known", body={**body, "name": f"{name}甲"})
    # Serials are given out from 1 on: one this high has not been.
    serial = HIGH + int(ask.unique("")[-5:], 16) % SPAN
    related = {"relatedCodes": [f"{body['category']}/{serial}"]}
    ask("registerResource", role="officer", step="related-codes", body={**body, **related, "name": f"{name}乙"})
    ask("registerResource", role="officer", step="formats", body={**body, **FOREIGN, "name": f"{name}丙"})
