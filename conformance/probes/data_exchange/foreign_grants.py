"""Takes delivery of what it was granted by each method (`within`), then has other departments ask by those grants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.data_exchange.exchange_ledgers import TAKES

OTHERS = ("upper", "lower")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listGrants": 1, **dict.fromkeys(TAKES.values(), 1 + len(OTHERS))}


def probe(ask: Ask) -> None:
    listed = ask("listGrants", role="peer", step="grants", query={"state": "active", "page": 1, "pageSize": 100})
    granted: dict[str, Mapping[str, Any]] = {}
    for grant in entries(listed.data):
        granted.setdefault(str(grant.get("method")), grant)
    ask.need(granted, Text("没有有效的授权", "no grant is active"))
    for method in [method for method in TAKES if method in granted]:
        parts = {"id": str(granted[method].get("id"))}
        if 200 <= ask(TAKES[method], role="peer", step="within", parts=parts).status < 300:
            for role in OTHERS:
                ask(TAKES[method], role=role, step="as-another", parts=parts)
