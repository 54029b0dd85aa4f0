"""One clause's part of a report: its verdict, its counter-examples with evidence, and the causes behind several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from conformance.engine.judging.base import joined
from conformance.engine.judging.causes import Kind, cause, departure, is_of_failure, most_telling_first
from conformance.engine.judging.confirmation import Confirmation
from conformance.engine.judging.confirmation import operation as operation_of
from conformance.engine.judging.evidence import Hiding, evidence
from conformance.engine.judging.judgement import Found
from conformance.engine.plan import EXPLORE, Question
from conformance.engine.replay.chain import leading
from conformance.engine.replay.script import script
from conformance.engine.replay.workflow import workflow
from conformance.engine.shrinking.shrink_sequence import PROBE as SEQUENCES
from conformance.model.case import Case
from conformance.model.clause import Severity
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.report import (
    Cause,
    ClauseResult,
    Counterexample,
    Smallest,
)
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.model.waiver import Exemptions, Known

LISTED = 20
"""Findings of one clause that are listed with evidence; the rest are counted."""

NAMED = 5
"""Operations not called that a pass names in words; its `held_back` names them all."""

NO_EXEMPTIONS = Exemptions()

Asked = Callable[[Trace], Question | None]
"""What a trace came of, to be asked again; None where it is nothing that is asked one at a time."""

LAST_OF_A_TRACE = 6
"""Exchanges kept as evidence of a finding about a whole trace."""


def result(
    ruling: Confirmation,
    contract: Contract,
    exemptions: Exemptions = NO_EXEMPTIONS,
    asked: Asked = lambda trace: None,
    sessions: frozenset[str] = frozenset(),
) -> ClauseResult:
    """One clause's part of the report. `sessions` are the words of the cookies that were set."""
    judgement = ruling.judgement
    departed = departures(ruling)
    waivers = [exemptions.waiver(it.clause, it.operation) for it in departed]
    open_ones = [it for it, waiver in zip(departed, waivers, strict=True) if waiver is None]
    order = most_telling_first(judgement.found, ruling.repeated)
    listed = tuple(_counterexample(ruling, index, contract, exemptions, asked, sessions) for index in order[:LISTED])
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
        known=bool(open_ones) and all(exemptions.knows(it.clause, it.operation) for it in open_ones),
        operations=tuple(sorted({it.operation for it in departed})),
        judged_operations=len(judgement.operations),
    )


def based(item: ClauseResult, missed: tuple[str, ...]) -> ClauseResult:
    """A clause's part with the operations it was not judged on; a pass says so, that it may not pass for more."""
    if not missed or item.verdict is not Verdict.PASS:
        return replace(item, held_back=missed)
    more = f", … ({len(missed)})" if len(missed) > NAMED else ""
    names = ", ".join(missed[:NAMED]) + more
    detail = Text(f"未调用 {len(missed)} 个操作，结论不及于此：{names}", f"not judged on what was not called: {names}")
    return replace(item, held_back=missed, detail=joined((item.detail, detail)))


def departures(ruling: Confirmation) -> list[Known]:
    """The findings of a failed clause by clause and operation, in their order."""
    if ruling.judgement.verdict is not Verdict.FAIL:
        return []
    return [Known(ruling.clause.id, operation_of(found.finding)) for found in ruling.judgement.found]


def _counterexample(
    ruling: Confirmation, index: int, contract: Contract, exemptions: Exemptions, asked: Asked, sessions: frozenset[str]
) -> Counterexample:
    found = ruling.judgement.found[index]
    trace = found.trace
    steps = _steps(found)
    exchanges = (*(steps or found.finding.exchanges[-LAST_OF_A_TRACE:]), *ruling.again[:1])
    hiding = Hiding(exchanges, sessions)
    finding = hiding.finding(found.finding)
    case = asked(trace)
    operation = operation_of(finding)
    waiver = exemptions.waiver(ruling.clause.id, operation)
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
        known=exemptions.knows(ruling.clause.id, operation),
    )


def _smallest(smallest: Smallest | None, sessions: frozenset[str]) -> Smallest | None:
    """The smallest case with its evidence as it may be shown at the end of the run."""
    return smallest and replace(smallest, evidence=evidence(smallest.evidence.exchange, sessions))


def _steps(found: Found) -> tuple[Exchange, ...]:
    """The exchanges that show a finding from nothing, where one request alone does not: it uses what others made."""
    finding, trace = found.finding, found.trace
    if not found.verify.of_any and (trace.probe == SEQUENCES or trace.before):
        return (*trace.before, *finding.exchanges)
    led = leading(trace.asked, finding.exchanges[-LAST_OF_A_TRACE:])
    return led if any(not it.operation.safe for it in led[:-1]) else ()


def causes(rulings: Iterable[Confirmation], sessions: frozenset[str] = frozenset()) -> tuple[Cause, ...]:
    """The findings grouped by kind: what broke the system first, of it the severe, then what shows in most places.

    One departure from one schema is one cause, whichever clauses look at it: it shows in as many places as the clause
    that saw most of them.
    """
    places: dict[Kind, Counter[str]] = {}
    firsts: dict[Kind, tuple[Finding, Severity | None]] = {}
    for ruling in rulings:
        if ruling.judgement.verdict is Verdict.FAIL:
            for found in ruling.judgement.found:
                kind = departure(found) or (ruling.clause.id, *cause(found))
                places.setdefault(kind, Counter())[ruling.clause.id] += 1
                firsts.setdefault(kind, (found.finding, ruling.clause.severity if is_of_failure(found) else None))
    told = {kind: Hiding(first.exchanges, sessions).finding(first).message for kind, (first, _) in firsts.items()}
    most = {kind: max(each.values()) for kind, each in places.items()}
    gravest = [*Severity, None]
    order = sorted(firsts, key=lambda kind: (gravest.index(firsts[kind][1]), -most[kind]))
    return tuple(Cause(told[kind], tuple(places[kind]), most[kind]) for kind in order)
