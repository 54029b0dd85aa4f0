"""Asks for an unconditional resource with the five elements and nothing beyond them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.sharing_request import FIVE, complete, offered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitRequest": 1}


def probe(ask: Ask) -> None:
    resource = offered(ask, "unconditional")[0]
    body = {name: value for name, value in complete(ask, resource).items() if name in FIVE}
    ask("submitRequest", role="peer", step="asked", parts={"id": resource["id"]}, body=body)
