"""The heat map of a network: which provider's exchanges with which consumer came to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conformance.model.verdict import Verdict, join
from conformance.reports.network.links import APART, LETTERS, WORDS, ends, letters, links, state
from conformance.reports.reading import Document, Node
from conformance.reports.web.view import anchor

__all__ = ["LETTERS", "WORDS"]

CELLS = 2_500
"""Cells beyond which the matrix is neither read nor small."""


@dataclass(frozen=True, slots=True)
class Link:
    """Everything one system declared to give another: what it came to as a whole, and in letters."""

    state: str
    letters: str
    href: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows provide, columns need; only systems that do either. `links` by (provider, consumer)."""

    rows: Sequence[str]
    columns: Sequence[str]
    links: dict[tuple[str, str], Link]
    used: Sequence[str]

    @property
    def drawn(self) -> bool:
        """Whether it is small enough to be read as a matrix."""
        return len(self.rows) * len(self.columns) <= CELLS


def matrix(document: Document) -> Matrix:
    """The matrix of a network's declared pairs."""
    found = links(document)
    rows, columns = ends(document)
    states = {state(pair) for pairs in found.values() for pair in pairs}
    return Matrix(
        rows, columns, {ends: _link(pairs) for ends, pairs in found.items()}, [one for one in LETTERS if one in states]
    )


def _link(pairs: Sequence[Node]) -> Link:
    met = any(state(pair) != APART for pair in pairs)
    whole = str(join(Verdict(pair["verdict"]) for pair in pairs)) if met else APART
    worst = next((pair for pair in pairs if pair["verdict"] == whole), pairs[0])
    return Link(whole, letters(pairs), anchor(worst))
