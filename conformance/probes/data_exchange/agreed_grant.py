"""Obtains a grant of what its department has no agreement about, if there is any, and reads the agreements then."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.probes.data_exchange.misuse import GRANTING, granted
from conformance.probes.pages import one_page, walk

MOST_PAGES = 50
PAGE = {"page": 1, "pageSize": 100}


def sends(contract: Contract) -> Mapping[str, int]:
    return {**GRANTING, "listAgreements": 2 * MOST_PAGES, "listGrants": 1, "listResources": 2}


def probe(ask: Ask) -> None:
    before = walk(ask, "listAgreements", "before", PAGE, MOST_PAGES)
    agreed = {str(agreement.get("resource")) for page in before for agreement in entries(page)}
    resource, _ = granted(ask, agreed)
    about = {**PAGE, "resource": resource}
    ask("listResources", step="resources", query={**PAGE, "code": resource})
    one_page(ask, "listGrants", "grants", {**about, "state": "active"})
    walk(ask, "listAgreements", "agreements", about, MOST_PAGES)
