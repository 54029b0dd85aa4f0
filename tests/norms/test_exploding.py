"""Patterns that may take for ever are known by how they are written."""

from __future__ import annotations

import re

import pytest

from conformance.norms.exploding import may_explode


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|b)*", "(?:x*)*y", "(?P<n>a+){2,}", "((a+)b)*", "(a{2,3})+", "(ab?)+", "(?i:a+)+", "x(?=(a*)*b)"],
)
def test_a_repeat_of_what_repeats_may_explode(pattern: str) -> None:
    re.compile(pattern)
    assert may_explode(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "a+b+",
        "[^)(]+(x|y)",
        "(ab)+",
        r"\(a+\)+",
        "[(a+]+",
        "[]a+(]+",
        "a|b",
        r"(?:^|,)\s*no-store\s*(?:,|$)",
        "(a+)?",
        "(a{3})+",
    ],
)
def test_other_patterns_do_not(pattern: str) -> None:
    re.compile(pattern)
    assert not may_explode(pattern)
