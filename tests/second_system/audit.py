"""The audit records, and the operations that read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, g, request

from tests.second_system import asked
from tests.second_system.accounts import Account
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.clock import stamp
from tests.second_system.refusal import Refused, parameter


class Audit:
    """Records in the order of what happened; none is ever changed."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []

    def record(self, account: Account, operation: str, path: str, status: int, write: bool, now: datetime) -> None:
        """Append a record of a call and its result."""
        kind = "refusal" if status in (401, 403) else "write" if write else "read"
        self.records.append({
            "id": f"a-{len(self.records) + 1:08d}", "time": stamp(now), "user": account.user, "role": account.role,
            "type": kind, "operation": operation, "object": path[:200],
            "result": "success" if status < 400 else "failure", "status": status,
        })  # fmt: skip


def listed() -> Response:
    asked.accepts(JSON)
    actor = request.args.get("actor")
    if actor is not None and not 1 <= len(actor) <= 64:
        raise parameter("actor", "须为 1 至 64 个字符")
    return as_json(page_of([r for r in reversed(_records()) if actor in (None, r["user"])]))


def one(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    for found in _records():
        if found["id"] == id:
            return as_json(found)
    raise Refused(404, "没有这条记录")


def _records() -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = g.app.extensions["audit"].records
    return records
