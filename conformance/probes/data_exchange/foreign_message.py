"""Sends a message to its receiver, then has departments that are no party to it read message and receipt."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed

STRANGERS = ("upper", "lower")


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 1, "getMessage": 1 + len(STRANGERS), "getReceipt": len(STRANGERS)}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    parts = {"id": message["header"]["id"]}
    ask("getMessage", role="peer", step="sound-read", parts=parts)
    for role in STRANGERS:
        ask("getMessage", role=role, step="as-stranger", parts=parts)
        ask("getReceipt", role=role, step="as-stranger", parts=parts)
