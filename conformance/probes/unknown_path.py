"""Asks for a path that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getNowhere": 1}


def probe(ask: Ask) -> None:
    ask("getNowhere", role="anonymous")
