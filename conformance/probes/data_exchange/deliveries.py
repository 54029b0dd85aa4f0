"""Takes delivery of what one department was granted, by service interface, by file and in a batch.

`grants` and `resources` say what was granted and what the items are; of one grant each `region` is asked for; a batch
is started (`started`) and looked at (`batch`) until it has ended. Of each resource drawn on the schema its provider
publishes is read (`schema`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.data_exchange.sharing_request import MOST_RECORD_PAGES, asked_for, complete, member, offered
from conformance.probes.pages import one_page, turned, walk

PAGE_SIZE = 100
MOST_PAGES = 50
MOST_EACH = 20
MOST_BATCHES = 5
MOST_LOOKS = 5
ACCEPTED = 202
"""What was begun goes on after the answer."""
SEVERAL, MOST_REGIONS = 2, 10
REGIONS = Text("授权的行政区划", "regions granted")
READS = {"service": "queryRecords", "file": "downloadFile"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "listGrants": MOST_PAGES,
        "listResources": 1 + MOST_PAGES,
        "listRequests": 1,
        "submitRequest": 1,
        "queryRecords": MOST_RECORD_PAGES * MOST_EACH + MOST_REGIONS,
        "downloadFile": MOST_EACH,
        "startBatch": MOST_BATCHES,
        "getBatch": MOST_LOOKS * MOST_BATCHES,
        "getResourceSchema": MOST_EACH,
    }


def probe(ask: Ask) -> None:
    active = {"state": "active", "page": 1, "pageSize": PAGE_SIZE}
    pages = walk(ask, "listGrants", "grants", active, MOST_PAGES)
    listed = walk(ask, "listResources", "resources", {"page": 1, "pageSize": PAGE_SIZE}, MOST_PAGES)
    providers = {str(item.get("code")): _uscc(item.get("provider")) for page in listed for item in entries(page)}
    seen = [grant for page in pages for grant in entries(page) if isinstance(grant.get("id"), str)]
    ask.need(seen, Text("没有有效的授权", "no grant is active"))
    own = _department(ask) or _always_a_party(seen, providers)
    grants = [grant for grant in seen if _uscc(grant.get("consumer")) == own]
    ask.need(grants, Text("看不出哪些授权属于本部门", "it cannot be told which grants are the department's own"))
    title = ask.contract.records["grant"].title
    for method, operation in READS.items():
        for identifier in ask.sample(_by(grants, method), MOST_EACH, title, method):
            if method == "service":
                first, parts = {"page": 1, "pageSize": PAGE_SIZE}, {"id": identifier}
                deque(turned(ask, operation, method, first, MOST_RECORD_PAGES, parts), maxlen=0)
            else:
                ask(operation, step=method, parts={"id": identifier})
    _by_region(ask, [grant for grant in grants if grant.get("method") == "service"])
    for identifier in ask.sample(_by(grants, "batch"), MOST_BATCHES, title, "batch"):
        batch_of(ask, identifier)
    drawn = {grant.get("resource") for grant in grants if grant.get("state") == "active"}
    found = [str(item["id"]) for page in listed for item in entries(page) if item.get("code") in drawn and "id" in item]
    for identifier in ask.sample(found, MOST_EACH, ask.contract.records["resource"].title, "schema"):
        ask("getResourceSchema", step="schema", parts={"id": identifier})


def _by_region(ask: Ask, grants: Sequence[Mapping[str, Any]]) -> None:
    """Ask for one region at a time of a grant that opens several, of one that opens few if there is any."""
    several = [grant for grant in grants if len(_list(grant.get("regions"))) >= SEVERAL]
    grant = min(several, key=lambda grant: len(_list(grant.get("regions"))), default={})
    for region in ask.sample(_list(grant.get("regions")), MOST_REGIONS, REGIONS, "region"):
        query = {"region": str(region), "page": 1, "pageSize": PAGE_SIZE}
        one_page(ask, "queryRecords", "region", query, {"id": str(grant.get("id"))})


def _department(ask: Ask) -> str:
    """The department asked as: the requester of a request it makes; empty where none can be made."""
    with suppress(Undecided):
        resource = offered(ask, "conditional")[0]
        return _uscc(asked_for(ask, resource, "own", complete(ask, resource), ask.role).get("requester"))
    return ""


def _always_a_party(seen: Sequence[Mapping[str, Any]], providers: Mapping[str, str]) -> str:
    """The department that is a party to every grant it sees; empty where two are, and each holds some."""
    parties = [{_uscc(grant.get("consumer")), providers.get(str(grant.get("resource")), "")} for grant in seen]
    consumers = {_uscc(grant.get("consumer")) for grant in seen}
    holders = [uscc for uscc in consumers if all(uscc in both for both in parties)]
    return holders[0] if len(holders) == 1 else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _uscc(party: Any) -> str:
    return str(party.get("uscc") or "") if isinstance(party, dict) else ""


def batch_of(ask: Ask, grant: str) -> Any:
    """Start a batch, and look at it until it has ended or was looked at often enough; what was seen of it ended."""
    return watched(ask, ask("startBatch", step="started", parts={"id": grant}), grant, ("",), "batch")


def watched(ask: Ask, started: Exchange, grant: str, roles: Sequence[str], step: str) -> Any:
    """Look at a batch until it has ended, as the first of these roles that may see it; what was seen of it ended."""
    batch, ended = member(started, "id"), None
    for role in roles if isinstance(batch, str) else ():
        for _ in range(MOST_LOOKS):
            seen = ask("getBatch", role=role, step=step, parts={"id": grant, "batch": batch})
            ended = seen.data if member(seen, "state") != "running" else None
            if ended is not None or not 200 <= seen.status < 300:
                break
        if 200 <= seen.status < 300:
            break
    return ended


def _by(grants: Sequence[Mapping[str, Any]], method: str) -> list[str]:
    """The grants of a method in force, those of the fewest items first."""
    found = [grant for grant in grants if grant.get("method") == method and grant.get("state") == "active"]
    return [str(grant["id"]) for grant in sorted(found, key=lambda grant: len(str(grant.get("items"))))]
