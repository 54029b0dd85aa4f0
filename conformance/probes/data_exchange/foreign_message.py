"""Sends a message to its receiver, then has departments that are no party to it read message, receipt and list.

What the others ask for themselves (`stranger`) says who they are. The receiver reads both (`read-by-receiver`); it and
the others try to withdraw the message (`withdrawn-by-others`), which its sender then reads again (`still-there`).
Another one its sender withdraws and looks for (`withdrawn`, `gone`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.message_exchange import PAGE_SIZE, PREPARED, composed, readdressed
from conformance.probes.data_exchange.sharing_request import complete

RECEIVER, STRANGERS = "officer", ("upper", "lower")
TRIES = 2
"""How many resources, of different departments, each of the others asks for at most: its own it may not ask for."""


def sends(contract: Contract) -> Mapping[str, int]:
    strange = dict.fromkeys(("getMessage", "getReceipt", "listMessages"), len(STRANGERS))
    more = {"sendMessage": 2, "getMessage": 4 + len(STRANGERS), "getReceipt": 2 + len(STRANGERS), "listRequests": 1}
    named = {"listResources": PREPARED["listResources"] + 1, "submitRequest": TRIES * len(STRANGERS)}
    return {
        **PREPARED,
        **strange,
        **more,
        **named,
        "listMessages": 2 + len(STRANGERS),
        "withdrawMessage": 2 + len(STRANGERS),
    }


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    parts = {"id": message["header"]["id"]}
    listed = {"resource": message["header"]["resource"], "page": 1, "pageSize": PAGE_SIZE}
    ask("getMessage", role="peer", step="sound-read", parts=parts)
    _named(ask)
    for role in STRANGERS:
        ask("getMessage", role=role, step="as-stranger", parts=parts)
        ask("getReceipt", role=role, step="as-stranger", parts=parts)
        ask("listMessages", role=role, step="listed-as-stranger", query=listed)
    ask("listRequests", role=RECEIVER, step="officers", query=listed)
    ask("getMessage", role=RECEIVER, step="read-by-receiver", parts=parts)
    ask("getReceipt", role=RECEIVER, step="receipt-by-receiver", parts=parts)
    for role in (*STRANGERS, RECEIVER):
        ask("withdrawMessage", role=role, step="withdrawn-by-others", parts=parts)
    ask("getMessage", role="peer", step="still-there", parts=parts)
    again = readdressed(ask, message)
    parts = {"id": again["header"]["id"]}
    ask("sendMessage", role="peer", step="to-withdraw", body=again)
    ask("listMessages", role="peer", step="list-before", query=listed)
    ask("withdrawMessage", role="peer", step="withdrawn", parts=parts)
    ask("getMessage", role="peer", step="gone", parts=parts)
    ask("getReceipt", role="peer", step="gone", parts=parts)
    ask("listMessages", role="peer", step="list-after", query=listed)


def _named(ask: Ask) -> None:
    """Have the others ask for data, so that what they made names their departments."""
    query = {"shareType": "unconditional", "status": "in-service", "page": 1, "pageSize": PAGE_SIZE}
    page = ask("listResources", role="peer", step="resources", query=query)
    first: dict[str, Mapping[str, Any]] = {}
    for item in entries(page.data):
        if isinstance(item.get("id"), str):
            first.setdefault(_provider(item), item)
    found = [*first.values()]
    for role in STRANGERS:
        with suppress(Undecided):
            for resource in found[:TRIES]:
                parts, body = {"id": resource["id"]}, complete(ask, resource)
                if 200 <= ask("submitRequest", role=role, step="stranger", parts=parts, body=body).status < 300:
                    break


def _provider(resource: Mapping[str, Any]) -> str:
    provider = resource.get("provider")
    return str(provider.get("uscc")) if isinstance(provider, Mapping) else ""
