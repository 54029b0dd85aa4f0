"""Sends messages under a nonce used before, of a time past and one to come, and in another department's name.

The same goes first under an id, a nonce and a time of its own (`fresh`). Others are within the time allowed
(`within`), to a department nobody knows (`to-nobody`), and about nothing the platform has (`about-nothing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed

LATE, IN_TIME = timedelta(minutes=11), timedelta(minutes=8)
NOBODY = "11110000000000000N"
"""A credit code that holds, with an organisation code nobody was ever given."""
NOTHING = "399999/999999"


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "getTime": 10, "sendMessage": 10}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    ask("sendMessage", role="peer", step="fresh", body=readdressed(ask, message))
    again = readdressed(ask, message, nonce=message["header"]["nonce"])
    ask("sendMessage", role="peer", step="same-nonce", body=again)
    ask("sendMessage", role="peer", step="stale", body=readdressed(ask, message, late=LATE))
    ask("sendMessage", role="peer", step="early", body=readdressed(ask, message, late=-LATE))
    for late in (IN_TIME, -IN_TIME):
        ask("sendMessage", role="peer", step="within", body=readdressed(ask, message, late=late))
    ask("sendMessage", role="peer", step="to-nobody", body=readdressed(ask, message, receiver=NOBODY))
    ask("sendMessage", role="peer", step="about-nothing", body=readdressed(ask, message, resource=NOTHING))
    borrowed = readdressed(ask, message, sender=message["header"]["receiver"], receiver=message["header"]["sender"])
    ask("sendMessage", role="peer", step="as-another", body=borrowed)
