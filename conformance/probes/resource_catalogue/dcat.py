"""Reads the DCAT export, and the entries it maps, in the same role."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.records import listed

MOST_PAGES = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getDcat": 1, "listResources": MOST_PAGES}


def probe(ask: Ask) -> None:
    ask("getDcat", step="dcat")
    listed(ask, ask.contract.records["entry"], MOST_PAGES)
