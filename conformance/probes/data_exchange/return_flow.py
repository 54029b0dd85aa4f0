"""Asks, as a department of a lower level, for what an upper level holds about the asker's own region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.exchange_ledgers import items_of
from conformance.probes.data_exchange.sharing_request import FIVE, complete, member, offered

PAGE_SIZE = 100


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 2, "submitRequest": 1, "queryRecords": 1}


def probe(ask: Ask) -> None:
    own = ask("listRequests", role="lower", step="own", query={"page": 1, "pageSize": PAGE_SIZE})
    region = next((_at(request, "requester", "region") for request in items_of(own.data)), None)
    ask.need(isinstance(region, str), Text("不知道下级部门的区划", "the region of the lower level is not known"))
    above = [
        item
        for item in offered(ask, "conditional", "service")
        if _at(item, "provider", "region") != region and region in _regions(item)
    ]
    ask.need(above, Text("没有涉及下级区域的上级资源", "no resource of an upper level concerns the lower one's region"))
    body = {name: value for name, value in complete(ask, above[0]).items() if name in FIVE}
    body |= {"method": "service", "scope": {**body["scope"], "regions": [region]}}
    made = ask("submitRequest", role="lower", step="asked", parts={"id": above[0]["id"]}, body=body)
    grant = member(made, "grant")
    if isinstance(grant, str):
        ask("queryRecords", role="lower", step="returned", parts={"id": grant}, query={"pageSize": PAGE_SIZE})


def _at(record: Mapping[str, Any], name: str, member: str) -> Any:
    inner = record.get(name)
    return inner.get(member) if isinstance(inner, dict) else None


def _regions(resource: Mapping[str, Any]) -> list[Any]:
    regions = resource.get("regions")
    return regions if isinstance(regions, list) else []
