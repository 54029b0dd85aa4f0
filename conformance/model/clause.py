"""Standards as data: families, topics, clauses, and the profiles that say for whom they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from conformance.model.contract import Schema
from conformance.model.network import Party
from conformance.model.statuses import NONE, Statuses
from conformance.model.text import Text
from conformance.model.working_days import WorkingDays

FAMILIES = ("overall", "application", "support", "security", "management")
FAMILY_WORDS = {
    "overall": Text("总体", "Overall"),
    "application": Text("应用业务", "Application"),
    "support": Text("应用支持", "Support"),
    "security": Text("信息安全", "Security"),
    "management": Text("管理", "Management"),
}

ROLE_WORDS = {
    "anonymous": Text("未登录者", "anonymous"),
    "applicant": Text("申请人", "applicant"),
    "other-applicant": Text("另一申请人", "other-applicant"),
    "officer": Text("经办人员", "officer"),
    "administrator": Text("主管部门", "administrator"),
    "auditor": Text("审计人员", "auditor"),
    "own-unit": Text("本单位", "own-unit"),
    "peer": Text("同级单位", "peer"),
    "upper": Text("上级单位", "upper"),
    "lower": Text("下级单位", "lower"),
}
"""Who asks: by the name a tester gives the credential in English, in the words of an office in Chinese."""
ROLES = tuple(ROLE_WORDS)

ANY = "any"
"""In the place of a probe: every answer of the run is judged, whoever asked."""


class Level(StrEnum):
    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


LEVEL_WORDS = {Level.MUST: Text("应", "must"), Level.SHOULD: Text("宜", "should"), Level.MAY: Text("可", "may")}
SEVERITY_WORDS = {
    Severity.HIGH: Text("高", "high"),
    Severity.MEDIUM: Text("中", "medium"),
    Severity.LOW: Text("低", "low"),
}

Basis = Literal["read", "reproduced", "secondary", "recalled", "own"]
BASIS_WORDS = {
    "read": Text("原文已读", "text read"),
    "reproduced": Text("算法已在真实数据上复现", "algorithm reproduced on real data"),
    "secondary": Text("据二手资料", "from a secondary source"),
    "recalled": Text("凭记忆，未复核", "recalled, not checked again"),
    "own": Text("本项目规则", "a rule of this project"),
}
Division = Literal["article", "section"]
"""What a document is divided into, where one cites a place of it."""
View = Literal["wire", "meaning"]


@dataclass(frozen=True, slots=True)
class Document:
    """A law, standard or RFC that clauses rest on, as `release.yaml` lists it; `name` is what it is cited by."""

    key: str
    title: Text
    name: Text
    read: bool
    division: Division = "section"
    note: str = ""

    def place(self, clause: str) -> Text:
        """The places in it as one cites them, `20, 23(3)` being 20 and item 3 of 23; empty for the whole document."""
        if not clause:
            return Text("", "")
        places = clause.split(", ")
        en = ", ".join(places[:-1]) + (" and " if places[1:] else "") + places[-1]
        word = f", {self.division}{'s' if places[1:] else ''} {en}"
        if self.division == "section":
            return Text(f" 第 {'、'.join(places)} 节", word)
        return Text("、".join(map(_article, places)), word)


def _article(place: str) -> str:
    """An article as Chinese cites it: `23(3)` is 第23条第3项."""
    number, _, item = place.rstrip(")").partition("(")
    return f"第{number}条" + (f"第{item}项" if item else "")


@dataclass(frozen=True, slots=True)
class Source:
    """What a clause rests on, and how far that was seen by those who coded it. `clause` is empty when not read."""

    document: Document
    clause: str = ""
    basis: Basis = "own"

    @property
    def doc(self) -> str:
        """The key of the document."""
        return self.document.key

    @property
    def cited(self) -> Text:
        """The document by its name, and the place."""
        name, place = self.document.name, self.document.place(self.clause)
        return Text(name.zh + place.zh, name.en + place.en)


@dataclass(frozen=True, slots=True)
class Param:
    """A figure a profile may tighten: `stricter` says which way, `floor` how lenient it may never become."""

    default: Any
    stricter: Literal["lower", "higher", "fixed"] = "fixed"
    floor: Any = None


@dataclass(frozen=True, slots=True)
class When:
    """Which exchanges count. Empty fields do not narrow.

    `contract` is `own`: its operations, and no general ones. `content` is `given`: the answer has a body.
    """

    operation: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    status: Statuses = NONE
    media: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """Which values of an answer are judged one by one: those at a `path`, or all the contract gives a `format`."""

    path: str = ""
    format: str = ""


@dataclass(frozen=True)
class Verify:
    """One way a clause is verified: who asks, in which role, which exchanges count, and who judges with what.

    `sample` says why a must may pass on a part of what there is; without it a part leaves a must undecided.
    """

    probe: str
    check: str
    role: str = ""
    when: When = field(default_factory=When)
    each: Each | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    sample: Text | None = None

    @property
    def of_any(self) -> bool:
        """Whether it judges every answer of the run, and asks nothing itself."""
        return self.probe == ANY


@dataclass(frozen=True)
class Clause:
    """One requirement. The id is its address: `support.paging.complete` stands in standards/support/paging.yaml.

    `party` says whose duty it is in an exchange between two; `either` where only their agreement tells; empty for what
    one system is asked alone.
    """

    id: str
    since: str
    status: Literal["draft", "active", "deprecated", "withdrawn"]
    level: Level
    severity: Severity
    title: Text
    statement: Text
    source: Source
    view: View
    remediation: Text
    verify: tuple[Verify, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    applies_when: Mapping[str, Any] | None = None
    authority: str = ""
    party: Party | Literal["either", ""] = ""
    replaced_by: str = ""
    file: str = ""
    line: int = 0

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The probes it rests on, each with the role it asks in; those of others, where it judges any answer, are not
        among them."""
        return tuple(dict.fromkeys((it.probe, it.role) for it in self.verify if not it.of_any))

    @property
    def judges_any(self) -> bool:
        """Whether it judges every answer of the run."""
        return any(it.of_any for it in self.verify)

    @property
    def manual(self) -> bool:
        """Whether no probe can decide it: a person must."""
        return not self.verify


