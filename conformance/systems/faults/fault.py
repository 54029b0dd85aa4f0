"""A fault: one behaviour of a reference system replaced by a defect a vendor could really ship."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.model.text import Text
from conformance.systems.resource_catalogue.system import System


@dataclass(frozen=True)
class Fault:
    """A defect named after the clause it breaks.

    `apply` replaces methods of a fresh system before it serves. `also` lists clauses the defect breaks by nature.
    `variant` tells several faults of one clause apart.
    """

    clause: str
    title: Text
    apply: Callable[[System], None]
    kinds: tuple[str, ...] = ("resource-catalogue",)
    also: tuple[str, ...] = ()
    variant: str = ""

    @property
    def key(self) -> str:
        """What it is called: the clause id, and `#variant` where one clause has several faults."""
        return f"{self.clause}#{self.variant}" if self.variant else self.clause
