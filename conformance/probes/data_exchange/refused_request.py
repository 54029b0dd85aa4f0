"""Has a request refused with a reason (`refused`) and reads what is `told`, then another without one (`unreasoned`)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.sharing_request import asked_for, complete, offered

REFUSAL = {
    "result": "refuse",
    "reason": "申请的使用场景与履行职责无关。",
    "legalBasis": "《政务数据共享条例》第二十条",
}


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitRequest": 2, "decideRequest": 2, "getRequest": 1}


def probe(ask: Ask) -> None:
    resource = offered(ask, "conditional")[0]
    parts = {"id": asked_for(ask, resource, "submitted", complete(ask, resource))["id"]}
    ask("decideRequest", role="officer", step="refused", parts=parts, body=REFUSAL)
    ask("getRequest", role="peer", step="told", parts=parts)
    parts = {"id": asked_for(ask, resource, "submitted", complete(ask, resource))["id"]}
    ask("decideRequest", role="officer", step="unreasoned", parts=parts, body={"result": "refuse"})
