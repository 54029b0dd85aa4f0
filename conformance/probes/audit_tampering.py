"""Makes an audit record by an act of its own, then tries to change and to remove that record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

METHODS = {"PUT": 2, "DELETE": 2}
ROLES = ("auditor", "administrator")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"registerResource": 1, "withdrawResource": 1, "listAudit": 1, "getAuditRecord": 6}


def probe(ask: Ask) -> None:
    own = _own_record(ask)
    record = {"id": own["id"]}
    ask("getAuditRecord", role="auditor", step="before", parts=record)
    for role in ROLES:
        changed = {**own, "result": "failure", "user": "nobody"}
        ask("getAuditRecord", role=role, step="put", parts=record, method="PUT", body=changed)
        ask("getAuditRecord", role=role, step="delete", parts=record, method="DELETE")
    ask("getAuditRecord", role="auditor", step="after", parts=record)


def _own_record(ask: Ask) -> Mapping[str, Any]:
    """The audit record of a withdrawal this probe itself carried out: no one else's record is ever tried."""
    made = ask("registerResource", role="officer", step="made", body=ask.example("registerResource"))
    data = made.data if isinstance(made.data, dict) else {}
    ask.need(isinstance(data.get("id"), str), Text("没有登记成条目", "no entry could be registered"))
    ask("withdrawResource", role="officer", step="done", parts={"id": data["id"]})
    listed = ask("listAudit", role="auditor", step="listed", query={"pageSize": 50})
    items = listed.data.get("items") if isinstance(listed.data, dict) else None
    records = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    own = [item for item in records if data["id"] in str(item.get("object")) and isinstance(item.get("id"), str)]
    ask.need(own, Text("没有找到自己操作的审计记录", "the audit record of our own act was not found"))
    return own[0]
