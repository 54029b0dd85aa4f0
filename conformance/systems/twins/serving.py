"""A twin on real HTTP on the loopback."""

from __future__ import annotations

from starlette.types import ASGIApp

from conformance.systems.kinds import KINDS
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from conformance.systems.service.identity import YUNZHOU
from conformance.systems.twins import combinable
from conformance.systems.twins.twin import Twin, varied


def start_twin(kind: str, twins: tuple[Twin, ...], seed: int = 0) -> Running:
    """Serve a fresh system that is all of these twins. Raises ValueError where no system can be, and OSError."""
    http = next((twin.http for twin in twins if twin.http), None)
    return Running(twin_application(kind, twins, seed), 0, http or "h11")


def twin_application(kind: str, twins: tuple[Twin, ...], seed: int = 0) -> ASGIApp:
    """A fresh system that is all of these twins as an ASGI application. Raises ValueError where no system can be."""
    if not combinable(twins):
        raise ValueError(f"no system is all of these at once: {', '.join(twin.name for twin in twins)}")
    system = KINDS[kind](YUNZHOU)
    varied(system, twins, seed)
    return application(system)
