"""Asks for a resource as one may (`sound`), then each time with one element that does not fit it (`misfit`),
and at last as one may (`sound-again`).

An item and a region the resource has not, a method it is not shared by, a period that runs backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.divisions import lies_within
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.data_exchange.exchange_ledgers import TAKES
from conformance.probes.data_exchange.misuse import none_of
from conformance.probes.data_exchange.sharing_request import complete, offered

NO_ITEM, NO_REGIONS = "并非该资源的数据项", ("110101", "310101")
WAYS, TRIES = 7, 3


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitRequest": TRIES + WAYS + 1}


def probe(ask: Ask) -> None:
    found = sorted(offered(ask, "conditional"), key=lambda item: len(_list(item.get("methods"))))
    for resource in found[:TRIES]:
        body, parts = complete(ask, resource), {"id": resource["id"]}
        if 200 <= ask("submitRequest", role="peer", step="sound", parts=parts, body=body).status < 300:
            break
    else:  # what is offered is the department's own, or taken in from others only
        missing = Text("合于资源的申请也没有收件", "not even a request that fits was taken in")
        raise Undecided(Reason.PRECONDITION_NOT_MET, none_of(found, TRIES, missing))
    for misfit in _misfits(ask, resource, body):
        ask("submitRequest", role="peer", step="misfit", parts=parts, body={**body, **misfit})
    ask("submitRequest", role="peer", step="sound-again", parts=parts, body=body)


def _misfits(ask: Ask, resource: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What to ask for in place of an element that fits."""
    items = [str(item.get("name")) for item in _list(resource.get("items")) if isinstance(item, dict)]
    regions, scope = _list(resource.get("regions")), body["scope"]
    yield {"scope": {**scope, "items": [*items, NO_ITEM]}}
    strange = (region for region in NO_REGIONS if not any(lies_within(region, whole) for whole in regions))
    yield from ({"scope": {**scope, "regions": [*regions, region]}} for region in strange)
    yield from ({"method": method} for method in TAKES if method not in _list(resource.get("methods")))
    yield {"period": {"from": (ask.today + timedelta(days=9)).isoformat(), "to": ask.today.isoformat()}}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
