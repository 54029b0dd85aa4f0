"""Imported by the process alone that is divided into those that measure: each has at hand what all of them need."""

from __future__ import annotations

from conformance.measure.prepared import loaded
from conformance.systems.kinds import KINDS

for _kind in KINDS:
    loaded(_kind)
