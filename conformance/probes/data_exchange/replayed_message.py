"""Sends messages under a nonce used before, of a time past and one to come, and in another department's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed

LATE = timedelta(minutes=11)


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 5}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    again = readdressed(ask, message, nonce=message["header"]["nonce"])
    ask("sendMessage", role="peer", step="same-nonce", body=again)
    ask("sendMessage", role="peer", step="stale", body=readdressed(ask, message, late=LATE))
    ask("sendMessage", role="peer", step="early", body=readdressed(ask, message, late=-LATE))
    borrowed = readdressed(ask, message, sender=message["header"]["receiver"], receiver=message["header"]["sender"])
    ask("sendMessage", role="peer", step="as-another", body=borrowed)
