"""Who can exchange what with whom: what the pairs of a network came to, and the islands they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.model.exchange import Exchange
from conformance.model.network import Network, Pair
from conformance.model.report import ClauseResult, Evidence
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict


class Blame(StrEnum):
    """Whose a failed cell is."""

    PROVIDER = "provider"
    CONSUMER = "consumer"
    PLATFORM = "platform"
    UNDECIDED = "undecided"
    NOBODY = "nobody"


BLAME_WORDS: Mapping[Blame, Text] = {
    Blame.PROVIDER: Text("提供方", "provider"),
    Blame.CONSUMER: Text("使用方", "consumer"),
    Blame.PLATFORM: Text("平台", "platform"),
    Blame.UNDECIDED: Text("责任未定", "undecided"),
    Blame.NOBODY: Text("无责任方", "nobody's"),
}


@dataclass(frozen=True)
class Misfit:
    """The smallest message found that one side may send and the other does not take.

    `at` is the place in the message (a JSON pointer), `due` what is taken there. `complete` is false where the search
    ended at its budget.
    """

    message: Any
    at: str
    due: Text
    tried: int
    complete: bool = True


@dataclass(frozen=True)
class Acceptance:
    """Whether one side takes every message the other may send, by their schemas alone. `tried` counts messages."""

    verdict: Verdict
    tried: int
    misfit: Misfit | None = None
    reason: Reason | None = None
    detail: Text | None = None


@dataclass(frozen=True)
class Cell:
    """One declared pair in the matrix: its verdict, whose a failure is, the duty it breaks, and what proves it.

    `results` are the clauses of a live exchange; `acceptance` compares what is published with what is expected,
    `compatibility` the provider's version with the one before.
    """

    pair: Pair
    verdict: Verdict
    blame: Blame | None = None
    reason: Text | None = None
    duty: str = ""
    evidence: tuple[Evidence, ...] = ()
    results: tuple[ClauseResult, ...] = ()
    acceptance: Acceptance | None = None
    compatibility: Acceptance | None = None

    @property
    def joined(self) -> bool:
        """Whether the two really exchange this."""
        return self.verdict is Verdict.PASS


@dataclass(frozen=True)
class CatalogueCell:
    """Two catalogues side by side: what each of the four ways in which catalogues become islands came to.

    `results` are the clauses on content, format, interface, protocol, and on changes reaching the other.
    """

    one: str
    other: str
    verdict: Verdict
    results: tuple[ClauseResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """Failing pairs whose repair joins islands, and the systems then joined in one."""

    pairs: tuple[tuple[str, str, str], ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Pairs that really exchange, of those declared."""

    working: int
    declared: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where nothing was declared."""
        return self.working / self.declared if self.declared else None


@dataclass(frozen=True)
class Graph:
    """The shape of a network: islands, one-way links, bridges, and the repair that joins most.

    Names of systems, sorted; a link is (provider, consumer).
    """

    islands: tuple[tuple[str, ...], ...]
    one_way: tuple[tuple[str, str], ...]
    bridges: tuple[tuple[str, str], ...]
    repairs: tuple[Repair, ...]
    vertical: Ratio
    horizontal: Ratio
    regional: Ratio


@dataclass(frozen=True, slots=True)
class Use:
    """What becomes of an advertised resource: how often it was listed, requested and used."""

    system: str
    resource: str
    name: str
    listed: int
    requested: int
    used: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One resource kept by several systems: (system, code), and what makes them the same."""

    entries: tuple[tuple[str, str], ...]
    because: Text


@dataclass(frozen=True)
class Interop:
    """Everything a run on a network found out about who can exchange what with whom."""

    network: Network
    cells: tuple[Cell, ...]
    graph: Graph
    catalogues: tuple[CatalogueCell, ...] = ()
    undeclared: tuple[tuple[str, str], ...] = ()
    unreachable: tuple[tuple[str, str], ...] = ()
    uses: tuple[Use, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    requests: int = 0
    exchanges: tuple[Exchange, ...] = ()
