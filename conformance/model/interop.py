"""Who can exchange what with whom: what the pairs of a network came to, and the islands they leave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from conformance.model.exchange import Exchange
from conformance.model.network import Duty, Network, Pair
from conformance.model.report import ClauseResult, Evidence, Gate
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict, join


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

WAY_WORDS: Mapping[str, Text] = {
    "content": Text("内容", "content"),
    "format": Text("格式", "format"),
    "interface": Text("接口", "interface"),
    "protocol": Text("协议", "protocol"),
    "changes": Text("变更", "changes"),
}
"""The four ways in which catalogues become islands, and whether changes reach the other."""


@dataclass(frozen=True)
class Incompatibility:
    """The smallest message found that one side may send and the other does not take.

    `at` is the place in the message (a JSON pointer), `due` what is taken there. `complete` is false where the search
    ended at its budget.
    """

    message: Any
    at: str
    due: Text
    tried: int
    complete: bool = True

    @property
    def text(self) -> str:
        """The message as JSON on one line."""
        return json.dumps(self.message, ensure_ascii=False)


@dataclass(frozen=True)
class Acceptance:
    """Whether one side takes every message the other may send, by their schemas alone. `tried` counts messages."""

    verdict: Verdict
    tried: int
    misfit: Incompatibility | None = None
    reason: Reason | None = None
    detail: Text | None = None


class Comparison(StrEnum):
    """What is compared of a pair without either system, in the order in which it is told.

    Records by the provider's schema and the consumer's (`acceptance`); the consumer's samples by the provider's schema,
    where it states none of its own; requests by the consumer's schema and the provider's; the provider's schema by the
    one of the version before (`compatibility`).
    """

    ACCEPTANCE = "acceptance"
    SAMPLES = "samples"
    REQUESTS = "requests"
    COMPATIBILITY = "compatibility"


@dataclass(frozen=True)
class Cell:
    """One declared pair in the matrix: its verdict, whose a failure is, the duty it breaks, and what proves it.

    `results` are the clauses of a live exchange; `compared` what was compared without one. The provider's version
    `breaks` a consumer that took everything of the one before.
    """

    pair: Pair
    verdict: Verdict
    blame: Blame | None = None
    reason: Text | None = None
    duty: str = ""
    evidence: tuple[Evidence, ...] = ()
    results: tuple[ClauseResult, ...] = ()
    compared: Mapping[Comparison, Acceptance] = field(default_factory=dict)
    breaks: bool = False

    @property
    def joined(self) -> bool:
        """Whether the two really exchange this."""
        return self.verdict is Verdict.PASS

    @property
    def apart(self) -> bool:
        """Whether the two do not meet because the network zones keep them apart: nobody's failure."""
        return self.pair.apart and not self.joined

    @property
    def broken(self) -> Duty | None:
        """The duty of the agreement that `duty` names; None where it names none."""
        duties = self.pair.agreement.duties if self.pair.agreement else ()
        return next((duty for duty in duties if duty.id == self.duty), None)


@dataclass(frozen=True)
class CatalogueCell:
    """Two catalogues side by side: what each of the four ways in which catalogues become islands came to.

    `results` are the clauses on content, format, interface, protocol, and on changes reaching the other. A clause is
    about the way that the last part of its id begins with (`….content-agrees`).
    """

    one: str
    other: str
    verdict: Verdict
    results: tuple[ClauseResult, ...] = ()

    def ways(self) -> dict[str, Verdict]:
        """What each way came to; inconclusive where no clause was about it."""
        return {
            way: join(it.verdict for it in self.results if it.clause.id.rpartition(".")[2].startswith(way))
            for way in WAY_WORDS
        }


@dataclass(frozen=True, slots=True)
class Repair:
    """A failing pair (provider, consumer, resource) whose repair makes one island of two.

    `joins` are the systems of that island, `islands` how many islands are left when this and every repair before it
    are made. `instead` are failing pairs that would join the same two islands just as well.
    """

    pair: tuple[str, str, str]
    joins: tuple[str, ...]
    islands: int
    instead: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two systems whose link is the only way between `cuts_off` and the rest of their island (the smaller side)."""

    link: tuple[str, str]
    cuts_off: tuple[str, ...]


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
    """The shape of a network: islands, one-way links, bridges, and the repairs that join most.

    Names of systems, sorted; the widest island and the bridge that cuts most off come first. A one-way link is
    (provider, consumer). `repairs` are in the order to make them. `undecided` are pairs (provider, consumer, resource)
    nobody could judge, between two islands that may be one.
    """

    islands: tuple[tuple[str, ...], ...]
    one_way: tuple[tuple[str, str], ...]
    bridges: tuple[Bridge, ...]
    repairs: tuple[Repair, ...]
    undecided: tuple[tuple[str, str, str], ...]
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


NO_GATE = Gate(met=False, exit_code=3, reasons=())
"""What stands before a run is over: nothing is decided."""


@dataclass(frozen=True)
class Interop:
    """Everything a run on a network found out about who can exchange what with whom.

    From `tool` on it says of the run what `Report` says of a run on one system; profiles and contracts, of which it
    has several, by name.
    """

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
    tool: str = ""
    tool_digest: str = ""
    release: str = ""
    release_digest: str = ""
    profile_digests: Mapping[str, str] = field(default_factory=dict)
    contract_digests: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    started: str = ""
    finished: str = ""
    today: str = ""
    gate: Gate = NO_GATE
    requests_by_method: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    left_behind: tuple[str, ...] = ()
    signal: int = 0
    broken: str = ""
    """The trace of a bug of ours that ended the run; empty where none did."""
