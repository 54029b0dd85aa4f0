"""Islands, bridges and repairs are what they say: cut a bridge and the graph splits, repair a pair and islands join."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.interop.graph import graph, undeclared, unreachable
from conformance.model.interop import Blame, Bridge, Cell, Graph, Ratio, Repair
from conformance.model.network import Network, Provision
from conformance.model.verdict import Verdict
from tests.interop.sample_network import Link, cells, member, network, plain_network

FAIL, OPEN, NONE = Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE


def shape(names: str, verdicts: dict[str, Verdict]) -> Graph:
    """The graph of systems with one letter and links as `AB`: what A provides to B."""
    links = {(one[0], one[1], one[2:] or "R"): verdict for one, verdict in verdicts.items()}
    of = plain_network(names, links)
    return graph(of, cells(of, links))


def test_five_systems_one_broken_pair_one_island() -> None:
    seen = shape("ABCDE", {"AB": Verdict.PASS, "BA": Verdict.PASS, "BC": Verdict.PASS, "CD": FAIL})
    assert seen.islands == (("A", "B", "C"), ("D",), ("E",))
    assert seen.one_way == (("B", "C"),)
    assert seen.bridges == (Bridge(("A", "B"), ("A",)), Bridge(("B", "C"), ("C",)))
    assert seen.repairs == (Repair(("C", "D", "R"), ("A", "B", "C", "D"), 2),)


def test_ten_systems_are_repaired_widest_first_and_no_more_than_needed() -> None:
    passing = ("AB", "BC", "CA", "DE", "EF", "GH")
    failing = ("HI", "FG", "CD", "AE", "HG", "IJ", "IG")
    seen = shape("ABCDEFGHIJ", {**dict.fromkeys(passing, Verdict.PASS), **dict.fromkeys(failing, FAIL)})
    assert seen.islands == (("A", "B", "C"), ("D", "E", "F"), ("G", "H"), ("I",), ("J",))
    assert [repair.pair[:2] for repair in seen.repairs] == [("A", "E"), ("F", "G"), ("H", "I"), ("I", "J")]
    assert [repair.islands for repair in seen.repairs] == [4, 3, 2, 1]
    assert seen.repairs[0].instead == (("C", "D", "R"),)
    assert seen.repairs[2].instead == (("I", "G", "R"),)
    assert seen.repairs[-1].joins == tuple("ABCDEFGHIJ")
    assert {bridge.link for bridge in seen.bridges} == {("D", "E"), ("E", "F"), ("G", "H")}


def test_a_link_stands_while_one_of_its_pairs_passes() -> None:
    seen = shape("ABC", {"AB1": Verdict.PASS, "AB2": FAIL, "BC": OPEN})
    assert seen.islands == (("A", "B"), ("C",))
    assert seen.repairs == ()
    assert (seen.horizontal.working, seen.horizontal.declared) == (1, 3)


def test_what_was_not_decided_is_no_failure_and_is_named_apart() -> None:
    seen = shape("ABC", {"AB": OPEN, "BC": Verdict.ERROR, "BA": OPEN})
    assert seen.repairs == ()
    assert seen.undecided == (("A", "B", "R"), ("B", "A", "R"), ("B", "C", "R"))


@pytest.mark.parametrize("verdict", [FAIL, NONE])
def test_zones_apart_are_no_repair(verdict: Verdict) -> None:
    of = network([member("A"), member("B", zone="专网")], [("A", "B", "R")])
    made = cells(of, {("A", "B", "R"): verdict}, Blame.NOBODY)
    seen = graph(of, made)
    assert (seen.repairs, seen.undecided, len(seen.islands)) == ((), (), 2)


def test_levels_and_regions_are_counted_apart() -> None:
    members = [
        member("P", "province", "440000"),
        member("A"),
        member("B"),
        member("C", "city", "440100"),
    ]
    links = {("P", "A", "R"): Verdict.PASS, ("A", "B", "R"): Verdict.PASS, ("A", "C", "R"): FAIL, ("C", "P", "R"): FAIL}
    of = network(members, links)
    seen = graph(of, cells(of, links))
    assert (seen.vertical, seen.horizontal, seen.regional) == (Ratio(1, 2), Ratio(1, 2), Ratio(0, 1))


def test_a_pair_that_was_not_reached_counts_as_declared() -> None:
    of = plain_network("AB", [("A", "B", "R"), ("B", "A", "R")])
    assert graph(of, cells(of)[:1]).horizontal == Ratio(1, 2)
    assert graph(of, ()).islands == (("A",), ("B",))
    assert graph(Network({}), ()) == Graph((), (), (), (), (), Ratio(0, 0), Ratio(0, 0), Ratio(0, 0))


def test_a_mere_carrier_is_no_island_and_joins_nobody() -> None:
    carried = [replace(member(name), platform="X", catalogue="X") for name in "ABC"]
    of = network([*carried, member("X"), member("LONE")], [("A", "B", "R")])
    assert graph(of, cells(of)).islands == (("A", "B"), ("C",), ("LONE",))
    providing = network([*carried, member("X")], [("A", "B", "R"), ("X", "C", "R")])
    assert graph(providing, cells(providing)).islands == (("A", "B"), ("C", "X"))


def test_unreachable_is_what_is_needed_and_surely_reaches_nobody() -> None:
    of = network(
        [replace(member("A"), provides=(Provision("UNUSED"),)), member("B"), member("C")],
        links := [("A", "B", "BAD"), ("A", "C", "BAD"), ("A", "B", "HALF"), ("A", "C", "HALF"), ("B", "C", "OPEN")],
    )
    verdicts = dict(zip(links, [FAIL, NONE, FAIL, Verdict.PASS, OPEN], strict=True))
    assert unreachable(of, cells(of, verdicts)) == (("A", "BAD"),)


def test_undeclared_is_between_one_that_gives_and_one_that_needs() -> None:
    of = plain_network("ABCD", [("A", "B", "R"), ("B", "C", "R")])
    assert undeclared(of) == (("A", "C"),)


NAMES = st.integers(2, 9).map(lambda number: "ABCDEFGHI"[:number])


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, tuple[Cell, ...]]:
    names = draw(NAMES)
    letter, verdict = st.sampled_from(names), st.sampled_from((Verdict.PASS, FAIL, OPEN, NONE))
    links: dict[Link, Verdict] = draw(
        st.dictionaries(st.tuples(letter, letter, st.sampled_from("XY")), verdict, max_size=16)
    )
    of = plain_network(names, links)
    return of, cells(of, links)


def repaired(made: tuple[Cell, ...], pairs: set[Link]) -> tuple[Cell, ...]:
    def fixed(cell: Cell) -> bool:
        return cell.pair.ends in pairs

    return tuple(replace(cell, verdict=Verdict.PASS) if fixed(cell) else cell for cell in made)


@given(networks())
@settings(max_examples=150, deadline=None)
def test_islands_partition_the_systems(sample: tuple[Network, tuple[Cell, ...]]) -> None:
    of, made = sample
    seen = graph(of, made)
    assert sorted(chain(*seen.islands)) == sorted(of.members)
    home = {name: island for island in seen.islands for name in island}
    assert all(home[cell.pair.provider.name] == home[cell.pair.consumer.name] for cell in made if cell.joined)
    assert graph(of, tuple(reversed(made))) == seen


@given(networks())
@settings(max_examples=150, deadline=None)
def test_repairs_join_as_they_say_and_nothing_is_left_to_repair(sample: tuple[Network, tuple[Cell, ...]]) -> None:
    of, made = sample
    seen = graph(of, made)
    for number, repair in enumerate(seen.repairs, 1):
        after = graph(of, repaired(made, {one.pair for one in seen.repairs[:number]}))
        assert len(after.islands) == repair.islands == len(seen.islands) - number
        assert repair.joins in after.islands
        assert after.repairs == seen.repairs[number:]
        for other in repair.instead:
            before = {one.pair for one in seen.repairs[: number - 1]}
            assert graph(of, repaired(made, before | {other})).islands == after.islands
    everything = {cell.pair.ends for cell in made if cell.verdict is FAIL}
    assert len(graph(of, repaired(made, everything)).islands) == len(seen.islands) - len(seen.repairs)


@given(networks())
@settings(max_examples=150, deadline=None)
def test_the_first_repair_is_the_best_single_one(sample: tuple[Network, tuple[Cell, ...]]) -> None:
    of, made = sample
    seen = graph(of, made)
    home = {name: island for island in seen.islands for name in island}
    for cell in made:
        ends = (cell.pair.provider.name, cell.pair.consumer.name)
        if cell.verdict is FAIL and home[ends[0]] != home[ends[1]]:
            after = graph(of, repaired(made, {(*ends, cell.pair.item)}))
            joined = next(island for island in after.islands if ends[0] in island)
            assert len(joined) <= len(seen.repairs[0].joins)


@given(networks())
@settings(max_examples=150, deadline=None)
def test_cutting_a_bridge_splits_and_cutting_anything_else_does_not(sample: tuple[Network, tuple[Cell, ...]]) -> None:
    of, made = sample
    seen = graph(of, made)
    bridges = {bridge.link: bridge for bridge in seen.bridges}
    joined = {(cell.pair.provider.name, cell.pair.consumer.name) for cell in made if cell.joined}
    for link in {(min(ends), max(ends)) for ends in joined if ends[0] != ends[1]}:
        kept = tuple(cell for cell in made if {cell.pair.provider.name, cell.pair.consumer.name} != {*link})
        after = graph(of, kept)
        assert (len(after.islands) == len(seen.islands) + 1) is (link in bridges)
        if link in bridges:
            assert bridges[link].cuts_off in after.islands


def test_the_graph_library_is_loaded_by_the_graph_alone() -> None:
    code = (
        "import sys, conformance.cli, conformance.cli.run, conformance.interop.graph as it\n"
        "from conformance.model.network import Network\n"
        "print('networkx' in sys.modules)\nit.graph(Network({}), ())\n"
        "print('networkx' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["False", "True", "False"]
