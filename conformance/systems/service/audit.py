"""What is audited: every call by a known caller, every refusal for want of rights, every write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import ANONYMOUS, Caller
from conformance.systems.service.journal import AuditEvent
from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

_READS = ("GET", "HEAD", "OPTIONS")
_NO_RIGHTS = (401, 403)


class Audit(Part["Service"]):
    """Writes an audit record after a call, whatever came of it."""

    def note(self, caller: Caller, operation: str, method: str, path: str, status: int) -> None:
        """Keep one call, if it is to be audited."""
        if self.wanted(caller, method, status):
            self._system.journal.append(self.event(caller, operation, method, path, status))

    def wanted(self, caller: Caller, method: str, status: int) -> bool:
        """Whether a call is audited."""
        return caller != ANONYMOUS or method not in _READS or status in _NO_RIGHTS

    def event(self, caller: Caller, operation: str, method: str, path: str, status: int) -> AuditEvent:
        """The audit record of a call."""
        return AuditEvent(
            time=self._system.clock.stamp(self._system.clock.now()),
            user=caller.user,
            role=caller.role,
            type=self.type(method, status),
            operation=operation,
            object=path[:200],
            result="success" if status < 400 else "failure",
            status=status,
        )

    def type(self, method: str, status: int) -> str:
        """The kind of event."""
        if status in _NO_RIGHTS:
            return "refusal"
        return "read" if method in _READS else "write"
