"""A path is taken apart by its template as a backtracking pattern would, in linear time."""

from __future__ import annotations

import random
import re

import pytest

from conformance.model.template import names, values
from tests.pumping import at_most


def by_pattern(template: str, path: str) -> list[str] | None:
    """What a pattern finds that tries everything."""
    pieces = re.split(r"\{[^}]*\}", template)
    found = re.fullmatch("([^/]+)".join(map(re.escape, pieces)), path)
    return [*found.groups()] if found else None


def test_it_finds_what_a_pattern_finds() -> None:
    chosen = random.Random(20261101)
    for _ in range(20_000):
        template = "".join(chosen.choice(["{a}", "{b}", "x", "y", "/", "."]) for _ in range(chosen.randint(0, 7)))
        path = "".join(chosen.choice("xy/.z") for _ in range(chosen.randint(0, 8)))
        assert values(template, path) == by_pattern(template, path), (template, path)


def test_names() -> None:
    assert names("/a/{id}/b/{x}.{y}") == ["id", "x", "y"]
    assert names("/a/{id") == []


@pytest.mark.parametrize(
    ("template", "found"),
    [("/" + "{a}" * 8 + "!", None), ("/" + "{a}-" * 8 + "!", None), ("/{a}x{b}-", 2), ("/" + "{" * 100_000, None)],
    ids=["eight", "eight apart", "two", "braces"],
)
def test_parameters_side_by_side_cost_no_more_than_their_path_is_long(template: str, found: int | None) -> None:
    with at_most(2, template[:40]):
        held = values(template, "/" + "x-" * 500_000)
        names(template)
    assert held is None if found is None else held is not None and len(held) == found
