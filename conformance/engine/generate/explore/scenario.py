"""Questions that followed one another, each as a case that can be asked again with what led up to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from conformance.engine.plan import EXPLORE
from conformance.model.case import Case
from conformance.model.exchange import Exchange, Trace
from conformance.norms.corpus import with_id

RECENT = 6
"""Questions on one object that are asked again, the last ones before; of those before them its making alone."""


@dataclass(frozen=True)
class RecordedCase:
    """One question that was asked: as it was sent, as it can be asked alone, and what came of it."""

    sent: Case
    alone: Case
    trace: Trace
    answered: Exchange


def as_replayable(told: Sequence[RecordedCase], scenarios: Sequence[Sequence[int]]) -> list[tuple[Trace, Case]]:
    """For each question its trace as clauses judge it, and the case that asks it again: after all that led up to it."""
    shared = {place: places[:number] for places in scenarios for number, place in enumerate(places)}
    history = _History(told)
    return [
        _retold(one, [told[before] for before in history.before(place, shared.get(place, ()))])
        for place, one in enumerate(told)
    ]


class _History:
    """What was made by which question, and which questions then named it."""

    def __init__(self, told: Sequence[RecordedCase]) -> None:
        self._names = [[str(value) for value in one.sent.path.values()] for one in told]
        self._asked: dict[str, list[int]] = {}
        for place, one in enumerate(told):
            for name in self._names[place]:
                if name in self._asked:
                    self._asked[name].append(place)
            self._asked.update({name: [place] for name in created_ids(0, one.answered) if name not in self._asked})

    def before(self, place: int, scenario: Sequence[int]) -> list[int]:
        """The earlier questions of its scenario, and those that made and last concerned what any of these name."""
        found = set(scenario)
        for name in {name for each in (*scenario, place) for name in self._names[each]}:
            earlier = [each for each in self._asked.get(name, ()) if each < place]
            found.update(earlier[:1] + earlier[1:][-RECENT:])
        return sorted(found)


def _retold(one: RecordedCase, led: Sequence[RecordedCase]) -> tuple[Trace, Case]:
    """The earlier questions may matter in ways no answer shows, so all are kept; shrinking leaves out what does not."""
    given: dict[str, dict[str, Any]] = {}
    after = []
    for number, earlier in enumerate(led):
        after.append(_linked(earlier, given))
        given = {**created_ids(number, earlier.answered), **given}
    case = with_id(replace(_linked(one, given), after=tuple(after)))
    own = (exchange for exchange in one.trace.exchanges if exchange is not one.answered)
    before = (*(exchange for earlier in led for exchange in earlier.trace.exchanges), *own)
    return Trace(EXPLORE, one.trace.role, (replace(one.answered, step=EXPLORE),), case.id, before=before), case


def _linked(one: RecordedCase, given: Mapping[str, Mapping[str, Any]]) -> Case:
    """The case with what earlier answers gave in the place of names that will be others next time."""
    path = {name: given.get(str(value), one.alone.path.get(name, value)) for name, value in one.sent.path.items()}
    return with_id(replace(one.alone, path=path))


def created_ids(number: int, answered: Exchange) -> dict[str, dict[str, Any]]:
    """The names of what a question made, by the place in its answer where each stands."""
    undo, data = answered.operation.undo, answered.data
    members = undo.parameters if undo and 200 <= answered.status < 300 and isinstance(data, Mapping) else ()
    return {str(data[member]): {"given": [number, member]} for _, member in members if member in data}


def fewer(case: Case) -> Iterator[Case]:
    """The case after fewer of those it rests on, the fewest first and of as many the latest; it keeps what it needs."""
    places = range(len(case.after) - 1, -1, -1)
    for number in range(len(case.after)):
        for kept in combinations(places, number):
            tried = _after(case, sorted(kept))
            if tried is not None:
                yield tried


def _after(case: Case, kept: Sequence[int]) -> Case | None:
    """The case after some of those it rests on; None where it needs an answer of one that is left out."""
    places = {old: new for new, old in enumerate(kept)}
    steps = [_moved(step, places) for step in (*(case.after[place] for place in kept), case)]
    if None in steps:
        return None
    *after, last = (step for step in steps if step is not None)
    return with_id(replace(last, after=tuple(after)))


def _moved(step: Case, places: Mapping[int, int]) -> Case | None:
    path = {}
    for name, value in step.path.items():
        if isinstance(value, Mapping) and "given" in value:
            number, member = value["given"]
            if number not in places:
                return None
            value = {"given": [places[number], member]}
        path[name] = value
    return with_id(replace(step, path=path, after=()))
