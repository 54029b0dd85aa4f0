"""The bar of one family in plain ASCII: readable without colour, and as wide as it is counted on every console."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text as Line

from conformance.model.verdict import Verdict

STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "bold red",
    Verdict.INCONCLUSIVE: "yellow",
    Verdict.MANUAL: "cyan",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.ERROR: "bold magenta",
}
MARKS = {
    Verdict.FAIL: "x",
    Verdict.ERROR: "!",
    Verdict.INCONCLUSIVE: "?",
    Verdict.MANUAL: "m",
    Verdict.PASS: "=",
    Verdict.NOT_APPLICABLE: "-",
}


def bar(numbers: Mapping[Verdict, int], total: int, width: int) -> Line:
    """A bar of `width` marks for `total` clauses; what is not decided yet stays blank.

    Every verdict that occurs has at least one mark, so that one failure among hundreds is still seen.
    """
    lengths = _lengths(numbers, total, width)
    line = Line("[")
    for verdict in (
        Verdict.PASS,
        Verdict.FAIL,
        Verdict.ERROR,
        Verdict.INCONCLUSIVE,
        Verdict.MANUAL,
        Verdict.NOT_APPLICABLE,
    ):
        line.append(MARKS[verdict] * lengths.get(verdict, 0), style=STYLES[verdict])
    return line.append(" " * (width - sum(lengths.values())) + "]")


def _lengths(numbers: Mapping[Verdict, int], total: int, width: int) -> dict[Verdict, int]:
    lengths = {verdict: max(1, number * width // total) for verdict, number in numbers.items() if number}
    room = min(width, -(-sum(numbers.values()) * width // total)) if total else 0
    while lengths and sum(lengths.values()) != room and max(lengths.values()) > 1:
        step = 1 if sum(lengths.values()) < room else -1
        lengths[max(lengths, key=lengths.__getitem__)] += step
    return lengths
