"""Has the misuse of a grant reported, asks for data before and after, and has it reported again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.sharing_request import CONSENT, complete, member, offered

TRIES = 3
GRANTING = {"listResources": 1, "listRequests": 1, "submitRequest": TRIES, "decideRequest": TRIES}
"""What `granted` sends at most."""
REPORT = {"reason": "抽查发现数据用于商业推广，超出授权的使用场景。"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {**GRANTING, "queryRecords": 2, "reportMisuse": 2, "getGrant": 1}


def probe(ask: Ask) -> None:
    grant = {"id": granted(ask)[1]}
    ask("queryRecords", role="peer", step="before", parts=grant)
    ask("reportMisuse", role="administrator", step="reported", parts=grant, body=REPORT)
    ask("getGrant", role="peer", step="suspended", parts=grant)
    ask("queryRecords", role="peer", step="after", parts=grant)
    ask("reportMisuse", role="administrator", step="reported-again", parts=grant, body=REPORT)


def granted(ask: Ask, last: Collection[str] = (), **elements: Any) -> tuple[str, str]:
    """An unconditional resource, and a fresh grant of it by service interface, decided on where that is not at once.

    Of the resources those whose codes are in `last` come last; one that is not taken in, as a department's own, or
    that others decide on is left for the next. `elements` are asked for in place of those of a complete request.
    """
    found = sorted(offered(ask, "unconditional", "service"), key=lambda item: str(item.get("code")) in last)
    grants = ((str(resource.get("code")), granted_of(ask, resource, elements)) for resource in found[:TRIES])
    code, grant = next((pair for pair in grants if isinstance(pair[1], str)), ("", ""))
    ask.need(grant, none_of(found, TRIES, Text("没有取得授权", "no grant was obtained")))
    return code, str(grant)


def none_of(found: Sequence[Any], tries: int, missing: Text) -> Text:
    """What came of none of some resources, with how many of them were asked for."""
    asked = min(len(found), tries)
    return Text(
        f"{missing.zh}（{len(found)} 个资源中申请了 {asked} 个）",
        f"{missing.en} ({asked} of {len(found)} resources asked for)",
    )


def granted_of(ask: Ask, resource: Mapping[str, Any], elements: Mapping[str, Any]) -> Any:
    """The grant of a resource; None where it was not taken in, or not consented to."""
    body = {**complete(ask, resource), "method": "service", **elements}
    made = ask("submitRequest", role="peer", step="asked", parts={"id": resource["id"]}, body=body)
    identifier, grant = member(made, "id"), member(made, "grant")
    if isinstance(grant, str) or not isinstance(identifier, str):
        return grant
    return member(ask("decideRequest", role="officer", step="decided", parts={"id": identifier}, body=CONSENT), "grant")
