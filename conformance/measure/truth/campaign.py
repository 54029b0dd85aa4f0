"""A measurement of truth: the clean systems first, then the mutants of every part, side by side."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from conformance.config.release import the_standard
from conformance.measure.jobs import AT_HAND, done
from conformance.measure.ledger import Listener, ResultLedger, measured
from conformance.measure.mutants.mutant import Mutant
from conformance.measure.mutants.sample import SERVICE, all_mutants, part_of, sampled
from conformance.measure.outcomes import Ended, Job, Outcome
from conformance.measure.truth.judging import clean, judge
from conformance.norms.tool import tool_digest
from conformance.systems.kinds import KINDS

SECONDS = 240.0
"""What a mutant may take on the clock before it counts as one that hangs."""
PRELOAD = ("conformance.measure.truth.judging", *AT_HAND)


@dataclass(frozen=True)
class Tried:
    """A mutant of a part of the reference systems, and how its judging ended."""

    part: str
    mutant: Mutant
    outcome: Outcome


def header(seed: int) -> dict[str, str | int]:
    """What a ledger of this measurement says of itself."""
    return {"measurement": "truth", "seed": seed, "release": the_standard().digest, "tool": tool_digest()}


def chosen(kinds: Sequence[str], number: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many mutants of each kind's own modules, and of the service they share, in turn; each with its part."""
    parts = [SERVICE, *map(part_of, kinds)]
    samples = [[(part, mutant) for mutant in sampled(all_mutants(part), number, seed)] for part in parts]
    return [each for turn in zip_longest(*samples) for each in turn if each is not None]


def try_mutants(
    mutants: Sequence[tuple[str, Mutant]],
    kinds: Sequence[str],
    ledger: ResultLedger,
    at_once: int,
    listen: Listener,
) -> list[Tried]:
    """Judge each mutant: of the shared service by every kind until one catches it. Raises DataError.

    RuntimeError where a clean system does not keep its own profile, or could not be run.
    """
    with tempfile.TemporaryDirectory() as folder:
        given = _given(kinds, int(ledger.header["seed"]), folder)
        jobs = [job_of(part, mutant, kinds, given) for part, mutant in mutants]
        if not all(map(ledger.settles, jobs)):
            _run_clean(kinds, given, at_once)
        outcomes = measured(ledger, jobs, judge, at_once, SECONDS, listen, PRELOAD)
    return [Tried(part, mutant, outcome) for (part, mutant), outcome in zip(mutants, outcomes, strict=True)]


def _given(kinds: Sequence[str], seed: int, folder: str) -> dict[str, Any]:
    from conformance.systems.serve import reference_credentials  # of this process, in which nothing is changed

    tokens = {kind: reference_credentials(kind) for kind in kinds}
    return {"seed": seed, "tokens": tokens, "folder": folder}


def _run_clean(kinds: Sequence[str], given: Mapping[str, Any], at_once: int) -> None:
    jobs = [Job(kind, {**given, "kind": kind}) for kind in kinds]
    for outcome in done(jobs, clean, at_once, SECONDS, PRELOAD):
        if outcome.ended is not Ended.DONE or outcome.result is None:
            raise RuntimeError(f"the clean {outcome.key} could not be run: {outcome.ended} {outcome.trace}")
        if outcome.result["failed"] or not outcome.result["gate"]:
            failed = ", ".join(outcome.result["failed"])
            raise RuntimeError(f"the clean {outcome.key} does not keep its own profile: {failed}")


def job_of(part: str, mutant: Mutant, kinds: Sequence[str], given: Mapping[str, Any]) -> Job:
    """The judging of a mutant by those of the kinds that have its part: by others it may come to something else."""
    judges = [kind for kind in KINDS if kind in kinds and part in (SERVICE, part_of(kind))]
    return Job(f"{mutant.key} {'+'.join(judges)}", {**given, "mutant": asdict(mutant), "kinds": judges})
