"""Has one department ask, use and correct, then has others read, list, record and end what is not theirs.

The department reads what it was given (`own`) and the lists that hold it (`own-list`). Others read the same by its id
(`as-stranger`), record a use and end the grant (`acted-as-stranger`), and list (`listed-as-stranger`); what they ask
for themselves (`stranger`) says who they are. The department looks at its grant at first (`held`), before and after
what others do (`before`, `unharmed`), and ends it. The provider lists the request (`listed-as-provider`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.misuse import GRANTING, granted
from conformance.probes.data_exchange.sharing_request import complete, member
from conformance.probes.pages import turned

OWNER, STRANGERS, PROVIDING = "peer", ("upper", "lower"), ("officer", "own-unit")
MOST_PAGES = 10
BY_RESOURCE = ("listRequests", "listGrants", "listAgreements")
LISTS = (*BY_RESOURCE, "listCorrections", "listDisposals", "listDisputes")
READS = ("getRequest", "getGrant", "getAgreement", "getCorrection", "getUse")


def sends(contract: Contract) -> Mapping[str, int]:
    lists = dict.fromkeys(LISTS, MOST_PAGES * (1 + len(STRANGERS)))
    reads = dict.fromkeys(READS, 1 + len(STRANGERS))
    lists["listRequests"] += MOST_PAGES * len(PROVIDING) + GRANTING["listRequests"]
    lists["listAgreements"] += 1
    acts = {"recordUse": 1 + len(STRANGERS), "endGrant": 1 + len(STRANGERS), "submitCorrection": 1}
    asked = {"submitRequest": GRANTING["submitRequest"] + len(STRANGERS), "listResources": 1 + MOST_PAGES}
    return {**GRANTING, **lists, **reads, **acts, **asked, "getGrant": 4 + len(STRANGERS)}


def probe(ask: Ask) -> None:
    code, identifier = granted(ask)
    parts = {"id": identifier}
    held = ask("getGrant", role=OWNER, step="held", parts=parts)
    resource = _resource(ask, code)
    own = {"getGrant": parts, **_written(ask, resource, held.data, parts)}
    for role in STRANGERS:
        with suppress(Undecided):  # a role without a credential costs that role alone
            body = complete(ask, resource)
            ask("submitRequest", role=role, step="stranger", parts={"id": str(resource.get("id"))}, body=body)
    for operation, named in own.items():
        for role, step in ((OWNER, "own"), *((role, "as-stranger") for role in STRANGERS)):
            _by_role(ask, operation, role, step, named)
    ask("getGrant", role=OWNER, step="before", parts=parts)
    _acted(ask, parts)
    ask("getGrant", role=OWNER, step="unharmed", parts=parts)
    ask("endGrant", role=OWNER, step="given-up", parts=parts, body=_end(ask))
    _listed(ask, code)


def _resource(ask: Ask, code: str) -> Mapping[str, Any]:
    """The resource of a code, all resources and their providers read on the way."""
    pages = turned(ask, "listResources", "resources", {"page": 1, "pageSize": 100}, MOST_PAGES, role=OWNER)
    return next((item for item in [item for page in pages for item in entries(page)] if item.get("code") == code), {})


def _written(
    ask: Ask, resource: Mapping[str, Any], held: Any, grant: Mapping[str, str]
) -> dict[str, Mapping[str, str]]:
    """What the department asked for, agreed on and writes down: by operation, the path of what it reads."""
    named, body = {"id": str(resource.get("id"))}, ask.example("submitCorrection")
    use = ask("recordUse", role=OWNER, step="used", parts=grant, body=ask.example("recordUse"))
    correction = ask("submitCorrection", role=OWNER, step="asked", parts=named, body=body)
    found = {"getUse": {**grant, "use": member(use, "id")}, "getCorrection": {"id": member(correction, "id")}}
    agreed = ask("listAgreements", role=OWNER, step="agreed", query={"resource": resource.get("code")})
    both = (item.get("id") for item in entries(agreed.data) if _consumer(item) == _consumer(held))
    found |= {"getAgreement": {"id": next(both, None)}, "getRequest": {"id": _record(held).get("request")}}
    return {name: parts for name, parts in found.items() if all(isinstance(part, str) for part in parts.values())}


def _record(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _consumer(item: Any) -> Any:
    return _record(_record(item).get("consumer")).get("uscc")


def _by_role(ask: Ask, operation: str, role: str, step: str, parts: Mapping[str, str]) -> None:
    with suppress(Undecided):
        ask(operation, role=role, step=step, parts=parts)


def _acted(ask: Ask, grant: Mapping[str, str]) -> None:
    for role in STRANGERS:
        with suppress(Undecided):
            ask("recordUse", role=role, step="acted-as-stranger", parts=grant, body=ask.example("recordUse"))
            ask("endGrant", role=role, step="acted-as-stranger", parts=grant, body=_end(ask))


def _end(ask: Ask) -> dict[str, Any]:
    body = ask.example("endGrant")
    return {**body, "disposal": {**body["disposal"], "at": ask.today.isoformat()}}


def _listed(ask: Ask, code: str) -> None:
    """Read the lists as the department itself and as others, and that of requests as who provides."""
    asked = [(role, "listed-as-stranger") for role in STRANGERS]
    for operation in LISTS:
        query = {"page": 1, "pageSize": 100, **({"resource": code} if operation in BY_RESOURCE else {})}
        provided = [(role, "listed-as-provider") for role in PROVIDING if operation == "listRequests"]
        for role, step in ((OWNER, "own-list"), *asked, *provided):
            with suppress(Undecided):
                list(turned(ask, operation, step, query, MOST_PAGES, role=role))
