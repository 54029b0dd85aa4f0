"""Registers an entry whose name holds rarely used Chinese characters, and reads it back."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.lifecycle import registered

RARE = "𠮷㐂䶮"
"""One character outside the basic plane, two inside it that old code pages lack."""


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "getResource": 1}


def probe(ask: Ask) -> None:
    _, record = registered(ask, f"{RARE}镇地名信息")
    ask("getResource", role="officer", step="read", parts={"id": record["id"]})
