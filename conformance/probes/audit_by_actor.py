"""Reads the audit records of all, of one user they name, and of a user there is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

PAGE_SIZE = 100


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listAudit": 3}


def probe(ask: Ask) -> None:
    listed = ask("listAudit", role="auditor", step="all", query={"pageSize": PAGE_SIZE})
    items = listed.data.get("items") if isinstance(listed.data, dict) else None
    named = [item.get("user") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    users = Counter(user for user in named if isinstance(user, str) and user.strip())
    ask.need(users, Text("审计记录没有写明用户", "no audit record names a user"))
    rarest = min(users, key=lambda user: (users[user], user))
    ask("listAudit", role="auditor", step="of-one", query={"actor": rarest, "pageSize": PAGE_SIZE})
    nobody = ask.unique("nobody-")
    ask("listAudit", role="auditor", step="of-nobody", query={"actor": nobody, "pageSize": PAGE_SIZE})
