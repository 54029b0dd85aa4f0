"""Runs the exchange of one declared pair as it would really happen, and judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from conformance.checks.application.delivered import METHODS, grants, items, offered, published, words
from conformance.checks.application.interop_records import formats_of
from conformance.engine.judging.confirmation import confirmed
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import JudgingContext, Key
from conformance.engine.probe_client import ProbeClient
from conformance.engine.reporting.results import result
from conformance.engine.session import TargetSession, traced
from conformance.engine.vocabulary import Tools
from conformance.interop.party import Party, Remembering, trace_of_bug
from conformance.model.asking import Ask
from conformance.model.clause import Clause, Profile, Standard
from conformance.model.exchange import Cut, Exchange, Failure, Trace
from conformance.model.network import Pair
from conformance.model.report import ClauseResult
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided, Verdict

Role = Literal["provider", "consumer", "platform", "catalogue"]


@dataclass(frozen=True)
class ExchangeRules:
    """What exchanges are judged by."""

    standard: Standard
    tools: Tools
    profile: Profile

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self.standard.clauses[name] for name in self.profile.clauses)

    def bench(self, system: TargetSession, facts: Mapping[str, Any], pair: Pair | None = None) -> JudgingContext:
        """The bench for what was asked of a system."""
        figures = self.profile.parameters
        return JudgingContext(self.standard, system.contract, self.tools, figures, facts, system.today, pair)


@dataclass(frozen=True)
class Exchanged:
    """What the live exchange of a pair came to, and everything that was asked for it."""

    results: tuple[ClauseResult, ...]
    exchanges: tuple[Exchange, ...] = ()


class Together:
    """The systems of one pair, as a probe of a pair asks them.

    What a system says of itself is asked once in a run, unless it is to be asked `fresh`.
    """

    def __init__(self, pair: Pair, parties: Mapping[str, Party], probe: str, fresh: bool = False) -> None:
        self.pair, self._parties, self._probe, self._fresh = pair, parties, probe, fresh
        self.exchanges: list[Exchange] = []
        self.cuts: list[Cut] = []

    def asking(self) -> ProbeClient:
        """The asker of the platform, as the consumer."""
        party = self._parties[self.pair.platform.name]
        return ProbeClient(party.system, self._probe, party.role_for(self.pair.consumer), self.exchanges, self.cuts)

    def of(self, party: Role) -> Ask:
        name, other = {
            "provider": (self.pair.provider.name, self.pair.consumer),
            "consumer": (self.pair.consumer.platform or self.pair.consumer.name, self.pair.provider),
            "platform": (self.pair.platform.name, self.pair.consumer),
            "catalogue": (self.pair.catalogue.name if self.pair.catalogue else "", self.pair.consumer),
        }[party]
        if name not in self._parties:
            text = Text(f"没有 {party}", f"there is no {party}")
            raise Undecided(Reason.PRECONDITION_NOT_MET, text)
        found = self._parties[name]
        if found.lost is not None:
            raise Undecided(found.lost.reason, found.lost.detail, found.lost.input)
        role = found.role_for(other)
        if self._fresh:
            return ProbeClient(found.system, self._probe, role, self.exchanges, self.cuts)
        return Remembering(found, self._probe, role, self.exchanges, self.cuts)


def written(pair: Pair) -> tuple[str, ...]:
    """The systems the exchange of a pair writes to."""
    mirrored = (pair.consumer.platform or pair.consumer.name,) if pair.consumption.mirror else ()
    return tuple(dict.fromkeys((pair.platform.name, *mirrored)))


def exchange(pair: Pair, parties: Mapping[str, Party], rules: ExchangeRules) -> Exchanged:
    """Go through the exchange and judge every clause of pairs; a fail has been seen twice, and nothing is left."""
    platform = parties[pair.platform.name]
    if platform.lost is not None:
        return Exchanged(left_open(rules, platform.lost))
    keys = dict.fromkeys(key for clause in rules.clauses for key in clause.asked)
    traces: dict[Key, list[Trace]] = {}
    bugs: dict[Key, str] = {}
    for key in keys:
        try:
            traces[key] = [_trace(key, pair, parties, rules)]
        except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
            bugs[key] = trace_of_bug(parties.values(), limit=-3)
    again: dict[Key, list[Trace]] = {}

    def ask_again(trace: Trace) -> list[Trace]:
        key = trace.probe, ""
        if key not in again:
            again[key] = [_trace(key, pair, parties, rules, fresh=True)]
        return again[key]

    told = [trace for found in traces.values() for trace in found]
    bench = rules.bench(platform.system, facts(pair, told), pair)
    taking_part = {*written(pair), pair.provider.name, *([pair.catalogue.name] if pair.catalogue else ())}
    sessions = frozenset().union(*(parties[name].recorder.sessions for name in taking_part & parties.keys()))
    judged = ((clause, judge(clause, traces, bugs, bench)) for clause in rules.clauses)
    ruled = (confirmed(clause, judgement, bench, ask_again) for clause, judgement in judged)
    results = tuple(result(ruling, platform.system.contract, sessions=sessions) for ruling in ruled)
    for name in {*written(pair), *([pair.catalogue.name] if pair.catalogue else ())}:
        parties[name].doubt(told)
    return Exchanged(results, tuple(asked for trace in told for asked in trace.exchanges))


def _trace(key: Key, pair: Pair, parties: Mapping[str, Party], rules: ExchangeRules, fresh: bool = False) -> Trace:
    together = Together(pair, parties, key[0], fresh)
    put = partial(rules.tools.probes[key[0]].probe, parties=together)
    trace = traced(together.asking(), put, [parties[name].system for name in written(pair)])
    return Trace(trace.probe, key[1], trace.exchanges, unmet=trace.unmet, cuts=trace.cuts)


def left_open(rules: ExchangeRules, failure: Failure) -> tuple[ClauseResult, ...]:
    """Every clause left undecided for one reason."""
    return tuple(
        ClauseResult(clause, Verdict.INCONCLUSIVE, failure.reason, failure.detail, input=failure.input)
        for clause in rules.clauses
    )


def facts(pair: Pair, traces: list[Trace]) -> dict[str, Any]:
    """What clauses of pairs may ask: what was declared, which methods there are, what the records hold.

    What could not be read is taken to be there: the clause then says itself why it cannot be judged.
    """
    stated = {
        "catalogue": pair.catalogue is not None,
        "expects": pair.consumption.schema is not None,
        "mirror": bool(pair.consumption.mirror),
        "vertical": pair.vertical,
        "regional": pair.regional,
    }
    for trace in traces:
        if any(asked.step == "schema" for asked in trace.exchanges):
            return {**stated, "methods": _methods(trace), "records": _records(trace, pair)}
    return stated | {"methods": _Anything(), "records": _Anything()}


class _Anything(dict[str, bool]):
    """Facts nobody could read."""

    def get(self, name: str, default: Any = None) -> Any:
        return True


def _methods(trace: Trace) -> dict[str, bool]:
    steps = {asked.step for asked in trace.exchanges}
    asked = {method: f"{method}-request" in steps for method in METHODS}
    return {**asked, "several": sum(asked.values()) > 1, "timed": asked["batch"] or asked["file"]}


def _records(trace: Trace, pair: Pair) -> dict[str, bool]:
    """What the items granted hold: codes, identifiers, dates, the region a record concerns."""
    try:
        resource, formats = offered(trace, pair), formats_of(published(trace))
    except Undecided:
        return _Anything()
    given = {name for grant, _ in grants(trace).values() for name in words(grant.get("items"))}
    own = [item for item in items(resource) if item["name"] in given or not given]
    forms = {form for name, form in formats.items() if name in given or not given}
    return {
        "codes": any(isinstance(item.get("codes"), list) for item in own),
        "region": any(item.get("region") is True for item in own),
        "identifiers": bool(forms & {"uscc", "region-code", "resource-code"}),
        "dates": bool(forms & {"date", "date-time"}),
    }
