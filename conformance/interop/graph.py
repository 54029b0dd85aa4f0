"""The shape of a network: who is joined with whom, what holds the islands together, and which repairs join them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from conformance.model.interop import Blame, Bridge, Cell, Graph, Ratio, Repair
from conformance.model.network import Network, Pair
from conformance.model.verdict import Verdict

Island = tuple[str, ...]
Named = tuple[str, str, str]

OPEN = (Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.MANUAL)


def graph(network: Network, cells: Sequence[Cell]) -> Graph:
    """The graph of systems that really exchange: two are joined where at least one pair between them passes.

    Systems that only carry the exchanges of others (platforms, catalogues) are no nodes: all would seem joined by them.
    """
    import networkx as nx  # here, so that a run on one system does not load it

    links = {(cell.pair.provider.name, cell.pair.consumer.name) for cell in cells if cell.joined}
    links = {(one, other) for one, other in links if one != other}
    joined = nx.Graph(sorted(links))
    joined.add_nodes_from(exchanging(network))
    islands = sorted((tuple(sorted(island)) for island in nx.connected_components(joined)), key=_widest)
    pairs = network.pairs()
    return Graph(
        islands=tuple(islands),
        one_way=tuple(sorted((one, other) for one, other in links if (other, one) not in links)),
        bridges=tuple(sorted(_bridges(joined), key=lambda bridge: (-len(bridge.cuts_off), bridge.link))),
        repairs=tuple(_repairs(islands, [cell.pair.ends for cell in cells if _repairable(cell)])),
        undecided=tuple(
            _between(islands, [cell.pair.ends for cell in cells if cell.verdict in OPEN and not cell.apart])
        ),
        vertical=_ratio([pair for pair in pairs if pair.vertical], cells),
        horizontal=_ratio([pair for pair in pairs if not pair.vertical], cells),
        regional=_ratio([pair for pair in pairs if pair.regional], cells),
    )


def exchanging(network: Network) -> list[str]:
    """The systems that give or need something, and those that do nothing at all: every system but mere carriers."""
    members = network.members.values()
    asked = {needs.provider for member in members for needs in member.consumes}
    carriers = {name for it in members for name in (it.platform, it.catalogue) if name and name != it.name}
    return sorted(
        it.name for it in members if it.provides or it.consumes or it.name in asked or it.name not in carriers
    )


def unreachable(network: Network, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """Advertised resources (system, code) that somebody needs and, as far as every pair was decided, nobody gets."""
    verdicts: dict[tuple[str, str], list[Verdict]] = {}
    for cell in cells:
        verdicts.setdefault((cell.pair.provider.name, cell.pair.item), []).append(cell.verdict)
    advertised = ((member.name, it.resource) for member in network.members.values() for it in member.provides)
    return tuple(one for one in advertised if one in verdicts and not {Verdict.PASS, *OPEN} & {*verdicts[one]})


def undeclared(network: Network) -> tuple[tuple[str, str], ...]:
    """Systems (provider, consumer) between which nothing was declared although the one provides and the other needs."""
    declared = {(pair.provider.name, pair.consumer.name) for pair in network.pairs()}
    members = network.members.values()
    give, need = ([it.name for it in members if it.provides], [it.name for it in members if it.consumes])
    return tuple((one, other) for one in give for other in need if one != other and (one, other) not in declared)


def _widest(island: Island) -> tuple[int, Island]:
    return -len(island), island


def _repairable(cell: Cell) -> bool:
    """Whether somebody could repair it: it fails, and not for where the network puts the two."""
    return cell.verdict is Verdict.FAIL and not cell.apart and cell.blame is not Blame.NOBODY


def _undecided(cell: Cell) -> bool:
    return cell.verdict in OPEN and not cell.apart


def _bridges(joined: Any) -> list[Bridge]:
    import networkx as nx  # as above

    found = []
    for one, other in [*nx.bridges(joined)]:
        joined.remove_edge(one, other)
        sides = [tuple(sorted(nx.node_connected_component(joined, side))) for side in (one, other)]
        joined.add_edge(one, other)
        link = (min(one, other), max(one, other))
        found.append(Bridge(link, min(sides, key=lambda side: (len(side), side))))
    return found


def _repairs(islands: Sequence[Island], failing: Sequence[Named]) -> list[Repair]:
    """The failing pairs to repair, in order; each makes one island of two.

    Each is the one whose repair, all before it made, gives the island with the most systems (of equals the first by
    name). Together they are a spanning forest of the islands: no fewer repairs leave as few islands, and none more
    would leave fewer. The first is the best single repair; n of them leave as few islands as any n can.
    """
    home = {name: island for island in islands for name in island}
    repairs: list[Repair] = []
    while doors := [pair for pair in failing if home[pair[0]] != home[pair[1]]]:
        best = min(doors, key=lambda pair: (-len(home[pair[0]]) - len(home[pair[1]]), pair))
        sides = {home[best[0]], home[best[1]]}
        instead = {pair for pair in doors if pair != best and {home[pair[0]], home[pair[1]]} == sides}
        joins = tuple(sorted(chain(*sides)))
        home.update(dict.fromkeys(joins, joins))
        repairs.append(Repair(best, joins, len(islands) - len(repairs) - 1, tuple(sorted(instead))))
    return repairs


def _between(islands: Sequence[Island], pairs: Sequence[Named]) -> list[Named]:
    """The pairs that lie between two islands."""
    home = {name: island for island in islands for name in island}
    return sorted({pair for pair in pairs if home[pair[0]] != home[pair[1]]})


def _ratio(declared: Sequence[Pair], cells: Sequence[Cell]) -> Ratio:
    """How many of the pairs pass; a pair no cell tells of does not."""
    working = {cell.pair.ends for cell in cells if cell.joined}
    return Ratio(sum(pair.ends in working for pair in declared), len(declared))
