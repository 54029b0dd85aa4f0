"""What is needed of the system in which something is made, to note it and to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from conformance.engine.ledger import Ledger
from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.wire.recorder import Recorder


class Site(Protocol):
    """The system under test, as `engine.asking.System` is one: it knows its creations, and they know it as this."""

    recorder: Recorder
    contract: Contract
    ledger: Ledger

    def natural_role(self, operation: Operation) -> str:
        """The role an operation is called in where nothing else is said; raises Undecided where none is held."""
        ...

    def send(self, operation: Operation, role: str, method: str, path: str, **sent: Any) -> Exchange:
        """Send one request and record it, with its outcome."""
        ...

    def owns(self, parts: Iterable[Any]) -> bool:
        """Whether every part names an object this run made."""
        ...

    def asker(self, role: str) -> Ask:
        """Who looks, in a role, for what was made."""
        ...
