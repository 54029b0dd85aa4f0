"""The pictures of the page as numbers: bars of verdicts, and a ring of systems for each island."""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 1.0
"""Hundredths of a bar that any verdict takes, so that one failure among hundreds is still seen."""


def bar(numbers: Mapping[str, int]) -> list[tuple[str, float, float]]:
    """(verdict, x, width) in hundredths of the bar, from left to right without a gap."""
    widths = {verdict: max(LEAST, 100 * number / sum(numbers.values())) for verdict, number in numbers.items()}
    scale, x, parts = 100 / sum(widths.values()), 0.0, []
    for verdict, width in widths.items():
        parts.append((verdict, round(x, 2), round(width * scale, 2)))
        x += width * scale
    return parts
