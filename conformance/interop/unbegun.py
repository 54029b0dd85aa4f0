"""The report of a network whose run was ended before anything was sent: every pair is undecided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from conformance import __version__
from conformance.engine.unbegun import NOTE, stopped
from conformance.interop.graph import graph, undeclared, unreachable
from conformance.model.interop import Cell, Interop
from conformance.model.network import Network
from conformance.model.verdict import Verdict
from conformance.norms.tool import tool_digest


def unbegun(network: Network, seed: int, now: Callable[[], datetime], signal: int) -> Interop:
    """What there is to say of it. It rests on no standards and no contract: their digests are empty."""
    time = now().isoformat()
    cells = tuple(Cell(pair, Verdict.INCONCLUSIVE, None, NOTE) for pair in network.pairs())
    return Interop(
        network=network,
        cells=cells,
        graph=graph(network, cells),
        undeclared=undeclared(network),
        unreachable=unreachable(network, cells),
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        seed=seed,
        started=time,
        finished=time,
        gate=stopped(signal),
        notes=(NOTE,),
        signal=signal,
    )
