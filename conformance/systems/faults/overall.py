"""Faults against the clauses of the overall family."""

from __future__ import annotations

from conformance.systems.faults import overall_catalogue, overall_forms
from conformance.systems.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (*overall_forms.FAULTS, *overall_catalogue.FAULTS)
