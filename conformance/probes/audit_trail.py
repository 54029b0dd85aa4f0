"""Does something that succeeds and something that is refused, then reads the audit records of both.

The officer registers an entry, tries to review it (`refused`), sends a change that no contract allows (`wrong`) and
withdraws it (`done`); the auditor reads the records once (`read`), and again (`records`) to find them with that first
reading among them.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

PAGE_SIZE = 50


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "reviewResource": 1, "changeResource": 1, "withdrawResource": 1, "listAudit": 2}


def probe(ask: Ask) -> None:
    made = ask("registerResource", role="officer", step="made", body=ask.example("registerResource"))
    record = made.data if isinstance(made.data, dict) else {}
    ask.need(isinstance(record.get("id"), str), Text("没有登记成条目", "no entry could be registered"))
    entry = {"id": record["id"]}
    approval = ask.example("reviewResource")
    ask("reviewResource", role="officer", step="refused", parts=entry, body=approval)
    ask("changeResource", role="officer", step="wrong", parts=entry, body={**ask.example("changeResource"), "name": 7})
    ask("withdrawResource", role="officer", step="done", parts=entry)
    ask("listAudit", role="auditor", step="read", query={"pageSize": 1})
    ask("listAudit", role="auditor", step="records", query={"pageSize": PAGE_SIZE})
