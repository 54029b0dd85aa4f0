"""What was audited before the fixed day: a system that begins with an empty journal would look as if nobody used it."""

from __future__ import annotations

from datetime import datetime, timedelta

from conformance.systems.service.journal import AuditEvent

_DAYS = 350


def seed_audit(until: datetime, operation: str, path: str) -> list[AuditEvent]:
    """Audit records of most of a year before a moment, every third day, oldest first: reads by one operation."""
    events = []
    for days in range(_DAYS, 0, -3):
        time = (until - timedelta(days=days, minutes=days % 60)).isoformat(timespec="seconds")
        refused = days % 35 == 0
        events.append(
            AuditEvent(
                time=time,
                user="officer-11" if days % 2 else "officer-02",
                role="peer" if days % 2 else "own-unit",
                type="refusal" if refused else "read",
                operation="listAudit" if refused else operation,
                object="/audit" if refused else path,
                result="failure" if refused else "success",
                status=403 if refused else 200,
            )
        )
    return events
