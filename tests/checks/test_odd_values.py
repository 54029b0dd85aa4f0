"""Whatever stands at a place that a judge reads, it comes to a verdict in words and never to an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

import pytest

from conformance.engine.judging import confirmation
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import JudgingContext, Key
from conformance.interop import catalogues, exchange
from conformance.model.clause import Clause
from conformance.model.exchange import Exchange, Outcome, Trace
from conformance.model.verdict import Verdict
from conformance.systems.kinds import KINDS
from conformance.systems.serve import start
from tests.examining import SEED, examine_reference
from tests.interop.serving import CIVIL, HERE, pair_of, platform, surveyed

DATES = ("9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:60-12:00")
NO_KEYS: tuple[Any, ...] = ([], {})
ODD: tuple[Any, ...] = (
    *(["a", {}], [[None]], {"a": [1]}),
    *(None, "", "[::", True, -1, 9 * 10**4299, 1.5e300),
    *DATES,
)
MOST_TRACES, MOST_EXCHANGES, MOST_OF_A_LIST = 3, 40, 3
DRAWN = 12
"""Places of each probe that are drawn to stand odd."""


Judged = list[tuple[Clause, JudgingContext]]
"""The clauses that are judged on what one probe asked in one role."""


@dataclass(frozen=True)
class Asked:
    """What a probe asked in a run of a sound system, no list longer than a few records, and who is judged by it."""

    key: Key
    traces: tuple[Trace, ...]
    clauses: Judged

    @property
    def places(self) -> list[tuple[str, str]]:
        """Each step with each member of its answers; an empty name for the answer itself."""
        exchanges = [it for trace in self.traces for it in trace.exchanges]
        return sorted({(it.step, name) for it in exchanges if it.response for name in ("", *members(it.data))})


def cut(data: Any) -> Any:
    """An answer with the first few of each list."""
    if isinstance(data, Mapping):
        return {name: cut(part) for name, part in data.items()}
    return [cut(part) for part in data[:MOST_OF_A_LIST]] if isinstance(data, list) else data


def members(data: Any) -> Iterator[str]:
    """The names of members anywhere in an answer."""
    if isinstance(data, Mapping):
        yield from data
    for part in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from members(part)


def with_odd(data: Any, name: str, odd: Any) -> Any:
    """An answer in which a member holds something odd wherever it stands; the whole is odd for an empty name."""
    if not name:
        return odd
    if isinstance(data, Mapping):
        return {key: odd if key == name else with_odd(part, name, odd) for key, part in data.items()}
    return [with_odd(part, name, odd) for part in data] if isinstance(data, list) else data


def answered(exchange: Exchange, data: Any) -> Exchange:
    """An exchange whose answer holds other data."""
    if exchange.response is None or exchange.data is None:
        return exchange
    response = replace(exchange.response, content=json.dumps(data, ensure_ascii=False).encode())
    return replace(exchange, response=response, outcome=Outcome(exchange.status, data))


def errors(asked: Asked, step: str, name: str, odd: Any) -> Iterator[str]:
    """The errors that clauses come to where a member of the answers of a step is odd."""
    traces = [
        replace(
            trace,
            exchanges=tuple(
                answered(it, with_odd(it.data, name, odd)) if it.step == step else it for it in trace.exchanges
            ),
        )
        for trace in asked.traces
    ]
    for clause, bench in asked.clauses:
        judgement = judge(clause, {asked.key: traces}, {}, bench)
        if judgement.verdict is Verdict.ERROR:
            yield f"{clause.id}: {name} of {step} {odd!r}: {judgement.detail.en if judgement.detail else ''}"


@cache
def of_a_kind(kind: str) -> tuple[Asked, ...]:
    return recorded(lambda: examine_reference(kind, shrink=False))


def recorded(run: Callable[[], object]) -> tuple[Asked, ...]:
    """What every clause was judged on in a run, but for those on any answer."""
    found: dict[Key, Asked] = {}

    def noted(clause: Clause, traces: Any, bugs: Any, bench: JudgingContext, traffic: Any = None) -> Any:
        for key in clause.asked if not clause.judges_any and not clause.manual else ():
            if traces.get(key):
                asked = found.setdefault(key, Asked(key, tuple(map(short, traces[key][:MOST_TRACES])), []))
                asked.clauses.append((clause, bench))
        return judge(clause, traces, bugs, bench, traffic)

    with pytest.MonkeyPatch.context() as patch:
        for judging in (confirmation, catalogues, exchange):
            patch.setattr(judging, "judge", noted)
        run()
    return tuple(found.values())


def short(trace: Trace) -> Trace:
    return replace(trace, exchanges=tuple(answered(it, cut(it.data)) for it in trace.exchanges[:MOST_EXCHANGES]))


def drawn(all_asked: tuple[Asked, ...], most: int) -> list[str]:
    """The errors met at places drawn of what each probe asked, each with what is no key and something else."""
    drawing = Random(SEED)
    return [
        trouble
        for asked in all_asked
        for step, name in drawing.sample(asked.places, min(most, len(asked.places)))
        for odd in (*NO_KEYS, drawing.choice(ODD))
        for trouble in errors(asked, step, name, odd)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_odd_value_breaks_a_judge(kind: str) -> None:
    assert drawn(of_a_kind(kind), DRAWN) == []


def test_no_odd_value_breaks_a_judge_of_two() -> None:
    with platform() as labour, platform((), CIVIL, (HERE,)) as civil, start("resource-catalogue") as catalogue:
        asked = recorded(lambda: surveyed(pair_of(labour.address, civil.address, catalogue.address)))
    assert asked
    assert drawn(asked, DRAWN) == []
