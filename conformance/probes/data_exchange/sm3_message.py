"""Sends a message with an SM3 digest, reads it back, and sends one whose SM3 digest is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 2, "getMessage": 1}


def probe(ask: Ask) -> None:
    message = composed(ask, "SM3")
    ask("sendMessage", role="peer", step="sent", body=message)
    ask("getMessage", role="peer", step="read", parts={"id": message["header"]["id"]})
    right = message["header"]["digest"]["value"]
    wrong = {"algorithm": "SM3", "value": right[::-1]}
    ask("sendMessage", role="peer", step="wrong", body=readdressed(ask, message, digest=wrong))
