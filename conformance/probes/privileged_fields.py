"""Registers an entry twice: as it should be, and with members that only the system may set."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

PRIVILEGED = {"status": "published", "version": 7, "publishedAt": "2020-01-02T03:04:05+08:00"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 2, "getResource": 2}


def probe(ask: Ask) -> None:
    body = ask.example("registerResource")
    name = ask.unique("夹带状态名录")
    ask("registerResource", role="officer", step="plain", body={**body, "name": f"{name}甲"})
    made = ask("registerResource", role="officer", step="privileged", body={**body, "name": f"{name}乙", **PRIVILEGED})
    record = made.data if isinstance(made.data, dict) else {}
    if 200 <= made.status < 300 and isinstance(record.get("id"), str):
        entry = {"id": record["id"]}
        ask("getResource", role="officer", step="read-back", parts=entry)
        ask("getResource", role="peer", step="seen", parts=entry)
