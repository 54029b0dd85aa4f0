"""Whether a decision keeps the contract: held against the branch of its result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.systems.service import checking
from conformance.systems.service.refusal import Place

_BRANCHES = {"consent": "ConsentInput", "refuse": "RefusalInput", "extend": "ExtensionInput"}


class Checking(checking.Checking):
    """Refuses what does not keep the contract of the platform."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        """Where a body departs from its schema."""
        if schema == "DecisionInput" and isinstance(value, dict):
            result = value.get("result")
            if not isinstance(result, str) or result not in _BRANCHES:
                message = "须为 consent、refuse、extend 之一。Must be one of consent, refuse, extend."
                return [Place(message, pointer="/result")]
            schema = _BRANCHES[result]
        return super().places(schema, value)
