"""Asks for resources that are not shared (`asked`), has their provider consent, and looks what `became` of them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import CONSENT, complete, member, offered

MOST = 20
UNSHARED = Text("不予共享的资源", "resources that are not shared")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitRequest": MOST, "decideRequest": MOST, "getRequest": 2 * MOST}


def probe(ask: Ask) -> None:
    for resource in ask.sample(offered(ask, "none"), MOST, UNSHARED):
        asked = ask(
            "submitRequest", role="peer", step="asked", parts={"id": resource["id"]}, body=complete(ask, resource)
        )
        identifier = member(asked, "id")
        if isinstance(identifier, str):
            parts = {"id": identifier}
            ask("getRequest", role="officer", step="provided", parts=parts)
            ask("decideRequest", role="officer", step="decided", parts=parts, body=CONSENT)
            ask("getRequest", role="peer", step="became", parts=parts)
