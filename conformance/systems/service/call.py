"""A call: one request as the system understands it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.systems.service.accounts import Caller
from conformance.systems.service.contract_index import Operation


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls which operation with what.

    `arguments` are the declared parameters by name, defaults filled in, absent ones left out. `media` is the media type
    to answer with. `target` is path and query as sent.
    """

    operation: Operation
    caller: Caller
    arguments: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    media: str = "application/json"
    target: str = ""

    def get(self, name: str) -> Any:
        """An argument; None when it was not given."""
        return self.arguments.get(name)
