"""Faults against the clauses of the security family."""

from __future__ import annotations

from conformance.systems.faults import security_access, security_audit, security_content
from conformance.systems.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (*security_access.FAULTS, *security_audit.FAULTS, *security_content.FAULTS)
