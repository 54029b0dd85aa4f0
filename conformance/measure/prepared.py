"""What an examination of a kind needs beside the system, read once in a process."""

from __future__ import annotations

from functools import cache

from conformance.config.loading import Loaded, load
from conformance.model.target import Target


@cache
def loaded(kind: str) -> Loaded:
    """Standard, profile, contract and questions of a kind. No module of a reference system itself is imported."""
    return load(Target("any", "http://127.0.0.1:1", kind))
