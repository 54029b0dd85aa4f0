"""Whether an answer keeps the contract: held against the branch of its outcome."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.systems.service import checking
from conformance.systems.service.refusal import Place

_BRANCHES = {
    "disclosed": "DisclosedInput",
    "partial": "PartialInput",
    "refused": "RefusedInput",
    "unavailable": "UnavailableInput",
    "not-processed": "NotProcessedInput",
    "other": "OtherInput",
}


class Checking(checking.Checking):
    """Refuses what does not keep the contract of the platform."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        """Where a body departs from its schema."""
        if schema == "AnswerInput" and isinstance(value, dict):
            outcome = value.get("outcome")
            if not isinstance(outcome, str) or outcome not in _BRANCHES:
                return [Place("须为办理结果之一。Must be one of the outcomes.", pointer="/outcome")]
            schema = _BRANCHES[outcome]
        return super().places(schema, value)
