"""A measurement on twins: so many runs, side by side, kept in a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.config.release import the_standard
from conformance.measure.ledger import Listener, ResultLedger, measured
from conformance.measure.outcomes import Outcome
from conformance.measure.prepared import AT_HAND
from conformance.measure.twins.drawing import drawn
from conformance.measure.twins.twin_run import run_twin
from conformance.norms.tool import tool_digest

SECONDS = 400.0
"""What a run may take on the clock."""
PRELOAD = ("conformance.measure.twins.twin_run", *AT_HAND)


def header(seed: int) -> dict[str, str | int]:
    """What a ledger of this measurement says of itself."""
    return {"measurement": "twins", "seed": seed, "release": the_standard().digest, "tool": tool_digest()}


def campaign(kinds: Sequence[str], runs: int, ledger: ResultLedger, at_once: int, listen: Listener) -> list[Outcome]:
    """Do so many runs on the kinds in turn; what the ledger holds is not done again. Raises DataError."""
    jobs = drawn(kinds, runs, int(ledger.header["seed"]))
    return measured(ledger, jobs, run_twin, at_once, SECONDS, listen, PRELOAD)
