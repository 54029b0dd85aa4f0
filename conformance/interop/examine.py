"""Surveys a network: every declared pair, the catalogues side by side, and the islands they leave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from signal import SIGINT
from typing import TypeVar

from conformance import __version__
from conformance.engine.judging.reasons import broken_off
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.readers import Readers
from conformance.interop.accepts import Comparer
from conformance.interop.blame import Fault, apart, fault
from conformance.interop.catalogues import KIND as CATALOGUE
from conformance.interop.catalogues import Harvester, compared
from conformance.interop.comparing import comparisons
from conformance.interop.compatibility import Compatibility, compatibility
from conformance.interop.concluding import gate
from conformance.interop.exchange import Exchanged, ExchangeRules, exchange, left_open, written
from conformance.interop.graph import graph, undeclared, unreachable
from conformance.interop.party import Party, accounts, trace_of_bug
from conformance.interop.uses import Entry, duplicates, entries, uses
from conformance.model.contract import Contract, Schema
from conformance.model.event import Asking, Decided, Event, Started
from conformance.model.exchange import Exchange, Failure
from conformance.model.interop import Acceptance, CatalogueCell, Cell, Comparison, Interop
from conformance.model.network import Network, Pair
from conformance.model.report import CUT, ClauseResult, Evidence
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict, join
from conformance.norms.tool import tool_digest
from conformance.wire.stopping import Stop

T = TypeVar("T")

WORKERS = 4
"""Groups of systems that are asked at once."""

INTERRUPTED = Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.INTERRUPTED, CUT)
"""What a comparison came to that was not made any more."""


@dataclass(frozen=True)
class Norms:
    """What a network is judged by: the clauses of pairs and of catalogues, and the contract of each kind of system."""

    pairs: ExchangeRules
    islands: ExchangeRules
    contracts: Mapping[str, Contract]

    def contract(self, kind: str) -> Contract:
        """The contract of a kind; what holds for any system where it has none of its own."""
        return self.contracts.get(kind) or self.contracts["general"]


def survey(
    network: Network,
    norms: Norms,
    seed: int,
    now: Callable[[], datetime],
    listen: Callable[[Event], None] = lambda event: None,
    workers: int = WORKERS,
    comparer: Comparer | None = None,
    stop: Stop | None = None,
) -> Interop:
    """Test every declared pair of a network and find its islands; schemas are compared by `comparer`, else by one of
    the run's own. Nothing is left behind; once `stop` is told to, what was not tested stays undecided."""
    started, stop = now(), stop or Stop()
    stuck: list[str] = []
    notes: list[Text] = []
    with ExitStack() as held:
        parties = _parties(network, norms, seed, started.date(), held, stop)
        try:
            with nullcontext(comparer) if comparer else Comparer() as using:
                found = Survey(network, norms, parties, partial(using.acceptance, seed=seed), listen, stop).go(workers)
        finally:
            for name, party in parties.items():
                stuck += [f"{name}: {what}" for what in party.close()]
                notes += [Text(f"{name}：{note.zh}", f"{name}: {note.en}") for note in party.notes]
    found = replace(found, signal=stop.signal)
    standard = norms.pairs.standard
    profiles, kinds = (norms.pairs.profile, norms.islands.profile), {it.kind for it in network.members.values()}
    return replace(
        found,
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        release=standard.release,
        release_digest=standard.digest,
        profile_digests={profile.kind: profile.digest for profile in profiles},
        contract_digests={kind: norms.contract(kind).digest for kind in sorted(kinds)},
        seed=seed,
        started=started.isoformat(),
        finished=now().isoformat(),
        today=max((party.system.today for party in parties.values()), default=started.date()).isoformat(),
        gate=gate(found),
        notes=(*found.notes, *notes, *_not_called(parties)),
        left_behind=tuple(stuck),
    )


def _parties(network: Network, norms: Norms, seed: int, today: date, held: ExitStack, stop: Stop) -> dict[str, Party]:
    """The members as they are asked. Those at one address share its ledger, which is held where one may be written to.

    Raises DataError where somebody else writes to one of them.
    """
    known = accounts(network)
    ledgers: dict[Path, Ledger] = {}
    parties = {}
    for name, member in network.members.items():
        ledger = Ledger.of(member.target.address)
        ledger = ledgers.setdefault(ledger.path, ledger)
        held.enter_context(ledger.held(member.target.may_write))
        contract = norms.contract(member.kind)
        parties[name] = Party(member, contract, known.get(name, {}), ledger, seed, today, stop)
    return parties


