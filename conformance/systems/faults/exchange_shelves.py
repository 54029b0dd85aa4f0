"""Shows the lists of an exchange platform as a defective view layer does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from conformance.systems.data_exchange.system import System
from conformance.systems.faults.parts import instead
from conformance.systems.service.collection import Collection
from conformance.systems.service.part import Record

KIND = ("data-exchange",)
Change = Callable[[Record], Record]


def listed(shelf: str, change: Change) -> Callable[[System], None]:
    """What a fault applies: the list of that shelf shows what `change` makes of each record, and no other."""

    class Listed(Collection):
        def all(self) -> list[Record]:
            return [change(record) for record in super().all()]

    return instead(f"{shelf}.kept", Listed)


def later(moment: str, days: int) -> str:
    """A moment so many days later."""
    return (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat(timespec="seconds")
