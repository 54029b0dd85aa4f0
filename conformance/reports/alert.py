"""A departure as code scanning knows it, and the rule it breaks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.reports.reading import Node


@dataclass(frozen=True, slots=True)
class Rule:
    """What an alert is about: its title, what it demands, what is said beside that, and how much it weighs.

    `security` is the `security-severity` of a security alert; empty for a problem of another kind.
    """

    id: str
    title: str
    statement: str
    help: tuple[str, ...]
    level: str
    tags: tuple[str, ...]
    security: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A departure: its rule, what is said of it, where it was written down, what it is of, and what tells it apart.

    `web` is the exchange that shows it, in the words of SARIF.
    """

    rule: Rule
    message: str
    origin: Node
    name: str
    fingerprint: str
    web: Mapping[str, Any] = field(default_factory=dict)


def fingerprint(*names: str) -> str:
    """The same for the same departure in the next run; without it all results on one line are merged."""
    named = "\n".join(names).encode("utf-8", "backslashreplace")
    return f"{hashlib.sha256(named).hexdigest()[:16]}:1"
