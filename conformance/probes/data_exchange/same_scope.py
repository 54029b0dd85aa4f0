"""Has one unconditional resource granted by each method it is shared by, in one scope, and takes delivery by each.

The service interface is read to its end (`service`), the file is downloaded (`file`), a batch started and looked at
until it has ended (`batch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.deliveries import MOST_LOOKS, batch_of
from conformance.probes.data_exchange.exchange_ledgers import TAKES
from conformance.probes.data_exchange.misuse import granted_of
from conformance.probes.data_exchange.sharing_request import offered
from conformance.probes.pages import walk

MOST_PAGES = 20


def sends(contract: Contract) -> Mapping[str, int]:
    asked = {
        "listResources": 1,
        "listRequests": 1,
        "submitRequest": len(TAKES),
        "decideRequest": len(TAKES),
    }
    return {**asked, "queryRecords": MOST_PAGES, "downloadFile": 1, "startBatch": 1, "getBatch": MOST_LOOKS}


def probe(ask: Ask) -> None:
    resource = max(offered(ask, "unconditional"), key=lambda item: len(_methods(item)))
    ask.need(len(_methods(resource)) > 1, Text("没有以几种方式共享的资源", "no resource is shared by several methods"))
    for method in _methods(resource):
        grant = granted_of(ask, resource, {"method": method})
        if isinstance(grant, str):
            with suppress(Undecided):
                _delivered(ask, method, {"id": grant})


def _delivered(ask: Ask, method: str, grant: Mapping[str, str]) -> None:
    if method == "service":
        walk(ask, "queryRecords", "service", {"page": 1, "pageSize": 100}, MOST_PAGES, grant)
    elif method == "file":
        ask("downloadFile", step="file", parts=grant)
    else:
        batch_of(ask, grant["id"])


def _methods(resource: Mapping[str, Any]) -> list[str]:
    offered_by = resource.get("methods")
    return [method for method in TAKES if isinstance(offered_by, list) and method in offered_by]
