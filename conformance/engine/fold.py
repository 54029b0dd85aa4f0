"""Folds what a run left into one report: evidence, causes, coverage, what would unlock more, and the gate."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from conformance import __version__
from conformance.engine.asking import System
from conformance.engine.chain import leading
from conformance.engine.evidence import Hiding, evidence
from conformance.engine.footing import NOT_SENT
from conformance.engine.judge import Found, Judgement, cause
from conformance.engine.plan import EXPLORE, Plan, Question
from conformance.engine.ruling import Ruling
from conformance.engine.ruling import operation as operation_of
from conformance.engine.run import Outcome, broken_off, question
from conformance.engine.script import script
from conformance.engine.shorten import PROBE as SEQUENCES
from conformance.engine.workflow import source, workflow
from conformance.model.case import Case
from conformance.model.clause import LEVEL_WORDS, Level
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.report import (
    BROKEN,
    CUT,
    OWN_BUG,
    Cause,
    ClauseResult,
    Counterexample,
    Covered,
    Gate,
    Report,
    Smallest,
    Unlock,
)
from conformance.model.text import Text
from conformance.model.verdict import REASON_WORDS, SETTLED, VERDICT_WORDS, Verdict
from conformance.model.waiver import Known, Marks, Waiver
from conformance.norms.tool import tool_digest
from conformance.wire.core import READ_ONLY

LISTED = 20
"""Findings of one clause that are listed with evidence; the rest are counted."""

NAMED = 5
"""Operations not called that a pass names in words; its `held_back` names them all."""

NO_MARKS = Marks()

Asked = Callable[[Trace], Question | None]
"""What a trace came of, to be asked again; None where it is nothing that is asked one at a time."""

LAST_OF_A_TRACE = 6
"""Exchanges kept as evidence of a finding about a whole trace."""


def fold(plan: Plan, system: System, outcome: Outcome, seed: int, started: str, finished: str) -> Report:
    """The report of one run."""
    folded = [_folded(outcome.rulings[clause.id], plan, outcome, system) for clause in plan.clauses]
    rulings = [ruling for ruling, _ in folded]
    results = tuple(based(item, plan.missed(item.clause)) for _, item in folded)
    recorder = system.recorder
    found = frozenset(departure for ruling in rulings for departure in _departures(ruling))
    return Report(
        tool=f"hutong {__version__}",
        tool_digest=tool_digest(),
        release=plan.standard.release,
        release_digest=plan.standard.digest,
        contract_digest=plan.contract.digest,
        corpus_digest=plan.corpus_digest,
        seed=seed,
        started=started,
        finished=finished,
        target=plan.target,
        depth=plan.depth,
        profile=plan.profile,
        gate=gate(plan, results, found, outcome.signal, broken=bool(outcome.broken)),
        results=results,
        causes=causes(rulings, recorder.sessions),
        covered=tuple(covered(plan, system.exchanges)),
        unlock=unlock(results, frozenset(clause.id for clause in plan.wanting_writes())),
        requests=recorder.count,
        requests_by_method=dict(recorder.by_method),
        notes=tuple(outcome.notes),
        left_behind=tuple(outcome.stuck),
        signal=outcome.signal,
        broken=outcome.broken,
        today=system.today.isoformat(),
        counts={verdict: sum(item.verdict is verdict for item in results) for verdict in Verdict},
        flaws=plan.contract.flaws,
        held_back=plan.held_back,
        waivers=tuple(it for it in plan.marks.waivers if any(it.covers(one.clause, one.operation) for one in found)),
        found=frozenset(it for it in found if plan.marks.waiver(it.clause, it.operation) is None),
        source=source(plan.target, plan.contract),
        stands=workflow([*islice(_canaries(plan, system), 1)], plan.contract, "system_stands"),
    )


def _canaries(plan: Plan, system: System) -> Iterable[Exchange]:
    """The answers of the operation that tells whether the system stands."""
    return (it for it in system.exchanges if it.operation.id == plan.contract.canary and it.response)


def _folded(ruling: Ruling, plan: Plan, outcome: Outcome, system: System) -> tuple[Ruling, ClauseResult]:
    """A ruling and its part of the report; that of a clause over whose evidence we stumble is an error of ours."""
    asked = partial(question, plan, outcome)
    try:
        return ruling, result(ruling, plan.contract, plan.marks, asked, system.recorder.sessions)
    except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
        trace = broken_off(system.recorder.redactor.clean(traceback.format_exc()))
        ruling = Ruling(ruling.clause, Judgement(Verdict.ERROR, None, trace))
        return ruling, result(ruling, plan.contract, plan.marks, asked)


def unfolded(plan: Plan, outcome: Outcome, trace: str) -> None:
    """Leave nothing in an outcome but that a bug of ours, of which `trace` tells, kept it from being folded."""
    outcome.broken = trace
    error = Judgement(Verdict.ERROR, None, broken_off(trace))
    manual = Judgement(Verdict.MANUAL)
    outcome.rulings = {it.id: Ruling(it, manual if it.manual else error) for it in plan.clauses}


def result(
    ruling: Ruling,
    contract: Contract,
    marks: Marks = NO_MARKS,
    asked: Asked = lambda trace: None,
    sessions: frozenset[str] = frozenset(),
) -> ClauseResult:
    """One clause's part of the report. `sessions` are the words of the cookies that were set."""
    judgement = ruling.judgement
    departures = _departures(ruling)
    waivers = [marks.waiver(it.clause, it.operation) for it in departures]
    open_ones = [it for it, waiver in zip(departures, waivers, strict=True) if waiver is None]
    order = sorted(range(len(judgement.found)), key=lambda index: (index not in ruling.repeated, index))
    listed = tuple(_counterexample(ruling, index, contract, marks, asked, sessions) for index in order[:LISTED])
    return ClauseResult(
        clause=ruling.clause,
        verdict=judgement.verdict,
        reason=judgement.reason,
        detail=judgement.detail,
        exercised=judgement.exercised,
        findings=listed,
        places=len(judgement.found),
        input=judgement.input,
        waiver=waivers[0] if waivers and not open_ones else None,
        known=bool(open_ones) and all(marks.knows(it.clause, it.operation) for it in open_ones),
        operations=tuple(sorted({it.operation for it in departures})),
    )


