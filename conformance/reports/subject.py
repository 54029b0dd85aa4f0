"""Whether a result is of one system or of a network of them: asked here and nowhere else."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any


def of_network(document: Mapping[str, Any]) -> bool:
    """Whether a document is of a network of systems, not of one."""
    return "interop" in document


def room(document: Mapping[str, Any]) -> str:
    """`network` or `system`: the folder of what is said of the one or the other, and the name of its templates."""
    return "network" if of_network(document) else "system"


def part(document: Mapping[str, Any], name: str) -> Any:
    """The module of that name in the document's room: both rooms have one, with the same functions."""
    return importlib.import_module(f"conformance.reports.{room(document)}.{name}")
