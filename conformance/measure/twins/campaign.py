"""A measurement on twins: so many runs, side by side, kept in a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from conformance.config.release import the_standard
from conformance.measure.jobs import AT_HAND, done
from conformance.measure.ledger import Listener, ResultLedger, measured
from conformance.measure.outcomes import Job, Outcome
from conformance.measure.twins.drawing import drawn
from conformance.measure.twins.twin_run import run_clean, run_twin
from conformance.norms.tool import tool_digest

SECONDS = 400.0
"""What a run may take on the clock."""
PRELOAD = ("conformance.measure.twins.twin_run", *AT_HAND)


def header(seed: int) -> dict[str, str | int]:
    """What a ledger of this measurement says of itself."""
    return {"measurement": "twins", "seed": seed, "release": the_standard().digest, "tool": tool_digest()}


def campaign(kinds: Sequence[str], runs: int, ledger: ResultLedger, at_once: int, listen: Listener) -> list[Outcome]:
    """Do so many runs on the kinds in turn; what the ledger holds is not done again. Raises DataError.

    RuntimeError where a system that is no twin does not keep its own profile, or could not be run.
    """
    seed = int(ledger.header["seed"])
    jobs = drawn(kinds, runs, seed)
    if not all(map(ledger.settles, jobs)):
        moot = dict(_moot(sorted({job.given["kind"] for job in jobs}), seed, at_once))
        jobs = [replace(job, given={**job.given, "moot": moot[job.given["kind"]]}) for job in jobs]
    return measured(ledger, jobs, run_twin, at_once, SECONDS, listen, PRELOAD)


def _moot(kinds: Sequence[str], seed: int, at_once: int) -> Iterator[tuple[str, list[str]]]:
    """Of each kind the clauses that do not apply to it."""
    jobs = [Job(kind, {"kind": kind, "seed": seed}) for kind in kinds]
    for outcome in done(jobs, run_clean, at_once, SECONDS, PRELOAD):
        if outcome.result is None or outcome.result["odd"]:
            why = outcome.trace or outcome.result or outcome.ended
            raise RuntimeError(f"the clean {outcome.key} does not keep its own profile, or could not be run: {why}")
        yield outcome.key, outcome.result["moot"]
