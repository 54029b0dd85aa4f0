"""Examples of a strategy, drawn once: the same ones for the same seed, whatever was drawn before."""

from __future__ import annotations

from typing import TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis import strategies as st

from conformance.engine.generate.sandbox.isolated_hypothesis import BACKEND

T = TypeVar("T")


def seeded(strategy: st.SearchStrategy[T], count: int, seed: int) -> list[T]:
    """At most `count` examples. To be called while Hypothesis is sealed off."""
    found: list[T] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        derandomize=False,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        backend=BACKEND,
    )
    @hypothesis.given(strategy)
    def collect(example: T) -> None:
        found.append(example)

    collect()
    return found
