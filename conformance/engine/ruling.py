"""Rules on a clause: judged once, and a fail only once a second asking has shown it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from conformance.engine.exploring import PROBE as EXPLORE
from conformance.engine.judge import Bench, Found, Judgement, Key, judge
from conformance.model.clause import Clause
from conformance.model.exchange import Exchange, Trace
from conformance.model.report import Smallest
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

CORPUS: Key = ("corpus", "")

REPEATS = 3
"""Failing traces of one clause that are asked a second time before it is reported as failed."""


@dataclass(frozen=True)
class Ruling:
    """A judgement with what a second asking of its findings showed."""

    clause: Clause
    judgement: Judgement
    repeated: frozenset[int] = frozenset()
    """Positions in `judgement.found` that a second asking showed again."""
    again: tuple[Exchange, ...] = ()
    """The exchanges of the second asking, kept where it did not show the finding again."""
    smallest: Mapping[int, Smallest] = field(default_factory=dict)
    """What was made of the case behind a finding by shrinking it, by the finding's position."""


def rule(
    clause: Clause,
    traces: Mapping[Key, Sequence[Trace]],
    bugs: Mapping[Key, str],
    bench: Bench,
    ask_again: Callable[[Trace], list[Trace]],
) -> Ruling:
    """The ruling on a clause. `ask_again` gives the traces of asking once more what a trace asked."""
    judgement = judge(clause, traces, bugs, bench)
    if judgement.verdict is not Verdict.FAIL:
        return Ruling(clause, judgement)
    repeated: set[int] = set()
    again: list[Exchange] = []
    for trace in _chosen(judgement.found):
        second = ask_again(trace)
        if judge(clause, {asked_as(trace): second}, {}, bench).verdict is Verdict.FAIL:
            repeated.update(i for i, found in enumerate(judgement.found) if found.trace is trace)
        else:
            again.extend(exchange for other in second for exchange in other.exchanges)
    if repeated:
        return Ruling(clause, judgement, frozenset(repeated))
    text = Text("第二次询问时没有再出现", "a second asking did not show it again")
    flaky = replace(judgement, verdict=Verdict.INCONCLUSIVE, reason=Reason.FLAKY, detail=text)
    return Ruling(clause, flaky, again=tuple(again))


def _chosen(found: Sequence[Found]) -> list[Trace]:
    """The traces to ask again: the first few that differ."""
    return [*{id(item.trace): item.trace for item in found}.values()][:REPEATS]


def asked_as(trace: Trace) -> Key:
    """The probe and role that ask again what a trace asked."""
    return CORPUS if trace.probe == EXPLORE else (trace.probe, trace.role)
