"""Uses a method on a path whose contract knows no such method."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

METHODS = {"PATCH": 1}


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1}


def probe(ask: Ask) -> None:
    ask("listResources", step="method", method="PATCH")
