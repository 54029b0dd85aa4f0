"""What a run will do before it does any of it: clauses, probes, requests, methods, and what stays undecided."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from conformance.engine.judging.judgement import Key
from conformance.engine.standing.hold_back import narrowed
from conformance.engine.vocabulary import Tools
from conformance.model.case import Case, Unmade, Unquestioned
from conformance.model.clause import Clause, Profile, Standard, When
from conformance.model.contract import SAFE_METHODS, Contract, Operation
from conformance.model.exchange import Cut, Failure
from conformance.model.holding import Held
from conformance.model.record import RecordKind
from conformance.model.sequence import Sequence, SequenceRules
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.model.waiver import Exemptions

CASES_BETWEEN_CANARIES = 200

CORPUS = "corpus"
"""The probe that asks the questions made of a contract."""

EXPLORE = "explore"
"""The probe of an exploration: no module of `probes`, as what it asks is found while it asks."""

QUESTIONED = Text("可由文档生成问题的读取操作", "operations that read, by questions made of the document")

FIRST = 2
"""The first canary, and the declaration."""

Question = Case | Sequence | RecordKind
"""What a probe is given one at a time."""


@dataclass(frozen=True)
class ProbeRun:
    """One probe in one role, with the requests it sends at most, by method.

    They hold its own questions, the objects made for them, and what takes those back. `writes`: some of what it asks
    is a write, whether or not this run may send it. `held` are operations it would ask and that are held back. `lacks`
    is what no record of the contract has, where the probe is put to records and there is none for it. `most` is its
    share of the requests, where there are not enough for all it would ask.
    """

    probe: str
    role: str
    methods: Mapping[str, int]
    cases: tuple[Question, ...] = ()
    writes: bool = False
    held: frozenset[str] = frozenset()
    lacks: Text | None = None
    most: int | None = None

    @property
    def key(self) -> Key:
        return self.probe, self.role

    @property
    def requests(self) -> int:
        return sum(self.methods.values())


@dataclass(frozen=True, slots=True)
class Exploration:
    """How far Schemathesis may explore beyond the corpus: requests, and seconds, which only cut.

    It has no more seconds than the run has left. What comes to nothing in `silence` seconds of work is given up.
    """

    requests: int = 500
    seconds: float = 600.0
    silence: float = 15.0


@dataclass(frozen=True)
class Plan:
    """A run laid out. `depth` is 0 to 4: address, interface document, accounts, bound, native.

    `of_one` is one that asks a single question again: what is asked around it is not judged. `without` are operations
    of the system's own document that no question could be made of.
    """

    target: Target
    profile: Profile
    standard: Standard
    contract: Contract
    clauses: tuple[Clause, ...]
    rounds: tuple[ProbeRun, ...]
    depth: int
    corpus_digest: str = ""
    explore: Exploration | None = None
    notes: tuple[Text, ...] = ()
    shrink: bool = True
    of_one: bool = False
    exemptions: Exemptions = field(default_factory=Exemptions)
    without: tuple[Unquestioned, ...] = ()

    @property
    def unquestioned(self) -> Cut | None:
        """How many operations have questions, where our own bounds left some without; None where they did not."""
        bounded = sum(each.why is not Unmade.NONE for each in self.without)
        asked = {case.operation for each in self.rounds for case in each.cases if isinstance(case, Case)}
        return Cut(len(asked), len(asked) + bounded, QUESTIONED) if bounded else None

    def no_questions(self, asked: ProbeRun) -> Failure:
        """Why a probe that is given questions one at a time is given none."""
        text = Text("没有由接口文档生成的问题", "there are no questions made of an interface document")
        cut = self.unquestioned if asked.probe == CORPUS else None
        if cut:
            return Failure(cut.reason, cut.text)
        held = [each for each in self.held_back if each.operation in asked.held]
        if held and asked.held.issuperset(_readable(self.contract)):
            name, why = held[0].operation, held[0].why
            zh = f"读取操作均不调用，没有问题可问（{name}：{why.zh}）"
            en = f"no operation that reads is called, so there are no questions ({name}: {why.en})"
            return Failure(Reason.OUT_OF_SCOPE, Text(zh, en), held[0].because)
        return Failure(Reason.NOT_AT_THIS_DEPTH, text, "openapi")

    @property
    def requests(self) -> int:
        """Requests of a run without a failure, at most: the rounds, the canaries between them, and the harvest."""
        canaries = sum(1 + len(asked.cases) // CASES_BETWEEN_CANARIES for asked in self.rounds)
        harvest = len(self.contract.harvest) * len({asked.role for asked in self.rounds})
        explored = self.explore.requests if self.explore else 0
        return sum(asked.requests for asked in self.rounds) + canaries + harvest + FIRST + explored

    def wanting_writes(self) -> tuple[Clause, ...]:
        """The clauses that need a write this run may not send."""
        if self.target.may_write:
            return ()
        writing = {asked.key for asked in self.rounds if asked.writes}
        return tuple(clause for clause in self.clauses if not writing.isdisjoint(clause.asked))

    @property
    def held_back(self) -> tuple[Held, ...]:
        """The operations that are not called, in the order of the contract."""
        held = self.contract.holding.held
        return tuple(held[name] for name in self.contract.operations if name in held)

    def missed(self, clause: Clause) -> tuple[str, ...]:
        """The operations held back that a clause would have been judged on, in the order of the contract."""
        asked = {asked.key: asked.held for asked in self.rounds}
        everywhere = {name for held in asked.values() for name in held}
        missed = {
            name
            for verify in clause.verify
            for name in (everywhere if verify.of_any else asked.get((verify.probe, verify.role), ()))
            if _concerns(verify.when, self.contract.operations[name])
        }
        return tuple(each.operation for each in self.held_back if each.operation in missed)


def joined(own: Contract, general: Contract) -> Contract:
    """A contract with the questions that hold for any system added to its own."""
    operations = {**general.operations, **own.operations}
    return replace(own, operations=operations, canary=own.canary or general.canary)


def depth(target: Target, profile: Profile) -> int:
    """How deep a run can look: 0 an address, 1 with a document, 2 with accounts, 4 native to a contract."""
    if profile.contract:
        return 4
    if not target.document:
        return 0
    return 2 if target.credentials else 1


def make_plan(
    target: Target,
    profile: Profile,
    standard: Standard,
    contract: Contract,
    tools: Tools,
    cases: tuple[Case, ...] = (),
    corpus_digest: str = "",
    only: frozenset[str] = frozenset(),
    traffic: frozenset[str] | None = None,
) -> Plan:
    """Lay out a run; `only` narrows it to some clauses.

    A clause on any answer is judged on what the whole profile asks, also where it is run alone; `traffic` narrows that
    to some probes.
    """
    clauses = tuple(standard.clauses[name] for name in profile.clauses if not only or name in only)
    contract = narrowed(contract, target)
    others = (standard.clauses[name] for name in profile.clauses) if any(it.judges_any for it in clauses) else ()
    asked = (key for clause in others for key in clause.asked if traffic is None or key[0] in traffic)
    keys = dict.fromkeys((*(key for clause in clauses for key in clause.asked), *asked))
    rounds = [_round(key, contract, tools, cases, target.may_write) for key in keys]
    rounds.sort(key=lambda asked: (asked.writes, asked.probe == CORPUS))
    return Plan(target, profile, standard, contract, clauses, tuple(rounds), depth(target, profile), corpus_digest)


def _round(key: Key, contract: Contract, tools: Tools, cases: tuple[Case, ...], may_write: bool) -> ProbeRun:
    probe, role = key
    module = tools.probes[probe]
    own = _questions(module, contract, cases)
    setup = any(isinstance(question, Case) for question in own)
    sends = _sends(module, own, contract)
    times = len(own) if is_put_to_records(module.probe) else 1
    methods = Counter({method: number * times for method, number in getattr(module, "METHODS", {}).items()})
    asks_of_own = takes_case(module.probe) and not is_put_to_records(module.probe)
    held = frozenset(contract.holding.held.keys() & {*sends, *(_readable(contract) if asks_of_own else ())})
    for name, number in sends.items():
        operation = contract.operations.get(name)
        if operation is not None and name not in held:
            methods.update(_with_making(operation, contract, number, setup))
    sent = {method: number for method, number in methods.items() if may_write or method in SAFE_METHODS}
    lacks = module.NEEDS if is_put_to_records(module.probe) and not own else None
    return ProbeRun(probe, role, sent, own, not SAFE_METHODS.issuperset(methods), held, lacks)


def _readable(contract: Contract) -> Iterator[str]:
    """The operations of a system's own document that questions would be made of, were none held back."""
    own = contract.own_paths
    return (each.id for each in contract.operations.values() if each.safe and each.path in own)


