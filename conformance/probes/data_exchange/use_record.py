"""Records uses of what was granted, each lacking one element (`lacking`) and a whole one, which others look up."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import member
from conformance.probes.pages import missing_from

READERS = ("peer", "officer", "administrator")
ELEMENTS = 5
"""Of a record of use (D809 29)."""


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listGrants": 2, "recordUse": 1 + ELEMENTS, "getUse": len(READERS)}


def probe(ask: Ask) -> None:
    query = {"state": "active", "page": 1, "pageSize": 100}
    provided = ask("listGrants", role="officer", step="provided", query=query)
    obtained = ask("listGrants", role="peer", step="obtained", query=query)
    both = {str(grant.get("id")) for grant in entries(provided.data)}
    shared = [str(grant.get("id")) for grant in entries(obtained.data) if str(grant.get("id")) in both]
    missing = Text("没有双方都看得到的授权", "no grant is seen by both departments")
    ask.need(shared, missing_from(missing, provided, obtained))
    grant, body = {"id": shared[0]}, ask.example("recordUse")
    for name in body:
        lacking = {other: said for other, said in body.items() if other != name}
        ask("recordUse", role="peer", step="lacking", parts=grant, body=lacking)
    made = ask("recordUse", role="peer", step="recorded", parts=grant, body=body)
    use = member(made, "id")
    ask.need(isinstance(use, str), Text("使用记录没有编号", "the record of use was given no id"))
    for role in READERS:
        ask("getUse", role=role, step="looked-up", parts={**grant, "use": use})
