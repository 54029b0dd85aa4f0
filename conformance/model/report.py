"""What one run found: the one model that every report format projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.model.case import Case, Unquestioned
from conformance.model.clause import Clause, Profile
from conformance.model.contract import Flaw
from conformance.model.drawn import Missing
from conformance.model.exchange import Exchange
from conformance.model.holding import Held
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.model.waiver import Known, Waiver
from conformance.model.workflow import NO_WORKFLOW, Workflow

OWN_BUG = 70
"""The exit code of what a bug of ours ended (EX_SOFTWARE of sysexits.h)."""
CUT = Text("运行被中断", "the run was interrupted")
BROKEN = Text("运行因本工具自身的缺陷而中止", "a bug of Hutong ended the run")


@dataclass(frozen=True)
class Evidence:
    """One redacted exchange behind a verdict: its SHA-256 and the line of curl that repeats the request."""

    exchange: Exchange
    digest: str
    curl: str


@dataclass(frozen=True)
class Smallest:
    """The smallest case found that shows a finding, and its evidence; the original case where none smaller does.

    `requests` is what the search took; `complete` is false where its requests ran out before everything was tried.
    `script` holds the lines of shell that repeat it where it rests on earlier requests.
    """

    case: Case
    evidence: Evidence
    requests: int
    complete: bool
    script: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counterexample:
    """A finding as reported: with its evidence, and whether a second asking showed it again.

    `case` is the id of the case it was found with, `question` that case in full, `explored` whether it stands in no
    corpus but in this report alone; `smallest` is what it was shrunk to. `script` holds the lines of shell that repeat
    a finding that rests on several requests, in order; `workflow` its exchanges for tools that run Arazzo. `waiver` is
    the id of the one that covers it, `known` whether it stands in the list of known nonconformities.
    """

    seen: Text
    due: Text
    at: str
    message: Text
    operation: str
    evidence: tuple[Evidence, ...]
    repeated: bool
    case: str = ""
    question: Case | None = None
    explored: bool = False
    smallest: Smallest | None = None
    script: tuple[str, ...] = ()
    workflow: Workflow = NO_WORKFLOW
    waiver: str = ""
    known: bool = False

    @property
    def curl(self) -> str:
        return self.evidence[-1].curl if self.evidence else ""


@dataclass(frozen=True)
class ClauseResult:
    """A clause on this target. `exercised` counts what was really judged; `places` all findings, listed or not.

    `input` names what would have let it be decided: `credentials.officer`, `openapi`, `writes`, `facts.mlps`. `waiver`
    stands where every finding is covered by one, `known` where every finding not waived is known. `operations`
    break the clause, also where their findings are not listed. `held_back` are those it would have been judged on too,
    had they been called. `judged_operations` says of how many operations the answers are that a clause on any answer
    was judged on; 0 for any other.
    """

    clause: Clause
    verdict: Verdict
    reason: Reason | None = None
    detail: Text | None = None
    exercised: int = 0
    findings: tuple[Counterexample, ...] = ()
    places: int = 0
    input: str = ""
    waiver: Waiver | None = None
    known: bool = False
    operations: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    judged_operations: int = 0


@dataclass(frozen=True)
class Cause:
    """One cause of findings, whatever the number of clauses and places it shows in."""

    summary: Text
    clauses: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Covered:
    """How far one operation was asked: requests sent, and the statuses that came back.

    `stated` are those the contract states for it by number, `undrawn` the ones of them that did not come.
    """

    operation: str
    method: str
    path: str
    requests: int
    statuses: tuple[int, ...]
    stated: tuple[int, ...] = ()
    undrawn: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the operations that a system's own interface document describes, how many answered with a success."""

    operations: int
    of: int


@dataclass(frozen=True, slots=True)
class Unlock:
    """One input and the clauses it would let the next run decide."""

    input: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """Whether the profile's gate is met, the exit code, and why."""

    met: bool
    exit_code: int
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class Report:
    """Everything one run found on one target. Times are ISO 8601; `digest` is over the body without them."""

    tool: str
    release: str
    release_digest: str
    contract_digest: str
    corpus_digest: str
    seed: int
    started: str
    finished: str
    target: Target
    depth: int
    profile: Profile
    gate: Gate
    results: tuple[ClauseResult, ...]
    causes: tuple[Cause, ...]
    covered: tuple[Covered, ...]
    unlock: tuple[Unlock, ...]
    requests: int
    requests_by_method: Mapping[str, int]
    notes: tuple[Text, ...] = ()
    left_behind: tuple[str, ...] = ()
    signal: int = 0
    broken: str = ""
    """The trace of a bug of ours that ended the run; empty where none did."""
    today: str = ""
    counts: Mapping[Verdict, int] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    tool_digest: str = ""
    held_back: tuple[Held, ...] = ()
    """The operations that were not called."""
    without: tuple[Unquestioned, ...] = ()
    """The operations of the system's own document that no question could be made of."""
    timed_out: tuple[str, ...] = ()
    """The operations of which the clock cut what was explored: such a result is compared with no other."""
    waivers: tuple[Waiver, ...] = ()
    """The waivers that cover something that was found."""
    found: frozenset[Known] = frozenset()
    """Every departure not waived, by clause and operation: what a list of known nonconformities would hold."""
    answered: Answered | None = None
    """None where the contract is one of ours, or there is no document."""
    source: str = ""
    """Where the interface document stands on which workflows rest; empty where there is none."""
    stands: Workflow = NO_WORKFLOW
    """The workflow that asks whether the system stands."""