@dataclass(frozen=True, slots=True)
class Candidate:
    """A requirement that is known: the clauses that code it, or the reason why none does yet."""

    id: str
    title: Text
    kinds: tuple[str, ...]
    coded: tuple[str, ...] = ()
    reason: Text | None = None


@dataclass(frozen=True)
class Standard:
    """One release of the five families."""

    release: str
    digest: str
    title: Text
    documents: Mapping[str, Document]
    clauses: Mapping[str, Clause]
    schemas: Mapping[str, Schema]
    candidates: tuple[Candidate, ...] = ()
    topics: Mapping[str, Text] = field(default_factory=dict)
    contracts: tuple[str, ...] = ()
    """The kinds it holds a contract of."""
    working_days: WorkingDays = field(default_factory=WorkingDays)


@dataclass(frozen=True, slots=True)
class GateRule:
    """What a profile asks before it says "met": what must not fail or stay open, and the share decided.

    `mandatory` are whole levels; `named` are single clauses of other levels, each with the reason why it gates.
    """

    mandatory: tuple[Level, ...] = (Level.MUST,)
    coverage: float = 0.0
    named: Mapping[str, Text] = field(default_factory=dict)

    def asks_for(self, clause: Clause) -> bool:
        """Whether the gate is held back where this clause fails or stays open."""
        return clause.level in self.mandatory or clause.id in self.named


@dataclass(frozen=True)
class Profile:
    """Which clauses hold for a kind of system, with their parameters and the gate."""

    kind: str
    title: Text
    clauses: tuple[str, ...]
    parameters: Mapping[str, Mapping[str, Any]]
    gate: GateRule
    digest: str
    contract: str = ""
