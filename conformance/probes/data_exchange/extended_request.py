"""Has the time to answer extended too far (`too-far`), then as agreed (`extended`), and reads what is `told`.

At last it is extended once more (`extended-again`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import asked_for, complete, member, offered

EXTENSION = {"result": "extend", "reason": "需征求多个业务处室意见。"}
TOO_FAR = timedelta(days=60)
"""Longer than two periods of ten working days, whatever holidays they meet."""


def sends(contract: Contract) -> Mapping[str, int]:
    asked = ("getDeclaration", "listResources", "listRequests", "submitRequest", "getRequest")
    return {**dict.fromkeys(asked, 1), "decideRequest": 3}


def probe(ask: Ask) -> None:
    authority = member(ask("getDeclaration", role="anonymous", step="declaration"), "department")
    ask.need(isinstance(authority, str), Text("声明没有写明主管部门", "the declaration names no authority"))
    agreed = {**EXTENSION, "approver": authority}
    resource = offered(ask, "conditional")[0]
    made = asked_for(ask, resource, "submitted", complete(ask, resource))
    parts, until = {"id": made["id"]}, (ask.today + TOO_FAR).isoformat()
    ask("decideRequest", role="officer", step="too-far", parts=parts, body={**agreed, "until": until})
    ask("decideRequest", role="officer", step="extended", parts=parts, body=agreed)
    ask("getRequest", role="peer", step="told", parts=parts)
    ask("decideRequest", role="officer", step="extended-again", parts=parts, body=agreed)
