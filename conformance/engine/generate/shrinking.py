"""The smallest case that still fails: Hypothesis leaves out and shortens, fairness judges before anything is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import islice
from random import Random
from unittest.mock import patch

from hypothesis import Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from conformance.engine.generate.parts import Keeps, Part, made, parts_of
from conformance.engine.generate.scenario import fewer
from conformance.engine.generate.sealed import sealed
from conformance.engine.generate.standing import Standing
from conformance.model.case import Case
from conformance.model.contract import Contract

WHOLE = "hutong-whole"
SEED = 20261101
FIRST_TWO = 2
FLAG = st.booleans()
MOST_LOOKS = 1000
"""Cases looked at, most of which are known or unfair and not asked."""


class Whole(HypothesisProvider):
    """Draws all there is of everything: what it generates is the failing case itself, which is then shrunk."""

    def draw_boolean(self, p: float = 0.5) -> bool:
        return p > 0


class _Enough(BaseException):
    """Ends the search from within; Hypothesis takes any other exception for a failure it has found."""


def smallest(contract: Contract, case: Case, fails: Callable[[Case], bool | None]) -> tuple[Case, bool]:
    """The smallest case made of a failing one that is as fair and still fails, and whether the search came to an end.

    It is the case itself where there is none. `fails` is asked of fair cases only, never twice of the same one, and
    never of the case itself; with None it ends the search. The same answers give the same case.
    """
    case, ended = _after_fewest(case, fails)
    return smallest_kept(case, Standing(contract, case), fails) if ended else (case, False)


def smallest_kept(case: Case, standing: Keeps, fails: Callable[[Case], bool | None]) -> tuple[Case, bool]:
    """The smallest case made of a failing one, where `standing` says what it may be made into; see `smallest`."""
    parts = parts_of(case, standing)
    search = _Search(case, parts, standing, fails)
    try:
        with sealed(), patch.dict(AVAILABLE_PROVIDERS, {WHOLE: Whole}):
            if parts:
                _drive(parts, search.still_fails)
    except _Enough:
        return search.best, False
    return search.best, True


def _after_fewest(case: Case, fails: Callable[[Case], bool | None]) -> tuple[Case, bool]:
    """The case after as few of those it rests on as it still fails after, and whether the search came to an end."""
    for tried in islice(fewer(case), MOST_LOOKS):
        answer = fails(tried)
        if answer is None:
            return case, False
        if answer:
            return tried, True
    return case, True


class _Search:
    """What is known of the cases tried, by their id, and the smallest that fails."""

    def __init__(
        self, case: Case, parts: Sequence[Part], standing: Keeps, fails: Callable[[Case], bool | None]
    ) -> None:
        self._case, self._parts, self._standing, self._fails = case, parts, standing, fails
        self._known = {case.id: True}
        self._looks = 0
        self._best = (_size(case), sum(part.most for part in parts)), case

    def still_fails(self, amounts: Sequence[int]) -> bool:
        self._looks += 1
        if self._looks > MOST_LOOKS:
            raise _Enough
        kept = {(part.place, part.optional): amount for part, amount in zip(self._parts, amounts, strict=True)}
        tried = made(self._case, kept)
        if tried.id not in self._known:
            answer = self._fails(tried) if self._standing.holds(tried) else False
            if answer is None:
                raise _Enough
            self._known[tried.id] = answer
            if answer:
                self._best = min(self._best, ((_size(tried), sum(amounts)), tried), key=lambda pair: pair[0])
        return self._known[tried.id]

    @property
    def best(self) -> Case:
        return self._best[1]


def _size(case: Case) -> int:
    return len(json.dumps([case.path, case.query, case.headers, case.body], ensure_ascii=False))


def _drive(parts: Sequence[Part], still_fails: Callable[[Sequence[int]], bool]) -> None:
    """Let Hypothesis try the least of everything, then all of it, and shrink that."""
    how = settings(
        max_examples=FIRST_TWO,
        database=None,
        derandomize=False,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
        backend=WHOLE,
    )
    find(_amounts(parts), still_fails, settings=how, random=Random(SEED))  # noqa: S311 - repeatable, no secret


@st.composite
def _amounts(draw: st.DrawFn, parts: Sequence[Part]) -> list[int]:
    """How much is kept of each part: what is more than the least, and a flag for every block of parts.

    Hypothesis lowers the last draw first: so it does without half of the parts before it looks at a quarter or a single
    one. The number of draws is always the same, so that each keeps its meaning while others are lowered.
    """
    amounts = [_amount(draw, part) for part in parts]
    for size in [1 << power for power in range(max(1, (len(parts) - 1).bit_length()))]:
        for first in range(0, len(parts), size):
            if not draw(FLAG):
                block = slice(first, first + size)
                amounts[block] = [part.least for part in parts[block]]
    return amounts


def _amount(draw: st.DrawFn, part: Part) -> int:
    """From the least to the most: what is more than the least in binary, highest digit first, so that less is simpler.

    Each digit holds only under a flag of its own. Those come in reverse, for the highest digit to be lowered first.
    What is either there or not needs no digit: the flag of its block says it.
    """
    if part.most - part.least == 1:
        return part.most
    places = range((part.most - part.least).bit_length())
    digits = [draw(FLAG) for _ in places]
    flags = [draw(FLAG) for _ in places]
    more = sum((digit and flag) << place for place, digit, flag in zip(places, reversed(digits), flags, strict=True))
    return min(part.least + more, part.most)
