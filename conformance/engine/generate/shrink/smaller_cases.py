"""The smallest case that still fails: what can go goes, what stays is made less, and only what is fair is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from conformance.engine.generate.corpus.case_validity import Standing
from conformance.engine.generate.explore.scenario import fewer
from conformance.engine.generate.shrink.fewest import fewest, least
from conformance.engine.generate.shrink.parts import Keeps, Part, made, parts_of
from conformance.model.case import Case
from conformance.model.contract import Contract

MOST_LOOKS = 1000
"""Cases looked at, most of which are known or unfair and not asked."""

Fails = Callable[[Case], bool | None]


class _Enough(Exception):  # noqa: N818 - it ends the search from within, and nothing is wrong
    """No more is to be asked."""


def smallest(contract: Contract, case: Case, fails: Fails) -> tuple[Case, bool]:
    """The smallest case made of a failing one that is as fair and still fails, and whether the search came to an end.

    It is the case itself where there is none. `fails` is asked of fair cases only, never twice of the same one, and
    never of the case itself; with None it ends the search. The same answers give the same case.
    """
    case, ended = _after_fewest(case, fails)
    return smallest_kept(case, Standing(contract, case), fails) if ended else (case, False)


def smallest_kept(case: Case, standing: Keeps, fails: Fails) -> tuple[Case, bool]:
    """The smallest case made of a failing one, where `standing` says what it may be made into; see `smallest`."""
    search = _Search(case, standing, fails, {case.id: True})
    try:
        search.run()
    except _Enough:
        return search.best, False
    return search.best, True


def _after_fewest(case: Case, fails: Fails) -> tuple[Case, bool]:
    """The case after as few of those it rests on as it still fails after, and whether the search came to an end."""
    for tried in islice(fewer(case), MOST_LOOKS):
        answer = fails(tried)
        if answer is None:
            return case, False
        if answer:
            return tried, True
    return case, True


@dataclass
class _Search:
    """The smallest failing case so far, and what is known of those tried, by their id."""

    best: Case
    standing: Keeps
    fails: Fails
    known: dict[str, bool]
    looks: int = field(default=0)

    def run(self) -> None:
        """Leave out what can go, and make less of what stays, until that lets nothing more go."""
        lowered = ""
        while True:
            self._do_without(self._parts(optional=True))
            self._do_without(self._parts(optional=False))
            if self.best.id == lowered:
                return
            for part in self._parts(optional=False):
                self._lower(part)
            lowered = self.best.id

    def _parts(self, optional: bool) -> list[Part]:
        return [part for part in parts_of(self.best, self.standing) if part.optional is optional]

    def _do_without(self, parts: Sequence[Part]) -> None:
        """Keep as few of the parts as can be, and the least of the others."""
        whole = self.best

        def will_do(kept: Sequence[Part]) -> bool:
            return self._will_do(made(whole, {part.key: part.least for part in parts if part not in kept}))

        fewest(parts, will_do)

    def _lower(self, part: Part) -> None:
        whole = self.best
        least(part.least, part.most, lambda amount: self._will_do(made(whole, {part.key: amount})))

    def _will_do(self, tried: Case) -> bool:
        """Whether a case is fair and still fails; each that does is smaller than the ones before."""
        self.looks += 1
        if self.looks > MOST_LOOKS:
            raise _Enough
        if tried.id not in self.known:
            answer = self.fails(tried) if self.standing.holds(tried) else False
            if answer is None:
                raise _Enough
            self.known[tried.id] = answer
        if self.known[tried.id]:
            self.best = tried
        return self.known[tried.id]
