"""What each run draws by its seed: a twin or a few that go together, and which clauses are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from random import Random

from conformance.config.loading import Loaded
from conformance.measure.outcomes import Job
from conformance.model.clause import Clause
from conformance.systems.twins import Twin, combinable, twins
from conformance.systems.twins.twin import chance_of

MOST = 3
"""Twins that one system is at most."""
ONE_IN = 3
"""Of so many clauses one is asked in a run."""


def drawn(kinds: Sequence[str], runs: int, seed: int) -> list[Job]:
    """So many runs, the kinds in turn; the same for the same seed, and fewer are the first of more."""
    return [_run(kinds[number % len(kinds)], number, seed) for number in range(runs)]


def _run(kind: str, number: int, seed: int) -> Job:
    chance = chance_of(f"{seed} {kind} {number}")
    names = [twin.name for twin in together(list(twins(kind).values()), chance)]
    key = f"{kind} {number} {'+'.join(names)}"
    return Job(key, {"kind": kind, "twins": names, "seed": chance.randrange(1 << 31)})


def together(known: list[Twin], chance: Random) -> tuple[Twin, ...]:
    """One to three twins that one system can be, half of the time one."""
    number, chosen = chance.choice((*[1] * (MOST - 1), *range(2, MOST + 1))), tuple[Twin, ...]()
    for twin in chance.sample(known, len(known)):
        if len(chosen) < number and combinable((*chosen, twin)):
            chosen = (*chosen, twin)
    return tuple(sorted(chosen, key=lambda twin: twin.name))


def asked(loaded: Loaded, seed: int) -> frozenset[str]:
    """A third of the automatic clauses of a profile."""
    return frozenset(share((loaded.standard.clauses[name] for name in loaded.profile.clauses), str(seed), ONE_IN))


def share(clauses: Iterable[Clause], seed: str, one_in: int) -> list[str]:
    """Of some clauses that are automatic one in so many, by the seed alone, so the same wherever it is drawn.

    Those that ask by the same probes are drawn one after the other: so a tenth of them takes a tenth of the time.
    """

    def lot(drawn: object) -> bytes:
        return sha256(f"{seed} {drawn}".encode()).digest()

    probes = {each.id: sorted({verify.probe for verify in each.verify}) for each in clauses if not each.manual}
    drawn = sorted(probes, key=lambda clause: (lot(probes[clause]), lot(clause)))
    return drawn[: -(-len(drawn) // one_in)]
