"""A part of a reference system: it is given its system, and finds the other parts there each time it needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

S = TypeVar("S", bound="Service")
Record = dict[str, Any]
"""A JSON object: what is kept, sent and shown."""


class Part(Generic[S]):
    """One collaborator of a system."""

    def __init__(self, system: S) -> None:
        self._system = system
