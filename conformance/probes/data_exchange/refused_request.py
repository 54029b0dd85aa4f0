"""Has a request refused without a reason (`unreasoned`), then with one (`refused`), and reads what is `told`."""

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
    return {"listResources": 1, "listRequests": 1, "submitRequest": 1, "decideRequest": 2, "getRequest": 1}


def probe(ask: Ask) -> None:
    resource = offered(ask, "conditional")[0]
    made = asked_for(ask, resource, "submitted", complete(ask, resource))
    parts = {"id": made["id"]}
    ask("decideRequest", role="officer", step="unreasoned", parts=parts, body={"result": "refuse"})
    ask("decideRequest", role="officer", step="refused", parts=parts, body=REFUSAL)
    ask("getRequest", role="peer", step="told", parts=parts)
