"""Lists the entries of each sharing class, of one provider and of one category, beside all of them."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract

PAGE_SIZE = 100
CLASSES = ("1", "2", "3")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": len(CLASSES) + 3}


def probe(ask: Ask) -> None:
    ask("listResources", step="all", query={"pageSize": PAGE_SIZE})
    for sharing in CLASSES:
        ask("listResources", step="class", query={"sharingClass": sharing, "pageSize": PAGE_SIZE})
    provider = ask.living("provider.uscc")[0]
    ask("listResources", step="provider", query={"provider": provider, "pageSize": PAGE_SIZE})
    category = ask.living("resource.code")[0].partition("/")[0]
    ask("listResources", step="category", query={"category": category[:6], "pageSize": PAGE_SIZE})
