"""Has the misuse of a grant reported, and asks for data before and after."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import CONSENT, asked_for, complete, member, offered

GRANTING = {"listResources": 1, "listRequests": 1, "submitRequest": 1, "decideRequest": 1}
"""What `granted` sends at most."""
REPORT = {"reason": "抽查发现数据用于商业推广，超出授权的使用场景。"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {**GRANTING, "queryRecords": 2, "reportMisuse": 1, "getGrant": 1}


def probe(ask: Ask) -> None:
    grant = {"id": granted(ask)}
    ask("queryRecords", role="peer", step="before", parts=grant)
    ask("reportMisuse", role="administrator", step="reported", parts=grant, body=REPORT)
    ask("getGrant", role="peer", step="suspended", parts=grant)
    ask("queryRecords", role="peer", step="after", parts=grant)


def granted(ask: Ask) -> str:
    """A fresh grant by service interface of an unconditional resource, decided on where that is not done at once."""
    resource = offered(ask, "unconditional", "service")[0]
    made = asked_for(ask, resource, "asked", {**complete(ask, resource), "method": "service"})
    grant = made.get("grant")
    if not isinstance(grant, str):
        grant = member(
            ask("decideRequest", role="officer", step="decided", parts={"id": made["id"]}, body=CONSENT), "grant"
        )
    ask.need(isinstance(grant, str), Text("没有取得授权", "no grant was obtained"))
    return str(grant)
