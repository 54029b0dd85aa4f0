"""Ends a grant with a record of disposal, asks for data before and after, and reads the records of disposal.

Then it is ended once more (`ended-again`), its misuse reported (`misused-after`), and it is read (`read`).
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.probes.data_exchange.misuse import GRANTING, REPORT, granted
from conformance.probes.pages import walk

MOST_PAGES = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {**GRANTING, "queryRecords": 2, "endGrant": 2, "listDisposals": MOST_PAGES, "reportMisuse": 1, "getGrant": 1}


def probe(ask: Ask) -> None:
    grant = {"id": granted(ask)[1]}
    ask("queryRecords", role="peer", step="before", parts=grant)
    body = ask.example("endGrant")
    disposal = {**body["disposal"], "at": ask.today.isoformat(), "manner": "returned"}
    dated = {**body, "reason": "unnecessary", "disposal": disposal}
    ask("endGrant", role="peer", step="ended", parts=grant, body=dated)
    ask("queryRecords", role="peer", step="after", parts=grant)
    walk(ask, "listDisposals", "disposals", {"page": 1, "pageSize": 100}, MOST_PAGES)
    ask("endGrant", role="peer", step="ended-again", parts=grant, body=dated)
    ask("reportMisuse", role="administrator", step="misused-after", parts=grant, body=REPORT)
    ask("getGrant", role="peer", step="read", parts=grant)
