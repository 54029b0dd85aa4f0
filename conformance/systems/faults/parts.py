"""Puts a defective layer over a sound part: what was there before stays under it, and is called by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from conformance.systems.faults.fault import Fault

if TYPE_CHECKING:
    from conformance.systems.service.system import Service  # loaded by whoever has a system to break


def instead(part: str, defective: type[Any]) -> Callable[[Service], None]:
    """What a fault applies: the part of that name (`listing`, `store.requests`) gets the methods of `defective`.

    `defective` is a subclass of the service's part or of the kind's; its `super()` is whatever the part was before,
    another defect included. The part stays the same object, so that whoever holds it has the defect too.
    """

    def apply(system: Service) -> None:
        sound = attrgetter(part)(system)
        if not isinstance(sound, defective):
            layer = type(defective.__name__, (defective, type(sound)), {})
            new = [one for one in defective.__mro__ if one not in type(sound).__mro__]
            sound.__class__ = layer
            if any("__init__" in vars(one) for one in new):  # it keeps something of its own
                sound.__init__(system)

    return apply


def given(system: Service, faults: Iterable[Fault]) -> None:
    """Gives a fresh system its faults, each over those before, in whatever order they are named."""
    for fault in sorted(faults, key=lambda fault: fault.key):
        fault.apply(system)
        _settle(system)


def _settle(system: Service) -> None:
    """Make layers of the methods that a fault replaced on parts themselves: the next fault comes over them."""
    for part in vars(system).values():
        replaced = {name: value for name, value in _own(part).items() if callable(getattr(type(part), name, None))}
        if replaced:
            layer = type(type(part).__name__, (type(part),), {name: staticmethod(it) for name, it in replaced.items()})
            for name in replaced:
                delattr(part, name)
            part.__class__ = layer


def _own(part: object) -> dict[str, Any]:
    """The attributes of a part itself; none where it has no place for any."""
    return dict(getattr(part, "__dict__", {}))
