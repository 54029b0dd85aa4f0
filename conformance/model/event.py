"""What a run tells while it goes on; progress and logs listen, the report is folded from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.model.clause import Clause
from conformance.model.exchange import Trace
from conformance.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Started:
    """The run begins: clauses of each family, and the requests it will send at most."""

    clauses: Mapping[str, int]
    requests: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A probe begins, in a role (empty: each operation's own)."""

    probe: str
    role: str
    requests: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe was asked: its trace, or one for each of its questions."""

    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A clause has its verdict."""

    clause: Clause
    verdict: Verdict


Event = Started | Asking | Asked | Decided
