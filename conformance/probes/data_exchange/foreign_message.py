"""Sends a message to its receiver, then has departments that are no party to it read message, receipt and list."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PAGE_SIZE, PREPARED, composed

STRANGERS = ("upper", "lower")


def sends(contract: Contract) -> Mapping[str, int]:
    strange = dict.fromkeys(("getMessage", "getReceipt", "listMessages"), len(STRANGERS))
    return {**PREPARED, **strange, "sendMessage": 1, "getMessage": 1 + len(STRANGERS)}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    parts = {"id": message["header"]["id"]}
    ask("getMessage", role="peer", step="sound-read", parts=parts)
    for role in STRANGERS:
        ask("getMessage", role=role, step="as-stranger", parts=parts)
        ask("getReceipt", role=role, step="as-stranger", parts=parts)
        listed = {"resource": message["header"]["resource"], "page": 1, "pageSize": PAGE_SIZE}
        ask("listMessages", role=role, step="listed-as-stranger", query=listed)
