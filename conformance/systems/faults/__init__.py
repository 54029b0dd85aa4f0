"""The defects a reference system can be told to have: a folder for each family, a file for each story."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from conformance.systems.faults.fault import EVERY_KIND, Fault, hidden

__all__ = ["EVERY_KIND", "Fault", "faults", "hidden"]


def faults(kind: str) -> dict[str, Fault]:
    """The faults of a kind of system by key, sorted. Raises ValueError when two share a key."""
    mine = [fault for fault in _all() if fault.fits(kind)]
    found = {fault.key: fault for fault in sorted(mine, key=lambda fault: fault.key)}
    if len(found) < len(mine):
        raise ValueError(f"two faults of {kind} share a key: {_repeated([fault.key for fault in mine])}")
    return found


def _all() -> Iterator[Fault]:
    """The faults of every file in the folder of a family."""
    families = [f"{__name__}.{module.name}" for module in iter_modules(__path__) if module.ispkg]
    for family in families:
        for module in iter_modules(import_module(family).__path__):
            yield from import_module(f"{family}.{module.name}").FAULTS


def _repeated(keys: list[str]) -> str:
    return ", ".join(sorted({key for key in keys if keys.count(key) > 1}))
