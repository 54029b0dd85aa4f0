"""Sends a message that was altered on the way, its digest left as it was, and looks whether it was taken in."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 2, "getMessage": 2}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    ask("getMessage", role="peer", step="sound-read", parts={"id": message["header"]["id"]})
    altered = readdressed(ask, message)
    altered["records"] = [*altered["records"], altered["records"][0]]
    ask("sendMessage", role="peer", step="tampered", body=altered)
    ask("getMessage", role="peer", step="looked-up", parts={"id": altered["header"]["id"]})
