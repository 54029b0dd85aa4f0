"""Asks as a page of a foreign site would have a browser ask: with its Origin, first simply, then with a preflight."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

METHODS = {"OPTIONS": 2}
ORIGINS = ("https://hutong-foreign-site.example", "null")
PREFLIGHT = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {contract.canary: 2 * len(ORIGINS)}


def probe(ask: Ask) -> None:
    canary = ask.contract.canary
    role = "anonymous" if ask.contract.operations[canary].public else ""  # a refusal says nothing of who may read
    for origin in ORIGINS:
        ask(canary, role=role, step="simple", headers={"Origin": origin})
        ask(canary, role="anonymous", step="preflight", method="OPTIONS", headers={"Origin": origin, **PREFLIGHT})
