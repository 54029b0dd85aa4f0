"""What is needed of a system to ask it, to note what is made in it, and to take that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from conformance.engine.ledger.ledger import Ledger
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.wire.recorder import Recorder

Living = tuple[str, Any]
"""What names a living object, and its record."""


class Site(Protocol):
    """The system under test, as `engine.session.TargetSession` is one: it knows its creations, and they know this."""

    recorder: Recorder
    contract: Contract
    ledger: Ledger
    today: date

    def natural_role(self, operation: Operation) -> str:
        """The role an operation is called in where nothing else is said; raises Undecided where none is held."""
        ...

    def send(self, operation: Operation, role: str, method: str, path: str, **sent: Any) -> Exchange:
        """Send one request and record it, with its outcome."""
        ...

    def owns(self, parts: Iterable[Any]) -> bool:
        """Whether every part names an object this run made."""
        ...

    def is_vacant(self, path: str, role: str) -> bool:
        """Whether a role found nothing at an address, or at one it is under, and nobody was shown anything there."""
        ...

    def living(self, name: str, role: str, where: Mapping[str, Any] | None = None) -> list[Living]:
        """The living objects of a name as a role sees them; `where` narrows to records with such members."""
        ...

    def mark(self) -> str:
        """A few characters that tell what this run makes apart from everything else."""
        ...
