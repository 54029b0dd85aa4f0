"""The defects a reference system can be told to have, by the clause each breaks."""

from __future__ import annotations

from conformance.systems.faults import application, management, overall, security, support
from conformance.systems.faults.fault import Fault

__all__ = ["Fault", "faults"]


def faults(kind: str) -> dict[str, Fault]:
    """The faults of a kind of system by key, sorted. Raises ValueError when two share a key."""
    families = (overall, application, support, security, management)
    mine = [fault for family in families for fault in family.FAULTS if kind in fault.kinds]
    found = {fault.key: fault for fault in sorted(mine, key=lambda fault: fault.key)}
    if len(found) < len(mine):
        raise ValueError(f"two faults of {kind} share a key: {_repeated([fault.key for fault in mine])}")
    return found


def _repeated(keys: list[str]) -> str:
    return ", ".join(sorted({key for key in keys if keys.count(key) > 1}))
