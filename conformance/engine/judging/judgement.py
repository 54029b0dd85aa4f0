"""What judging comes to, and what it needs besides the exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conformance.engine.vocabulary import Tools
from conformance.model.clause import Standard, Verify
from conformance.model.contract import Contract
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.network import Pair
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

Key = tuple[str, str]
"""A probe and the role it asks in."""


@dataclass(frozen=True)
class Found:
    """A finding with the trace and the check it comes from."""

    finding: Finding
    trace: Trace
    verify: Verify


@dataclass(frozen=True)
class Judgement:
    """What one clause came to, before findings are repeated and turned into evidence.

    `operations` are those whose answers it was judged on, where it is judged on any answer.
    """

    verdict: Verdict
    reason: Reason | None = None
    detail: Text | None = None
    exercised: int = 0
    found: tuple[Found, ...] = ()
    input: str = ""
    operations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class JudgingContext:
    """What judging needs besides the traces; `pair` where they are of an exchange between two."""

    standard: Standard
    contract: Contract
    tools: Tools
    figures: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Any]
    today: date
    pair: Pair | None = None
