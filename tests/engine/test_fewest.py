"""The fewest that will do: none of them can be done without alone, and few sets are asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.engine.generate.shrink.fewest import fewest, least


def asked_for(count: int, needed: frozenset[int]) -> tuple[list[int], list[tuple[int, ...]]]:
    """What is left of so many where all of `needed` must stay, and the sets asked about, each once."""
    asked: list[tuple[int, ...]] = []

    def will_do(these: Sequence[int]) -> bool:
        if tuple(these) not in asked:
            asked.append(tuple(these))
        return needed <= {*these}

    return [*fewest(range(count), will_do)], asked


@given(st.integers(0, 40).flatmap(lambda count: st.tuples(st.just(count), st.frozensets(st.integers(0, count)))))
def test_exactly_what_is_needed_stays(drawn: tuple[int, frozenset[int]]) -> None:
    count, needed = drawn[0], drawn[1] - {drawn[0]}
    left, asked = asked_for(count, needed)
    assert left == sorted(needed)
    assert len(asked) <= 1 + len(needed) * (2 + count.bit_length())


@pytest.mark.parametrize(("count", "needed", "most"), [(12, {7}, 6), (60, {59}, 8), (60, set(), 1), (12, {0, 11}, 12)])
def test_few_sets_are_asked(count: int, needed: set[int], most: int) -> None:
    left, asked = asked_for(count, frozenset(needed))
    assert (left, len(asked) <= most) == (sorted(needed), True), len(asked)


@given(st.integers(0, 9), st.lists(st.frozensets(st.integers(0, 9)), max_size=6))
def test_whatever_the_answers_what_is_left_will_do_and_nothing_of_it_can_go_alone(
    count: int, ways: list[frozenset[int]]
) -> None:
    everything = frozenset(range(count))
    enough = {everything, *(way & everything for way in ways)}
    left = frozenset(fewest(range(count), lambda these: frozenset(these) in enough))
    assert left in enough
    assert all(left - {one} not in enough for one in left)


@given(st.integers(-50, 50), st.integers(0, 100), st.integers(0, 100))
def test_the_least_amount(low: int, more: int, due: int) -> None:
    due = min(low + due, low + more)
    assert least(low, low + more, lambda amount: amount >= due) == due
