"""Reads the annual reports, and the applications they count: those in hand and closed, and those taken back."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.pages import walk

PAGE_SIZE = 100
MOST_PAGES = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listReports": MOST_PAGES, "listApplications": 2 * MOST_PAGES}


def probe(ask: Ask) -> None:
    first = {"page": 1, "pageSize": PAGE_SIZE}
    walk(ask, "listReports", "reports", first, MOST_PAGES)
    walk(ask, "listApplications", "applications", first, MOST_PAGES)
    walk(ask, "listApplications", "withdrawn", {**first, "state": "withdrawn"}, MOST_PAGES)
