"""The audit records: added by the system itself, read by auditors, changed by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One audited event: when, who, what kind, what was done to what, and whether it succeeded."""

    time: str
    user: str
    role: str
    type: str
    operation: str
    object: str
    result: str
    status: int


class Journal(Part["Service"]):
    """Appends and reads audit events. There is no way to change or remove one."""

    def append(self, event: AuditEvent) -> None:
        """Keep an event."""
        self._system.connection.execute(
            "insert into audit values (null, ?, ?, ?, ?, ?, ?, ?, ?)",
            (event.time, event.user, event.role, event.type, event.operation, event.object, event.result, event.status),
        )

    def count(self, actor: str = "") -> int:
        """How many events there are, of one actor or in all."""
        where, values = self._narrowed(actor)
        return int(self._system.connection.execute(f"select count(*) from audit {where}", values).fetchone()[0])  # noqa: S608 - constant text

    def page(self, actor: str, offset: int, limit: int) -> Sequence[tuple[int, AuditEvent]]:
        """Events with their numbers, newest first."""
        where, values = self._narrowed(actor)
        rows = self._system.connection.execute(
            f"select * from audit {where} order by number desc limit ? offset ?",  # noqa: S608 - constant text
            (*values, limit, offset),
        )
        return [(row[0], AuditEvent(*row[1:])) for row in rows]

    def event(self, number: int) -> AuditEvent | None:
        """One event by number; None when there is none."""
        row = self._system.connection.execute("select * from audit where number = ?", (number,)).fetchone()
        return AuditEvent(*row[1:]) if row else None

    def _narrowed(self, actor: str) -> tuple[str, tuple[str, ...]]:
        return ("where user = ?", (actor,)) if actor else ("", ())
