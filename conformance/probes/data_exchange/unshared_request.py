"""Asks in each role for what is not shared (`asked`), has its provider consent, and looks what `became` of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.sharing_request import CONSENT, complete, member, offered

MOST = 20
ROLES = ("peer", "upper", "lower")
UNSHARED = Text("不予共享的资源", "resources that are not shared")


def sends(contract: Contract) -> Mapping[str, int]:
    most = MOST * len(ROLES)
    return {"listResources": 1, "listRequests": 1, "submitRequest": most, "decideRequest": most, "getRequest": 2 * most}


def probe(ask: Ask) -> None:
    resources = ask.sample(offered(ask, "none", are_judged=True), MOST, UNSHARED)
    for role in ROLES:
        with suppress(Undecided):  # a role without a credential costs that role alone
            for resource in resources:
                _asked(ask, role, resource)


def _asked(ask: Ask, role: str, resource: Mapping[str, Any]) -> None:
    body = complete(ask, resource)
    asked = ask("submitRequest", role=role, step="asked", parts={"id": resource["id"]}, body=body)
    identifier = member(asked, "id")
    if isinstance(identifier, str):
        parts = {"id": identifier}
        ask("getRequest", role="officer", step="provided", parts=parts)
        ask("decideRequest", role="officer", step="decided", parts=parts, body=CONSENT)
        ask("getRequest", role=role, step="became", parts=parts)
