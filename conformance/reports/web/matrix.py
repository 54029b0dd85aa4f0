"""The heat map of a network: which provider's exchanges with which consumer came to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conformance.model.verdict import VERDICT_WORDS, Verdict, join
from conformance.reports import words
from conformance.reports.reading import Document, Node
from conformance.reports.web.view import anchor

CELLS = 2_500
"""Cells beyond which the matrix is neither read nor small."""

APART = "apart"
LETTERS: Mapping[str, str] = {**{str(it): letter for it, letter in words.LETTERS.items()}, APART: words.APART}
WORDS = {**{str(verdict): word for verdict, word in VERDICT_WORDS.items()}, APART: words.ZONES_APART}


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
    found: dict[tuple[str, str], list[Node]] = {}
    for pair in document["interop"]["pairs"]:
        found.setdefault((pair["provider"], pair["consumer"]), []).append(pair)
    names = [system["name"] for system in document["interop"]["systems"]]
    states = {state(pair) for pairs in found.values() for pair in pairs}
    return Matrix(
        [name for name in names if any(name == provider for provider, _ in found)],
        [name for name in names if any(name == consumer for _, consumer in found)],
        {ends: _link(pairs) for ends, pairs in found.items()},
        [known for known in LETTERS if known in states],
    )


def state(pair: Node) -> str:
    """What a pair came to; apart where the zones keep the two from meeting, which is nobody's failure."""
    return APART if pair["apart"] else str(pair["verdict"])


def _link(pairs: Sequence[Node]) -> Link:
    numbers = Counter(state(pair) for pair in pairs)
    whole = join(Verdict(pair["verdict"]) for pair in pairs) if set(numbers) != {APART} else APART
    shown = [f"{LETTERS[one]}{numbers[one]}" for one in LETTERS if numbers[one]]
    letters = shown[0][0] if len(pairs) == 1 else " ".join(shown)
    worst = next((pair for pair in pairs if pair["verdict"] == whole), pairs[0])
    return Link(whole, letters, anchor(worst))
