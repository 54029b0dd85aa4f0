"""Sends a message whose records are not those of the resource it names."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed

UNFIT = [{"hutong-unknown-item": "并非该资源的数据项"}]


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 2}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="fit", body=message)
    ask("sendMessage", role="peer", step="unfit", body=readdressed(ask, message, records=UNFIT))
