"""Asks as a page of a foreign site would have a browser ask: with its Origin, first simply, then with a preflight.

Of what needs a credential a list is asked for too (`guarded`), by who may read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.verdict import Undecided
from conformance.probes.declared import lists_at_top

METHODS = {"OPTIONS": 2}
ORIGINS = ("https://hutong-foreign-site.example", "null")
PREFLIGHT = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}


def sends(contract: Contract) -> Mapping[str, int]:
    guarded = _guarded(contract)
    return {**({guarded: len(ORIGINS)} if guarded else {}), contract.canary: 2 * len(ORIGINS)}


def probe(ask: Ask) -> None:
    canary = ask.contract.canary
    role = "anonymous" if ask.contract.operations[canary].public else ""  # a refusal says nothing of who may read
    for origin in ORIGINS:
        ask(canary, role=role, step="simple", headers={"Origin": origin})
        ask(canary, role="anonymous", step="preflight", method="OPTIONS", headers={"Origin": origin, **PREFLIGHT})
    guarded = _guarded(ask.contract)
    for origin in ORIGINS if guarded else ():
        with suppress(Undecided):  # without a credential for it the canary alone is judged
            ask(guarded, step="guarded", headers={"Origin": origin})


def _guarded(contract: Contract) -> str:
    """The first list of records that is not the canary and needs a credential; empty where there is no such list."""
    kinds = (record for record in contract.records.values() if lists_at_top(contract, record))
    names = (record.operations["list"] for record in kinds)
    return next((name for name in names if not contract.operations[name].public and name != contract.canary), "")
