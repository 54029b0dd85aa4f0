"""Takes delivery of what one department was granted, by service interface, by file and in a batch.

`grants` and `resources` say what was granted and what the items are; a batch is started (`started`) and looked at
(`batch`) until it has ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.exchange_ledgers import items_of
from conformance.probes.data_exchange.sharing_request import member
from conformance.probes.pages import walk

PAGE_SIZE = 100
MOST_PAGES = 5
MOST_EACH = 2
MOST_LOOKS = 5
READS = {"service": "queryRecords", "file": "downloadFile"}


def sends(contract: Contract) -> Mapping[str, int]:
    return {
        "listGrants": MOST_PAGES,
        "listResources": MOST_PAGES,
        "queryRecords": MOST_EACH,
        "downloadFile": MOST_EACH,
        "startBatch": 1,
        "getBatch": MOST_LOOKS,
    }


def probe(ask: Ask) -> None:
    active = {"state": "active", "page": 1, "pageSize": PAGE_SIZE}
    pages = walk(ask, "listGrants", "grants", active, MOST_PAGES)
    walk(ask, "listResources", "resources", {"page": 1, "pageSize": PAGE_SIZE}, MOST_PAGES)
    grants = [grant for page in pages for grant in items_of(page) if isinstance(grant.get("id"), str)]
    ask.need(grants, Text("没有有效的授权", "no grant is active"))
    for method, operation in READS.items():
        for identifier in _by(grants, method)[:MOST_EACH]:
            query = {"page": 1, "pageSize": PAGE_SIZE} if method == "service" else None
            ask(operation, step=method, parts={"id": identifier}, query=query)
    for identifier in _by(grants, "batch")[:1]:
        _batch(ask, identifier)


def _batch(ask: Ask, grant: str) -> None:
    """Start a batch, and look at it until it has ended or was looked at often enough."""
    batch = member(ask("startBatch", step="started", parts={"id": grant}), "id")
    for _ in range(MOST_LOOKS if isinstance(batch, str) else 0):
        seen = ask("getBatch", step="batch", parts={"id": grant, "batch": batch})
        if member(seen, "state") != "running":
            return


def _by(grants: Sequence[Mapping[str, Any]], method: str) -> list[str]:
    """The grants of a method in force, those of the fewest items first."""
    found = [grant for grant in grants if grant.get("method") == method and grant.get("state") == "active"]
    return [str(grant["id"]) for grant in sorted(found, key=lambda grant: len(str(grant.get("items"))))]
