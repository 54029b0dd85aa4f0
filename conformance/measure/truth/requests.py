"""Seeded requests of a kind's frozen questions, each in the role it is for or in another, to a fresh system."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from conformance.config.loading import Loaded
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession
from conformance.model.case import Case
from conformance.model.target import Target
from conformance.model.verdict import Undecided
from conformance.probes import corpus as corpus_probe
from conformance.wire.recorder import Recorder

REQUESTS = 2000
"""Requests at most that are asked beyond a whole run; how many they were is counted."""


def ask_seeded(target: Target, loaded: Loaded, seed: int, requests: int = REQUESTS) -> None:
    """Send so many requests at most, in an order that the seed decides; what they make is left, and adds up.

    Questions that cannot be asked are passed over; after twice as many questions it ends.
    """
    cases = loaded.corpus.cases if loaded.corpus else ()
    with tempfile.TemporaryDirectory() as folder, Recorder(target) as recorder:
        session = TargetSession(recorder, loaded.contract, Ledger(Path(folder) / "ledger"), seed, date.min)
        for case, role in islice(_drawn(cases, [*target.credentials], seed), 2 * requests):
            if recorder.count >= requests:
                return
            try:
                corpus_probe.probe(ProbeClient(session, "corpus", role), case)
            except Undecided:
                continue


def _drawn(cases: tuple[Case, ...], roles: list[str], seed: int) -> Iterator[tuple[Case, str]]:
    """Every case in every role, the role the contract names for it twice as often as another, shuffled; endlessly."""
    pairs = [(case, role) for case in cases for role in ("", "", *roles, "anonymous")]
    random.Random(seed).shuffle(pairs)  # noqa: S311 - a sample, no secret
    return cycle(pairs)
