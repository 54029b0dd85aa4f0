"""Reads every catalogue once in each role, and holds those that should be one against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from conformance.checks.application.islands import SIDES, copies
from conformance.engine.judging.confirmation import confirmed
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Key
from conformance.engine.probe_client import ProbeClient
from conformance.engine.reporting.results import result
from conformance.engine.session import traced
from conformance.interop.exchange import ExchangeRules
from conformance.interop.party import Party, Remembering, trace_of_bug
from conformance.model.exchange import Trace
from conformance.model.interop import CatalogueCell
from conformance.model.network import Member, Network
from conformance.model.verdict import Undecided, join

KIND = "resource-catalogue"


def neighbours(network: Network) -> Iterator[tuple[Member, Member]]:
    """The catalogues to compare: each with the one above it, and with the one before it under the same parent.

    So the number of comparisons grows with the number of catalogues: what two siblings share with a third between
    them they share with each other.
    """
    before: dict[str, Member] = {}
    for member in network.members.values():
        parent = _above(member, network) if member.kind == KIND else None
        if parent is not None:
            yield member, parent
            if parent.name in before:
                yield before[parent.name], member
            before[parent.name] = member


def _above(member: Member, network: Network) -> Member | None:
    """The catalogue of the level above: the parent, or that in which the parent's resources are found."""
    parent = network.members.get(member.parent)
    if parent is None or parent.kind == KIND:
        return parent
    return network.members.get(parent.catalogue)


class Harvester:
    """Asks catalogues; each only once in each role, whatever it is compared with."""

    def __init__(self, parties: Mapping[str, Party], rules: ExchangeRules) -> None:
        self._parties, self._rules = parties, rules
        self._read: dict[tuple[str, Key, bool], Trace] = {}
        self.bugs: dict[Key, str] = {}

    def keys(self) -> tuple[Key, ...]:
        """Every probe and role the clauses on catalogues are asked by."""
        asked = (key for clause in self._rules.clauses for key in clause.asked)
        return tuple(dict.fromkeys(asked))

    def read(self, name: str, key: Key, fresh: bool = False) -> Trace:
        """What one catalogue answers in one role; `fresh` asks everything a second time."""
        if (name, key, fresh) not in self._read:
            party = self._parties[name]
            probe, role = key
            asking = ProbeClient(party.system, probe, role) if fresh else Remembering(party, probe, role, [])
            trace = traced(asking, self._rules.tools.probes[probe].probe, [party.system])
            party.doubt([trace])
            self._read[name, key, fresh] = trace
        return self._read[name, key, fresh]

    def harvest(self, names: Iterable[str]) -> None:
        """Read catalogues in every role."""
        for name in names:
            for key in self.keys():
                if self._parties[name].lost is None:
                    try:
                        self.read(name, key)
                    except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
                        self.bugs[key] = trace_of_bug(self._parties.values(), limit=-3)

    def held(self, name: str) -> list[Trace]:
        """What was read of a catalogue."""
        return [trace for (read, _, fresh), trace in self._read.items() if read == name and not fresh]

    def compare(self, one: str, other: str) -> CatalogueCell:
        """The verdicts on two catalogues side by side."""
        lost = next((self._parties[name].lost for name in (one, other) if self._parties[name].lost), None)
        sound = [key for key in self.keys() if key not in self.bugs]
        traces = {key: [Trace(*key, unmet=lost) if lost else self._beside(one, other, key)] for key in sound}
        synchronised = any(map(_synchronised, (trace for found in traces.values() for trace in found)))
        system = self._parties[one].system
        bench = self._rules.bench(system, {"synchronised": synchronised})

        def ask_again(trace: Trace) -> list[Trace]:
            return [self._beside(one, other, (trace.probe, trace.role), fresh=True)]

        judged = ((clause, judge(clause, traces, self.bugs, bench)) for clause in self._rules.clauses)
        ruled = (confirmed(clause, judgement, bench, ask_again) for clause, judgement in judged)
        sessions = frozenset().union(*(self._parties[name].system.recorder.sessions for name in (one, other)))
        results = tuple(result(ruling, system.contract, sessions=sessions) for ruling in ruled)
        return CatalogueCell(one, other, join(it.verdict for it in results), results)

    def _beside(self, one: str, other: str, key: Key, fresh: bool = False) -> Trace:
        """Both harvests in one trace, each step named after the side it is of."""
        read = [self.read(name, key, fresh) for name in (one, other)]
        exchanges = tuple(
            replace(asked, step=f"{side}-{asked.step}")
            for side, trace in zip(SIDES, read, strict=True)
            for asked in trace.exchanges
        )
        cuts = tuple(
            replace(cut, step=cut.step and f"{side}-{cut.step}")
            for side, trace in zip(SIDES, read, strict=True)
            for cut in trace.cuts
        )
        return Trace(*key, exchanges, unmet=next((trace.unmet for trace in read if trace.unmet), None), cuts=cuts)


def _synchronised(trace: Trace) -> bool:
    """Whether one side holds entries of the other."""
    try:
        return any(copies(trace, *sides) for sides in (SIDES, SIDES[::-1]))
    except Undecided:
        return False


def compared(network: Network, harvester: Harvester) -> tuple[CatalogueCell, ...]:
    """Every comparison due in a network, in its order."""
    due = [(one.name, other.name) for one, other in neighbours(network)]
    harvester.harvest(dict.fromkeys(name for pair in due for name in pair))
    return tuple(map(partial(_cell, harvester), due))


def _cell(harvester: Harvester, names: tuple[str, str]) -> CatalogueCell:
    return harvester.compare(*names)
