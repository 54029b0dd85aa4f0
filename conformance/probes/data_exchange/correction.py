"""Asks for a record to be corrected (`asked`, `read`), has it answered (`replied`), and reads what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.sharing_request import member, offered


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": 1, "listRequests": 1, "submitCorrection": 1, "getCorrection": 2, "replyCorrection": 1}


def probe(ask: Ask) -> None:
    resource = offered(ask, "conditional")[0]
    asked = ask(
        "submitCorrection",
        role="peer",
        step="asked",
        parts={"id": resource["id"]},
        body=ask.example("submitCorrection"),
    )
    identifier = member(asked, "id")
    if not isinstance(identifier, str):
        return
    parts = {"id": identifier}
    ask("getCorrection", role="peer", step="read", parts=parts)
    ask("replyCorrection", role="officer", step="replied", parts=parts, body=ask.example("replyCorrection"))
    ask("getCorrection", role="peer", step="told", parts=parts)
