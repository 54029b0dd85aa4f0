"""Asks for a representation that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

UNHEARD_OF = "application/x-hutong-unheard-of"


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "getResource": 1}


def probe(ask: Ask) -> None:
    ask("listResources", step="unheard-of", headers={"Accept": UNHEARD_OF})
    ask("getResource", step="unheard-of", parts=ask.parts("getResource"), headers={"Accept": UNHEARD_OF})