def based(item: ClauseResult, missed: tuple[str, ...]) -> ClauseResult:
    """A clause's part with the operations it was not judged on; a pass says so, that it may not pass for more."""
    if not missed or item.verdict is not Verdict.PASS:
        return replace(item, held_back=missed)
    more = f", … ({len(missed)})" if len(missed) > NAMED else ""
    names = ", ".join(missed[:NAMED]) + more
    detail = Text(f"未调用 {len(missed)} 个操作，结论不及于此：{names}", f"not judged on what was not called: {names}")
    return replace(item, held_back=missed, detail=detail)


def _departures(ruling: Ruling) -> list[Known]:
    """The findings of a failed clause by clause and operation, in their order."""
    if ruling.judgement.verdict is not Verdict.FAIL:
        return []
    return [Known(ruling.clause.id, operation_of(found.finding)) for found in ruling.judgement.found]


def _counterexample(
    ruling: Ruling, index: int, contract: Contract, marks: Marks, asked: Asked, sessions: frozenset[str]
) -> Counterexample:
    found = ruling.judgement.found[index]
    trace = found.trace
    steps = _steps(found)
    exchanges = (*(steps or found.finding.exchanges[-LAST_OF_A_TRACE:]), *ruling.again[:1])
    hiding = Hiding(exchanges, sessions)
    finding = hiding.finding(found.finding)
    case = asked(trace)
    operation = operation_of(finding)
    waiver = marks.waiver(ruling.clause.id, operation)
    return Counterexample(
        seen=finding.seen,
        due=finding.due,
        at=finding.at,
        message=finding.message,
        operation=operation,
        evidence=tuple(map(hiding.evidence, exchanges)),
        repeated=index in ruling.repeated,
        case=case.id if isinstance(case, Case) else "",
        question=case if isinstance(case, Case) else None,
        explored=trace.probe == EXPLORE,
        smallest=_smallest(ruling.smallest.get(index), sessions),
        script=script(steps, contract) if steps else (),
        workflow=workflow(
            steps or found.finding.exchanges[-LAST_OF_A_TRACE:], contract, f"{ruling.clause.id}.{index + 1}"
        ),
        waiver=waiver.id if waiver else "",
        known=marks.knows(ruling.clause.id, operation),
    )


def _smallest(smallest: Smallest | None, sessions: frozenset[str]) -> Smallest | None:
    """The smallest case with its evidence as it may be shown at the end of the run."""
    return smallest and replace(smallest, evidence=evidence(smallest.evidence.exchange, sessions))


def _steps(found: Found) -> tuple[Exchange, ...]:
    """The exchanges that show a finding from nothing, where one request alone does not: it uses what others made."""
    finding, trace = found.finding, found.trace
    if trace.probe == SEQUENCES or trace.before:
        return (*trace.before, *finding.exchanges)
    led = leading(trace.exchanges, finding.exchanges[-LAST_OF_A_TRACE:])
    return led if any(not it.operation.safe for it in led[:-1]) else ()


