"""Puts a defective part in the place of a sound one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.systems.service.system import Service


def instead(part: str, defective: type[Any]) -> Callable[[Service], None]:
    """What a fault applies: the part of that name (`listing`) gets the methods of `defective` over its own.

    `defective` is a subclass of the service's part or of the kind's; the system keeps what its kind adds either way.
    """

    def apply(system: Service) -> None:
        sound = type(getattr(system, part))
        if not issubclass(sound, defective):
            setattr(system, part, type(defective.__name__, (defective, sound), {})(system))

    return apply
