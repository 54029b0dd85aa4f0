"""Examples of a strategy, drawn once: the same ones for the same seed, whatever was drawn before."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis import strategies as st

from conformance.engine.generate.corpus.steps import Spent
from conformance.engine.generate.sandbox.isolated_hypothesis import BACKEND

T = TypeVar("T")

IN_VAIN = 40
"""Draws in a row that came to nothing, after which no more are made: Hypothesis itself would make some 460."""


class _InVain(BaseException):
    """Leaves Hypothesis as an interruption does: what is an Exception it would take for a failure, and repeat."""


def seeded(strategy: st.SearchStrategy[T], count: int, seed: int) -> list[T]:
    """At most `count` examples; to be called while Hypothesis is sealed off. Fewer, where counted steps are taken."""
    found: list[T] = []
    in_vain = 0

    @st.composite
    def counted(draw: st.DrawFn) -> T:
        nonlocal in_vain
        in_vain += 1
        if in_vain > IN_VAIN:
            raise _InVain
        example = draw(strategy)
        in_vain = 0
        return example

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
    @hypothesis.given(counted())
    def collect(example: T) -> None:
        found.append(example)

    with suppress(_InVain, Spent):  # what was found before is kept; as a rule nothing can be made of the kind
        collect()
    return found
