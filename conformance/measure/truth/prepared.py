"""What every judging process needs, read once: a process that has imported this is divided, and each has it at hand."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.config.loading import Loaded, load
from conformance.model.target import Target
from conformance.systems.kinds import KINDS

LOADED: Mapping[str, Loaded] = {kind: load(Target("any", "http://127.0.0.1:1", kind)) for kind in KINDS}
"""Standard, profile, contract and questions of each kind. No module of a reference system itself is imported."""
