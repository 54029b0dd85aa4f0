"""Reads how long audit records are said to be kept, the newest, the oldest, and how old the catalogue is."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

PAGE_SIZE = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getDeclaration": 1, "listAudit": 2, "listChanges": 1}


def probe(ask: Ask) -> None:
    ask("getDeclaration", role="anonymous", step="declaration")
    ask("listChanges", step="catalogue", query={"page": 1, "pageSize": 1})
    newest = ask("listAudit", role="auditor", step="newest", query={"page": 1, "pageSize": PAGE_SIZE})
    total = newest.data.get("total") if isinstance(newest.data, dict) else None
    ask.need(isinstance(total, int) and total > 0, Text("没有读到审计记录", "no audit record could be read"))
    ask("listAudit", role="auditor", step="oldest", query={"page": total, "pageSize": 1})
