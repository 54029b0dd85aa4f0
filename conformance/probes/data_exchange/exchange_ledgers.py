"""Reads the books of an exchange platform: what was asked, answered, agreed, used, corrected, disputed and ended."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.verdict import Undecided
from conformance.probes.pages import turned, walk

PAGE_SIZE = 100
TAKES = {"service": "queryRecords", "file": "downloadFile", "batch": "startBatch"}
"""By the method granted, the operation that takes delivery."""
CONSUMER = "peer"
"""Who may read the batches of its grants: the department they are for."""
MOST_PAGES = 50
MOST_GRANTS = 100
MOST_USES = 10
"""Pages of the records of use, and of the batches, of one grant."""
BOOKS = {
    "requests": "listRequests",
    "grants": "listGrants",
    "agreements": "listAgreements",
    "corrections": "listCorrections",
    "terminations": "listTerminations",
    "disputes": "listDisputes",
    "disposals": "listDisposals",
    "resources": "listResources",
    "messages": "listMessages",
    "reconciliation": "getReconciliation",
}
"""The step and the operation of each book; `ended` and `changed` are the resources no longer served as they were."""


def sends(contract: Contract) -> Mapping[str, int]:
    books = dict.fromkeys(BOOKS.values(), MOST_PAGES)
    under_grants = dict.fromkeys(("listUses", "listBatches"), MOST_GRANTS * MOST_USES)
    return {**books, "listResources": 3 * MOST_PAGES, **under_grants, "getDeclaration": 1}


def probe(ask: Ask) -> None:
    books: dict[str, list[Mapping[str, Any]]] = {}
    unread: list[Undecided] = []
    for step, operation in BOOKS.items():
        books[step] = _read(ask, operation, step, {}, unread)
    for status in ("ended", "changed"):
        _read(ask, "listResources", status, {"status": status}, unread)
    for grant in ask.sample(books["grants"], MOST_GRANTS, ask.contract.records["grant"].title, "uses"):
        parts = {"id": str(grant.get("id"))}
        with suppress(Undecided):
            walk(ask, "listUses", "uses", {"page": 1, "pageSize": PAGE_SIZE}, MOST_USES, parts)
        if grant.get("method") == "batch":
            with suppress(Undecided):
                query = {"page": 1, "pageSize": PAGE_SIZE}
                list(turned(ask, "listBatches", "batches", query, MOST_USES, parts, role=CONSUMER))
    with suppress(Undecided):
        ask("getDeclaration", role="anonymous", step="declaration")
    if len(unread) == len(BOOKS) + 2:
        raise unread[0]


def _read(
    ask: Ask, operation: str, step: str, query: Mapping[str, Any], unread: list[Undecided]
) -> list[Mapping[str, Any]]:
    """The records of a book, read to its end; one that cannot be read does not keep the others from being."""
    try:
        pages = walk(ask, operation, step, {**query, "page": 1, "pageSize": PAGE_SIZE}, MOST_PAGES)
    except Undecided as undecided:
        unread.append(undecided)
        return []
    return [item for page in pages for item in entries(page)]
