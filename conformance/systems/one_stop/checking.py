"""Whether an acceptance or a decision keeps the contract: held against the branch of its result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.systems.service import checking
from conformance.systems.service.refusal import Place

_BRANCHES = {
    "AcceptanceInput": {"accept": "AcceptInput", "decline": "DeclineInput", "return": "ReturnInput"},
    "DecisionInput": {
        "grant": "GrantInput",
        "deny": "DenyInput",
        "extend": "ExtendInput",
        "suspend": "SuspendInput",
        "resume": "ResumeInput",
    },
}


class Checking(checking.Checking):
    """Refuses what does not keep the contract of the centre."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        """Where a body departs from its schema."""
        branches = _BRANCHES.get(schema)
        if branches and isinstance(value, dict):
            result = value.get("result")
            if not isinstance(result, str) or result not in branches:
                named = "、".join(branches), ", ".join(branches)
                return [Place(f"须为 {named[0]} 之一。Must be one of {named[1]}.", pointer="/result")]
            schema = branches[result]
        return super().places(schema, value)
