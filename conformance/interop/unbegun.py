"""The report of a network that was not read any more when its run was ended: nothing was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from conformance import __version__
from conformance.engine.unbegun import NOTE, stopped
from conformance.model.interop import Graph, Interop, Ratio
from conformance.model.network import Network
from conformance.norms.tool import tool_digest

NONE = Ratio(0, 0)


def unbegun(seed: int, now: Callable[[], datetime], signal: int) -> Interop:
    """What there is to say of it: no system, no pair, no digest of what it would have rested on."""
    time = now().isoformat()
    return Interop(
        network=Network({}),
        cells=(),
        graph=Graph((), (), (), (), (), NONE, NONE, NONE),
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        seed=seed,
        started=time,
        finished=time,
        gate=stopped(signal),
        notes=(NOTE,),
        signal=signal,
    )
