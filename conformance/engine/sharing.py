"""How the requests of a run are shared out where there is more to ask than it may send: by counts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from conformance.engine.judging.confirmation import CORPUS
from conformance.engine.judging.judgement import Key
from conformance.engine.plan import Plan, ProbeRun
from conformance.model.case import Case, Unmade, Unquestioned
from conformance.model.contract import Contract
from conformance.model.unasked import remarks

ASIDE = 10
"""One of so many requests is kept for asking again what failed."""


def within_budget(plan: Plan) -> Plan:
    """The plan of which no probe takes what others need; as it is, where all of it can be asked.

    What asks no more than an equal share is asked whole, and first; what that leaves is shared by the others. A probe
    ends with its share. Of the questions made of a document whole operations are left out, and told by name.
    """
    if plan.contract.kind or sum(asked.requests for asked in plan.rounds) <= plan.target.limits.requests:
        return plan
    shares, rounds = _shares(plan), list[ProbeRun]()
    for asked in plan.rounds:
        share = shares[asked.key]
        if share >= asked.requests:
            rounds.append(asked)
        elif asked.key == CORPUS:
            rounds.append(_fewer(asked, plan.contract, share))
        else:
            rounds.append(replace(asked, most=share, methods=dict(_cut(asked.methods, share))))
    rounds.sort(key=lambda asked: (asked.writes, asked.requests))
    questioned, kept = ({case.operation for case in _cases(each)} for each in (plan.rounds, rounds))
    place = {name: at for at, name in enumerate(plan.contract.operations)}
    left = tuple(Unquestioned(name, Unmade.BUDGET) for name in sorted(questioned - kept, key=place.__getitem__))
    without = tuple(sorted((*plan.without, *left), key=lambda each: place[each.operation]))
    return replace(plan, rounds=tuple(rounds), without=without, notes=(*plan.notes, *remarks(left)))


def _cases(rounds: Iterable[ProbeRun]) -> Iterator[Case]:
    return (case for asked in rounds for case in asked.cases if isinstance(case, Case))


def _shares(plan: Plan) -> Mapping[Key, int]:
    """Requests of each probe: all it asks, or an equal share of what those that ask less leave."""
    most, planned = plan.target.limits.requests, sum(asked.requests for asked in plan.rounds)
    left = max(most - most // ASIDE - (plan.requests - planned), 0)
    shares = dict[Key, int]()
    for at, asked in enumerate(sorted(plan.rounds, key=lambda asked: asked.requests)):
        shares[asked.key] = min(asked.requests, left // (len(plan.rounds) - at))
        left -= shares[asked.key]
    return shares


def _fewer(asked: ProbeRun, contract: Contract, share: int) -> ProbeRun:
    """The questions of as many whole operations as fit in a share, in their order."""
    needed: Counter[str] = Counter()
    for case in _cases([asked]):
        needed[case.operation] += 1 + len(case.after)
    kept = set[str]()
    for name, number in needed.items():
        if number <= share:
            kept.add(name)
            share -= number
    cases = tuple(case for case in _cases([asked]) if case.operation in kept)
    sent = Counter(contract.operations[one.operation].method for case in cases for one in (*case.after, case))
    return replace(asked, cases=cases, methods=sent)


def _cut(methods: Mapping[str, int], share: int) -> Iterator[tuple[str, int]]:
    for method, number in methods.items():
        yield method, min(number, share)
        share -= min(number, share)