def _not_called(parties: Mapping[str, Party]) -> Iterator[Text]:
    """What of each system its tester keeps from being called."""
    for name, party in parties.items():
        for held in party.system.contract.holding.held.values():
            what = f"{name}: {held.operation}"
            yield Text(f"{what} 未调用：{held.why.zh}", f"{what} was not called: {held.why.en}")


class Survey:
    """One run on a network."""

    def __init__(
        self,
        network: Network,
        norms: Norms,
        parties: Mapping[str, Party],
        compare: Callable[[Schema, Schema], Acceptance],
        listen: Callable[[Event], None],
        stop: Stop,
    ) -> None:
        self.network, self.norms, self.parties, self.compare, self.listen = network, norms, parties, compare, listen
        self.stop = stop
        self._done: dict[int, Exchanged] = {}
        self._cells: dict[int, Cell] = {}
        self._accepted: dict[tuple[str, ...], Acceptance] = {}
        self._catalogues: tuple[CatalogueCell, ...] = ()
        self._listed: dict[str, list[Entry]] = {}
        self._untold = INTERRUPTED

    def go(self, workers: int) -> Interop:
        """Ask and compare. An interruption, or a bug of ours, still leaves a verdict for every pair."""
        pairs, broken = self.network.pairs(), ""
        try:
            with self.stop.open():
                self._go(pairs, workers)
        except KeyboardInterrupt as told:
            if not self.stop.signal:
                self.stop.note(getattr(told, "signal", SIGINT))
        except Exception:  # noqa: BLE001 - our own bug ends the run, not its report
            broken = trace_of_bug(self.parties.values())
            self._untold = Acceptance(Verdict.ERROR, 0, None, None, broken_off(broken))
        if len(self._cells) < len(pairs):
            self.compare = lambda sent, taken: self._untold
        cells = tuple(self._cells.get(number) or self._rest(number, pair) for number, pair in enumerate(pairs))
        return Interop(
            network=self.network,
            cells=cells,
            graph=graph(self.network, cells),
            catalogues=self._catalogues,
            undeclared=undeclared(self.network),
            unreachable=unreachable(self.network, cells),
            uses=() if self.stop.signal or broken else uses(self.parties, self._listed),
            duplicates=duplicates(self._listed),
            requests=sum(party.recorder.count for party in self.parties.values()),
            requests_by_method=_by_method(self.parties.values()),
            signal=self.stop.signal,
            broken=broken,
            exchanges=tuple(asked for number in sorted(self._done) for asked in self._done[number].exchanges),
        )

    def _go(self, pairs: Sequence[Pair], workers: int) -> None:
        with self.stop.whole():  # half loaded it could not be used for the report of what was done
            import networkx  # noqa: F401 - loaded here, and used by `groups` and `graph`
        harvester = Harvester(self.parties, self.norms.islands)
        self._begin(pairs, workers)
        self._exchange(pairs, workers)
        self._catalogues = compared(self.network, harvester)
        self._listed = {
            it.name: entries(harvester.held(it.name)) for it in self.network.members.values() if it.kind == CATALOGUE
        }
        for number, pair in enumerate(pairs):
            self._cells[number] = self._cell(number, pair)

    def _begin(self, pairs: Sequence[Pair], workers: int) -> None:
        """Find out which of the systems that are needed stand."""
        needed = {name for pair in pairs for name in _needed(pair)}
        needed |= {it.name for it in self.network.members.values() if it.kind == CATALOGUE}
        _at_once(workers, [party for name, party in self.parties.items() if name in needed], Party.begin)

    def _exchange(self, pairs: Sequence[Pair], workers: int) -> None:
        meeting = [number for number, pair in enumerate(pairs) if not pair.apart]
        clauses = Counter(clause.family for clause in self.norms.pairs.clauses for _ in meeting)
        platforms = {pairs[number].platform.name for number in meeting}
        most = {name: self._requests(name) for name in platforms}
        self.listen(Started(clauses, sum(most[pairs[number].platform.name] for number in meeting)))

        def group(numbers: Sequence[int]) -> None:
            for number in numbers:
                if not pairs[number].apart:
                    self._one(number, pairs[number], most[pairs[number].platform.name])

        _at_once(workers, groups(pairs), group)

    def _one(self, number: int, pair: Pair, most: int) -> None:
        role = self.parties[pair.platform.name].role_for(pair.consumer)
        name = f"{pair.provider.name} → {pair.consumer.name} {pair.item}"
        self.listen(Asking(name, role, most))
        self._done[number] = exchange(pair, self.parties, self.norms.pairs)
        for result in self._done[number].results:
            self.listen(Decided(result.clause, result.verdict))

    def _requests(self, platform: str) -> int:
        """The requests one exchange takes there at most, without those that undo it or ask a second time."""
        contract = self.parties[platform].system.contract
        probes = {probe for clause in self.norms.pairs.clauses for probe, _ in clause.asked}
        return sum(sum(self.norms.pairs.tools.probes[name].sends(contract).values()) for name in probes)

    def _cell(self, number: int, pair: Pair) -> Cell:
        exchanged = self._done.get(number)
        if exchanged is None:
            exchanged = Exchanged(self._left(pair))
        sent = pair.provision.schema if pair.provision and pair.provision.schema else _published(exchanged.exchanges)
        alone = dict(comparisons(pair, sent, self._compared))
        found = apart(pair) if pair.apart else fault(pair, exchanged.results, alone)
        versions = self._versions(pair, sent)
        if versions:  # What breaks the version before fails nobody by itself.
            alone[Comparison.COMPATIBILITY] = versions.readers
        return Cell(
            pair=pair,
            verdict=Verdict.FAIL if found else join(it.verdict for it in exchanged.results),
            blame=found.blame if found else None,
            reason=found.why if found else _open(exchanged),
            duty=found.duty if found else "",
            evidence=_evidence(found),
            results=exchanged.results,
            compared=alone,
            breaks=bool(versions and versions.breaks),
        )

    def _rest(self, number: int, pair: Pair) -> Cell:
        """A pair whose turn to be judged did not come, by what was asked of it."""
        try:
            return self._cell(number, pair)
        except Exception:  # noqa: BLE001 - the bug that ended the run may be in here, and is told already
            asked = self._done.get(number)
            why = self._untold
            return Cell(pair, why.verdict, None, why.detail, results=asked.results if asked else self._left(pair))

    def _left(self, pair: Pair) -> tuple[ClauseResult, ...]:
        """The clauses of a pair that was not asked: the zones keep it apart, or the run ended before its turn."""
        why = self._untold
        if pair.apart or why.reason:
            failure = Failure(Reason.OUT_OF_SCOPE, apart(pair).why) if pair.apart else _failure(why)
            return left_open(self.norms.pairs, failure)
        return tuple(ClauseResult(it, why.verdict, detail=why.detail) for it in self.norms.pairs.clauses)

    def _versions(self, pair: Pair, sent: Schema | None) -> Compatibility | None:
        before, taken = pair.provision.previous if pair.provision else None, pair.consumption.schema
        if sent is None or before is None:
            return None
        return compatibility(sent, before, {pair.consumer.name: taken} if taken else {}, self._compared)

    def _compared(self, sent: Schema, taken: Schema) -> Acceptance:
        """Whether one schema takes what the other may send; two that read the same are compared once."""
        key = tuple(json.dumps(schema.document, sort_keys=True, default=str) for schema in (sent, taken))
        if key not in self._accepted:
            self._accepted[key] = self.compare(sent, taken)
        return self._accepted[key]


