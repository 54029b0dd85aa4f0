"""A test case as the readers of JUnit XML know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failure", "error", "skipped"]


@dataclass(frozen=True, slots=True)
class Case:
    """What a case is called, what it came to, why in a line and in full for a failure, and what stands beside it."""

    name: str
    outcome: Outcome = "passed"
    kind: str = ""
    message: str = ""
    text: str = ""
    beside: str = ""
