"""Asks for a resource without two of the five elements (`asked`), then supplies just those two (`supplemented`)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import complete, member, offered

LEFT_OUT = ("basis", "period")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitRequest": 1, "getRequest": 1, "supplementRequest": 1}


def probe(ask: Ask) -> None:
    resource = offered(ask, "conditional")[0]
    body = complete(ask, resource)
    lacking = {name: value for name, value in body.items() if name not in LEFT_OUT}
    asked = ask("submitRequest", role="peer", step="asked", parts={"id": resource["id"]}, body=lacking)
    identifier = member(asked, "id")
    if not isinstance(identifier, str):
        return
    parts = {"id": identifier}
    ask("getRequest", role="peer", step="read", parts=parts)
    rest = {name: body[name] for name in LEFT_OUT if name in body}
    ask.need(len(rest) == len(LEFT_OUT), Text("示例缺少要素", "the example lacks an element"))
    ask("supplementRequest", role="peer", step="supplemented", parts=parts, body=rest)
