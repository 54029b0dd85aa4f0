"""Shows the lists of an exchange platform as a defective view layer does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from conformance.systems.data_exchange.store import Shelf
from conformance.systems.data_exchange.system import System
from conformance.systems.service.present import Record

KIND = ("data-exchange",)
Change = Callable[[Record], Record]


class Listed(Shelf):
    """A shelf whose list shows its records changed; each by itself is read as it is."""

    def __init__(self, sound: Shelf, change: Change) -> None:
        self.__dict__.update(vars(sound))
        self._change = change

    def all(self) -> list[Record]:
        return [self._change(record) for record in super().all()]


def listed(shelf: str, change: Change) -> Callable[[System], None]:
    """What a fault applies: the list of that shelf shows what `change` makes of each record."""

    def apply(system: System) -> None:
        setattr(system.store, shelf, Listed(getattr(system.store, shelf), change))

    return apply


def later(moment: str, days: int) -> str:
    """A moment so many days later."""
    return (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat(timespec="seconds")
