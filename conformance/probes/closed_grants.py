"""Asks for the data of grants in force (`open`), and of grants expired, suspended or ended (`closed`)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.books import items_of

CLOSED = ("expired", "suspended", "ended")
READS = {"service": "queryRecords", "file": "downloadFile"}
MOST_EACH = 2


def sends(contract: Contract) -> Mapping[str, int]:
    most = MOST_EACH * (1 + len(CLOSED))
    return {"listGrants": 1 + len(CLOSED), "queryRecords": most, "downloadFile": most}


def probe(ask: Ask) -> None:
    judged = 0
    for state in ("active", *CLOSED):
        listed = ask("listGrants", step="grants", query={"state": state, "page": 1, "pageSize": 100})
        readable = [one for one in items_of(listed.data) if one.get("state") == state and one.get("method") in READS]
        for grant in readable[:MOST_EACH]:
            step = "open" if state == "active" else "closed"
            ask(READS[str(grant["method"])], step=step, parts={"id": str(grant.get("id"))})
            judged += step == "closed"
    ask.need(judged, Text("没有到期、暂停或者终止的授权", "no grant is expired, suspended or ended"))
