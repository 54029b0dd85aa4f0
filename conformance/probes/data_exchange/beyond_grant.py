"""Uses a grant as granted (`within`), then beyond it: for another scenario, and as another department."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.exchange_ledgers import items_of

PAGE_SIZE = 20
ANOTHER_SCENARIO = "向企业推送商业推广信息"
OTHERS = ("upper", "lower")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listGrants": 1, "queryRecords": 2 + len(OTHERS)}


def probe(ask: Ask) -> None:
    granted = ask("listGrants", role="peer", step="grants", query={"state": "active", "page": 1, "pageSize": 100})
    found = [grant for grant in items_of(granted.data) if grant.get("method") == "service"]
    ask.need(found, Text("没有服务接口方式的有效授权", "no grant by service interface is active"))
    parts, page = {"id": str(found[0].get("id"))}, {"page": 1, "pageSize": PAGE_SIZE}
    scenario = {**page, "scenario": str(found[0].get("scenario"))}
    ask("queryRecords", role="peer", step="within", parts=parts, query=scenario)
    other = {**page, "scenario": ANOTHER_SCENARIO}
    ask("queryRecords", role="peer", step="other-scenario", parts=parts, query=other)
    for role in OTHERS:
        ask("queryRecords", role=role, step="as-another", parts=parts, query=page)
