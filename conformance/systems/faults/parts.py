"""Puts a defective part in the place of a sound one."""

from __future__ import annotations

from collections.abc import Callable

from conformance.systems.resource_catalogue.system import System


def instead(part: str, defective: Callable[[System], object]) -> Callable[[System], None]:
    """What a fault applies: the part of that name (`listing`) is replaced by what `defective` makes for the system."""

    def apply(system: System) -> None:
        setattr(system, part, defective(system))

    return apply