def causes(rulings: Iterable[Ruling], sessions: frozenset[str] = frozenset()) -> tuple[Cause, ...]:
    """Findings grouped by what was due and judged by: the cause with most places first."""
    places: Counter[tuple[str, str]] = Counter()
    clauses: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    summaries: dict[tuple[str, str], Finding] = {}
    for ruling in rulings:
        if ruling.judgement.verdict is not Verdict.FAIL:
            continue
        for found in ruling.judgement.found:
            key = cause(found)
            places[key] += 1
            clauses[key][ruling.clause.id] = None
            summaries.setdefault(key, found.finding)
    told = {key: Hiding(first.exchanges, sessions).finding(first).message for key, first in summaries.items()}
    return tuple(Cause(told[key], tuple(clauses[key]), number) for key, number in places.most_common())


def covered(plan: Plan, exchanges: Sequence[Exchange]) -> Iterable[Covered]:
    """Every operation of the contract, with how often it was asked and what it answered."""
    asked: Mapping[str, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        asked[exchange.operation.id].append(exchange)
    for operation in plan.contract.operations.values():
        mine = asked.get(operation.id, [])
        statuses = tuple(sorted({exchange.status for exchange in mine if exchange.response}))
        sent = [it for it in mine if it.response or it.failure is None or it.failure.reason not in NOT_SENT]
        yield Covered(operation.id, operation.method, operation.path, len(sent), statuses)


def unlock(results: Iterable[ClauseResult], held: frozenset[str]) -> tuple[Unlock, ...]:
    """The inputs that would let open clauses be decided, the one that opens most first.

    What a read-only run holds back stays open for want of writes, whatever else it is given.
    """
    clauses: dict[str, list[str]] = defaultdict(list)
    for item in results:
        in_vain = item.clause.id in held and item.input != READ_ONLY.input
        if item.verdict is Verdict.INCONCLUSIVE and item.input and not in_vain:
            clauses[item.input].append(item.clause.id)
    ordered = sorted(clauses.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Unlock(name, tuple(names)) for name, names in ordered)


def gate(
    plan: Plan, results: Sequence[ClauseResult], found: Iterable[Known], signal: int, broken: bool = False
) -> Gate:
    """Whether the profile's gate is met. A manual clause does not hold it back, nor does a waived fail; 1 beats 3.

    What ended the run before its time beats both: a signal, else a bug of ours.

    What is known keeps the gate from being met, and leaves the exit code to what is new.
    """
    rule = plan.profile.gate
    mandatory = [item for item in results if item.clause.level in rule.mandatory]
    failed = [item for item in mandatory if item.verdict is Verdict.FAIL and item.waiver is None]
    new = [item for item in failed if not item.known]
    open_ones = [item for item in mandatory if item.verdict in (Verdict.INCONCLUSIVE, Verdict.ERROR)]
    idle = plan.marks.idle(found, (it.clause.id for it in results if it.verdict in SETTLED))
    reasons = [*_counted(failed, rule.mandatory), *_counted(open_ones, rule.mandatory), *map(_unused, idle)]
    if failed and not new:
        reasons.append(Text("均为已知不符合项", "all of them are known nonconformities"))
    undecided = bool(open_ones)
    share = _share(results)
    if share < rule.coverage:
        zh = f"已判定的条款占 {share:.0%}，低于要求的 {rule.coverage:.0%}"
        en = f"{share:.0%} of the clauses were decided, below the {rule.coverage:.0%} asked for"
        reasons.append(Text(zh, en))
        undecided = True
    if signal:
        reasons.append(CUT)
    if broken:
        reasons.append(BROKEN)
    code = 128 + signal if signal else OWN_BUG if broken else 1 if new or idle else 3 if undecided else 0
    return Gate(not reasons, code, tuple(reasons))


def _unused(waiver: Waiver) -> Text:
    zh, en = f"让步 {waiver.id} 没有对应的不符合项，应删除", f"the waiver {waiver.id} covers nothing: remove it"
    return Text(zh, en)


def _share(results: Sequence[ClauseResult]) -> float:
    """The share of applicable automatic clauses that were decided."""
    automatic = [item for item in results if item.verdict not in (Verdict.MANUAL, Verdict.NOT_APPLICABLE)]
    decided = [item for item in automatic if item.verdict in SETTLED]
    return len(decided) / len(automatic) if automatic else 0.0


def _counted(items: Sequence[ClauseResult], mandatory: Sequence[Level]) -> Iterable[Text]:
    """One line for each verdict, level and reason among the clauses that hold the gate back."""
    groups = Counter((item.clause.level, item.verdict, item.reason) for item in items)
    for level in mandatory:
        for (of, verdict, reason), number in groups.items():
            if of is level:
                word, why = VERDICT_WORDS[verdict], REASON_WORDS.get(reason) if reason else None
                zh = f"「{LEVEL_WORDS[level].zh}」条款 {number} 项{word.zh}" + (f"（{why.zh}）" if why else "")
                en = f"{number} {LEVEL_WORDS[level].en} clause(s) {word.en}" + (f" ({why.en})" if why else "")
                yield Text(zh, en)
