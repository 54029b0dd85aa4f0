"""Asks, as a department of a lower level, for what an upper level holds about the asker's own region.

Then it asks for another region (`asked-elsewhere`), for both (`asked-both`) and for none by name (`asked-at-large`),
and a department that is not below the provider asks for its own region (`asked-by-peer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.divisions import is_above, lies_within
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import complete, member, offered
from conformance.probes.pages import missing_from

PAGE_SIZE = 100


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 3, "submitRequest": 5, "queryRecords": 1}


def probe(ask: Ask) -> None:
    own = ask("listRequests", role="lower", step="own", query={"page": 1, "pageSize": PAGE_SIZE})
    asker = next((found for request in entries(own.data) if (found := _party(request, "requester"))), {})
    region = asker.get("region")
    missing = Text("不知道下级部门的区划", "the region of the lower level is not known")
    ask.need(isinstance(region, str), missing_from(missing, own))
    above = [
        item
        for item in offered(ask, "conditional", "service")
        if region in _regions(item) and _is_above(_party(item, "provider"), asker)
    ]
    ask.need(above, Text("没有涉及下级区域的上级资源", "no resource of an upper level concerns the lower one's region"))
    body = complete(ask, above[0])
    body |= {"method": "service", "scope": {**body["scope"], "regions": [region]}}
    made = ask("submitRequest", role="lower", step="asked", parts={"id": above[0]["id"]}, body=body)
    grant = member(made, "grant")
    if isinstance(grant, str):
        ask("queryRecords", role="lower", step="returned", parts={"id": grant}, query={"pageSize": PAGE_SIZE})
    _otherwise(ask, above[0], body, str(region))


def _otherwise(ask: Ask, resource: Mapping[str, Any], body: Mapping[str, Any], region: str) -> None:
    """Ask for the same resource in other regions, and as a department that is no lower one."""
    parts, purpose = {"id": resource["id"]}, {"purpose": body["scope"]["purpose"]}
    another = next((other for other in _regions(resource) if not lies_within(other, region)), None)
    others = [another] if another else []
    for step, regions in (("asked-elsewhere", others), ("asked-both", [region, *others])):
        if others:
            scope = {**purpose, "regions": regions}
            ask("submitRequest", role="lower", step=step, parts=parts, body={**body, "scope": scope})
    ask("submitRequest", role="lower", step="asked-at-large", parts=parts, body={**body, "scope": purpose})
    peers = ask("listRequests", role="peer", step="peers", query={"page": 1, "pageSize": PAGE_SIZE})
    peer = next((found for request in entries(peers.data) if (found := _party(request, "requester"))), {})
    own = peer.get("region")
    if own in _regions(resource) and own != region and not _is_above(_party(resource, "provider"), peer):
        scope = {**purpose, "regions": [own]}
        ask("submitRequest", role="peer", step="asked-by-peer", parts=parts, body={**body, "scope": scope})


def _party(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    party = record.get(name)
    return party if isinstance(party, dict) else {}


def _is_above(provider: Mapping[str, Any], asker: Mapping[str, Any]) -> bool:
    """Whether a department is of an upper level of another's: by their levels, or by the region that holds its own."""
    if is_above(provider.get("level"), asker.get("level")):
        return True
    holding, own = provider.get("region"), asker.get("region")
    return isinstance(holding, str) and holding != own and lies_within(own, holding)


def _regions(resource: Mapping[str, Any]) -> list[Any]:
    regions = resource.get("regions")
    return regions if isinstance(regions, list) else []
