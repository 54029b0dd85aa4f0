"""The shortest of a failing sequence's own steps that still fail, found by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase, choices_to_bytes

from conformance.engine.generate.sealed import sealed
from conformance.model.sequence import Step

Steps = tuple[Step, ...]
KEY = b"sequence"
NOT_YET_SHRUNK = KEY + b".secondary"


def shortest(steps: Steps, fails: Callable[[Steps], bool]) -> Steps:
    """As few of the steps as can be, in their order, for which `fails` holds as it does for all of them.

    The last step stays: it is the one that shows the failure. To bound and to remember what is asked of `fails` is for
    the caller.
    """
    # To leave a step out is the simpler of two choices, and Hypothesis is handed the one where all are kept.
    kept = st.tuples(*[st.booleans()] * (len(steps) - 1)).map(
        lambda stays: tuple(step for step, stay in zip(steps, (*stays, True), strict=True) if stay)
    )
    known = InMemoryExampleDatabase()
    known.save(NOT_YET_SHRUNK, choices_to_bytes((True,) * (len(steps) - 1)))
    with sealed():
        return find(
            kept,
            fails,
            settings=settings(
                database=known,
                phases=(Phase.reuse, Phase.shrink),
                deadline=None,
                suppress_health_check=list(HealthCheck),
                verbosity=Verbosity.quiet,
            ),
            database_key=KEY,
        )
