"""Faults against the clauses of the application family."""

from __future__ import annotations

from conformance.systems.faults.fault import Fault

FAULTS: tuple[Fault, ...] = ()