def _at_once(workers: int, items: Iterable[T], do: Callable[[T], None]) -> None:
    """Do something with every item, several at once; what one raises ends it all."""
    readers = Readers(workers)
    try:
        for _ in readers.map(do, items):
            pass
    finally:
        readers.close()


def _by_method(parties: Iterable[Party]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for party in parties:
        counted.update(party.recorder.by_method)
    return dict(sorted(counted.items()))


def groups(pairs: Sequence[Pair]) -> list[list[int]]:
    """The pairs by number, those together that write to one system: they go one after the other, in their order."""
    import networkx as nx  # as in `graph`

    joined = nx.Graph()
    for number, pair in enumerate(pairs):
        joined.add_edges_from((number, system) for system in written(pair))
    found = (sorted(it for it in group if isinstance(it, int)) for group in nx.connected_components(joined))
    return sorted(found)


def _needed(pair: Pair) -> tuple[str, ...]:
    return (*written(pair), *([pair.catalogue.name] if pair.catalogue else ()))


def _failure(why: Acceptance) -> Failure:
    return Failure(why.reason or Reason.INTERRUPTED, why.detail or CUT)


def _published(exchanges: Sequence[Exchange]) -> Schema | None:
    """The schema the provider publishes, as it was read."""
    read = (asked for asked in exchanges if asked.step == "schema" and asked.status == 200)
    found = next(read, None)
    return Schema(found.data, "published") if found is not None and isinstance(found.data, dict) else None


def _open(exchanged: Exchanged) -> Text | None:
    """Why an exchange that did not fail stays undecided."""
    open_ones = (it for it in exchanged.results if it.verdict in (Verdict.INCONCLUSIVE, Verdict.ERROR))
    first = next(open_ones, None)
    return first.detail if first else None


def _evidence(found: Fault | None) -> tuple[Evidence, ...]:
    shown = found.shown.findings[:1] if found and found.shown else ()
    return tuple(proof for finding in shown for proof in finding.evidence)
