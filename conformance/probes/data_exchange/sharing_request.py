"""Leads one request for a conditional resource from asking through consent to the data.

A department asks for some of the items (`submitted`), tries to consent to its own request (`own-decision`) and looks
at it (`before`); the provider consents (`decided`), and what was granted (`granted`) is delivered (`delivered`);
which, where data came, the request then tells (`supplied`). Data are asked for in the scenario granted
(`in-scenario`), and at last for a region that lies outside those granted (`elsewhere`). Whoever consented, the grant is
what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.pages import missing_from, one_page, tell_rest, turned

PAGE_SIZE = 100
MOST_RECORD_PAGES = 2
YEAR = timedelta(days=365)
CONSENT = {"result": "consent", "opinion": "材料齐全，符合共享条件，同意共享。"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "listResources": 1,
        "listRequests": 1,
        "submitRequest": 1,
        "decideRequest": 2,
        "getRequest": 2,
        "getGrant": 1,
        "queryRecords": 2 + MOST_RECORD_PAGES,
    }


def probe(ask: Ask) -> None:
    resource = offered(ask, "conditional", "service")[0]
    made = asked_for(ask, resource, "submitted", narrowed(ask, resource))
    parts = {"id": made["id"]}
    own = ask("decideRequest", role="peer", step="own-decision", parts=parts, body=CONSENT)
    before = ask("getRequest", role="peer", step="before", parts=parts)
    decided = ask("decideRequest", role="officer", step="decided", parts=parts, body=CONSENT)
    grant = next((found for told in (decided, own, before) if (found := member(told, "grant"))), None)
    if not isinstance(grant, str):
        return
    granted = ask("getGrant", role="peer", step="granted", parts={"id": grant})
    query, named = {"pageSize": PAGE_SIZE}, {"id": grant}
    pages = [*turned(ask, "queryRecords", "delivered", query, MOST_RECORD_PAGES, named, "peer")]
    if any(entries(page) for page in pages):
        ask("getRequest", role="peer", step="supplied", parts=parts)
    if isinstance(scenario := member(granted, "scenario"), str):
        used = {**query, "scenario": scenario}
        ask("queryRecords", role="peer", step="in-scenario", parts=named, query=used)
    for region in _outside(_list(resource.get("regions")), _list(member(granted, "regions")))[:1]:
        one_page(ask, "queryRecords", "elsewhere", {**query, "region": region}, named, "peer")


def offered(ask: Ask, share_type: str, method: str = "", *, are_judged: bool = False) -> list[Mapping[str, Any]]:
    """The resources of a sharing type in service, those first that the officer's department decides on.

    They are those of the first page: enough to take one of, and told in the verdict where each of them is judged.
    """
    page = ask("listResources", role="peer", step="offered", query=_in_service(share_type))
    if are_judged:
        tell_rest(ask, page, of_every_step=True)
    asked = ask("listRequests", role="officer", step="officers", query={"page": 1, "pageSize": PAGE_SIZE})
    own = {str(request.get("resource")) for request in entries(asked.data)}
    found = [
        item
        for item in entries(page.data)
        if isinstance(item.get("id"), str)
        and item.get("shareType") == share_type
        and (not method or method in _list(item.get("methods")))
    ]
    missing = Text(f"没有 {share_type} 类的资源在服务", f"no {share_type} resource is in service")
    ask.need(found, missing_from(missing, page))
    return sorted(found, key=lambda item: (str(item.get("code")) not in own, -len(_list(item.get("regions")))))


def complete(ask: Ask, resource: Mapping[str, Any]) -> dict[str, Any]:
    """A request with all five elements, by the first method on offer, from today on for a year."""
    methods = _list(resource.get("methods"))
    period = {"from": ask.today.isoformat(), "to": (ask.today + YEAR).isoformat()}
    return {**ask.example("submitRequest"), "period": period, **({"method": methods[0]} if methods else {})}


def narrowed(ask: Ask, resource: Mapping[str, Any]) -> dict[str, Any]:
    """A complete request by service interface for some items of a resource in one region, so that less is granted."""
    body = complete(ask, resource)
    items = [item for item in _list(resource.get("items")) if isinstance(item, dict)]
    spare = next((item for item in items if not item.get("key") and not item.get("region")), None)
    names = [item.get("name") for item in items if item is not spare]
    regions = _list(resource.get("regions"))
    apart = [region for region in regions if _outside(regions, [region])] or regions
    scope = {**body["scope"], "items": names, "regions": apart[:1]}
    return {**body, "method": "service", "scope": {name: value for name, value in scope.items() if value}}


def _outside(regions: list[Any], granted: list[Any]) -> list[str]:
    """The regions of a resource that lie in none of those granted; none where it is not told what was granted."""
    areas = [area for area in granted if isinstance(area, str)]
    outside = (it for it in regions if isinstance(it, str) and not any(lies_within(it, area) for area in areas))
    return list(outside) if areas else []


def asked_for(
    ask: Ask, resource: Mapping[str, Any], step: str, body: Mapping[str, Any], role: str = "peer"
) -> dict[str, Any]:
    """Ask for a resource; the request as taken in, which has an id."""
    made = ask("submitRequest", role=role, step=step, parts={"id": resource["id"]}, body=body)
    data = made.data if isinstance(made.data, dict) else {}
    ask.need(isinstance(data.get("id"), str), Text("申请没有编号", "the request was given no id"))
    return data


def member(exchange: Exchange, name: str) -> Any:
    """A member of the object that came back; None where there is none."""
    return exchange.data.get(name) if isinstance(exchange.data, dict) else None


def _in_service(share_type: str) -> Mapping[str, Any]:
    return {"shareType": share_type, "status": "in-service", "page": 1, "pageSize": PAGE_SIZE}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
