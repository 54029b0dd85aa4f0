"""Reads the DCAT export, the entries it maps, and the export once more (`dcat-again`), all in the same role."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.records import listed

MOST_PAGES = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getDcat": 2, "listResources": MOST_PAGES}


def probe(ask: Ask) -> None:
    ask("getDcat", step="dcat")
    listed(ask, ask.contract.records["entry"], MOST_PAGES)
    ask("getDcat", step="dcat-again")
