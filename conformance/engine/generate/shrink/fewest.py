"""The fewest of many things that will do, and the least of an amount: what is asked depends on the answers alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

T = TypeVar("T")


def fewest(things: Sequence[T], will_do: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """As few of the things as can be, in their order, none of which can be done without alone.

    All of them will do, which is not asked. For one that is needed among n, about log2(n) sets are asked. To remember
    what was asked is for the caller.
    """
    left = _first_look(things, will_do)
    while (fewer := _without_one(left, will_do)) is not None:
        left = fewer
    return left


def least(low: int, high: int, will_do: Callable[[int], bool]) -> int:
    """The least amount from low to high that will do, where more than one that does always will; `high` does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if will_do(middle) else (middle + 1, high)
    return high


def _first_look(things: Sequence[T], will_do: Callable[[Sequence[T]], bool]) -> Sequence[T]:
    """Without the longest beginning that can be done without, again and again after the next that is needed."""
    needed: list[T] = []
    rest = things
    while rest and not will_do(needed):
        begins = len(rest) - least(1, len(rest), partial(_ending_will_do, needed, rest, will_do))
        needed.append(rest[begins])
        rest = rest[begins + 1 :]
    return needed


def _ending_will_do(
    needed: Sequence[T], rest: Sequence[T], will_do: Callable[[Sequence[T]], bool], length: int
) -> bool:
    return will_do([*needed, *rest[len(rest) - length :]])


def _without_one(things: Sequence[T], will_do: Callable[[Sequence[T]], bool]) -> Sequence[T] | None:
    """The things without the first of them that can be done without; None where all are needed."""
    smaller = ([*things[:place], *things[place + 1 :]] for place in range(len(things)))
    return next((these for these in smaller if will_do(these)), None)