def _concerns(when: When, operation: Operation) -> bool:
    return (not when.operation or operation.id in when.operation) and (
        not when.method or operation.method in when.method
    )


def _sends(module: Any, own: tuple[Question, ...], contract: Contract) -> Mapping[str, int]:
    """How often a probe asks each operation at most."""
    if is_put_to_records(module.probe):
        return _summed(module.sends(contract, record) for record in own)
    return Counter(_operations(own, contract)) if own else module.sends(contract)


def _summed(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def _in_order(cases: tuple[Case, ...], contract: Contract) -> tuple[Case, ...]:
    """The cases the contract can ask, the safe ones first: those may be read at once."""
    own = [case for case in cases if case.operation in contract.operations]
    return tuple(sorted(own, key=lambda case: not contract.operations[case.operation].safe))


def _questions(module: Any, contract: Contract, cases: tuple[Case, ...]) -> tuple[Question, ...]:
    """What a probe is given one at a time: cases of the corpus, sequences of the contract, or records that fit it."""
    taken = inspect.signature(module.probe).parameters
    if "record" in taken:
        return tuple(record for record in contract.records.values() if module.fits(contract, record))
    if "sequence" in taken:
        return contract.sequences
    return _in_order(cases, contract) if "case" in taken else ()


def _operations(questions: tuple[Question, ...], contract: Contract) -> Iterator[str]:
    """The operation of every request the questions ask."""
    rules = SequenceRules.of(contract.document)
    for question in questions:
        if isinstance(question, Case):
            yield question.operation
        elif isinstance(question, Sequence) and rules is not None:
            yield from map(rules.operation, question.steps)


def _with_making(operation: Operation, contract: Contract, number: int, setup: bool) -> Mapping[str, int]:
    """The requests of an operation by method, with those that make its objects (`setup`) and take them back."""
    methods = Counter({operation.method: number})
    undo = operation.undo
    maker = contract.operations.get(undo.within) if undo and undo.within and setup else None
    if maker is not None:
        methods[maker.method] += number
        undo = maker.undo
    back = contract.operations.get(undo.operation) if undo else None
    if back is not None:
        methods[back.method] += number
    return methods


def takes_case(function: object) -> bool:
    """Whether a probe asks one case of the corpus, one sequence, or about one kind of record at a time."""
    return not {"case", "sequence", "record"}.isdisjoint(inspect.signature(function).parameters)  # type: ignore[arg-type] # a probe function


def is_put_to_records(function: object) -> bool:
    """Whether a probe is put to one kind of record at a time."""
    return "record" in inspect.signature(function).parameters  # type: ignore[arg-type] # a probe function
