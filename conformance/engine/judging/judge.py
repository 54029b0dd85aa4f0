"""Judges one clause on the traces of its probes. Pure: the same traces give the same judgement."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from conformance.engine.judging.allowance import Allowance
from conformance.engine.judging.base import base, joined
from conformance.engine.judging.facts import asks_record, evaluate
from conformance.engine.judging.reasons import most_telling
from conformance.engine.judging.select import concerns, counts, is_about, values
from conformance.engine.parameters import made, takes
from conformance.engine.vocabulary import GIVEN, Tools
from conformance.model.clause import Clause, Level, Standard, Verify
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Failure, Trace, Value
from conformance.model.finding import Finding
from conformance.model.holding import HOLDING
from conformance.model.network import Pair
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided, Verdict, join
from conformance.norms.clause_flaws import resolved
from conformance.wire.masking import mask_personal

Key = tuple[str, str]
"""A probe and the role it asks in."""

IDLE = frozenset({Reason.NOTHING_EXERCISED, Reason.PRECONDITION_NOT_MET})
"""Reasons for which one trace among several says nothing either way."""

SERIOUS = frozenset(Reason) - {
    Reason.OUT_OF_SCOPE,
    Reason.NO_CREDENTIAL,
    Reason.NOT_AT_THIS_DEPTH,
    Reason.PRECONDITION_NOT_MET,
    Reason.UNKNOWN_FACT,
    Reason.NOTHING_EXERCISED,
    Reason.FLAKY,
    Reason.CALENDAR,
    Reason.UNREADABLE_DOCUMENT,
}
"""Failures that leave a clause undecided even where others were judged: what failed might have shown a fault."""


@dataclass(frozen=True)
class Found:
    """A finding with the trace and the check it comes from."""

    finding: Finding
    trace: Trace
    verify: Verify


@dataclass(frozen=True)
class Judgement:
    """What one clause came to, before findings are repeated and turned into evidence."""

    verdict: Verdict
    reason: Reason | None = None
    detail: Text | None = None
    exercised: int = 0
    found: tuple[Found, ...] = ()
    input: str = ""


@dataclass(frozen=True)
class JudgingContext:
    """What judging needs besides the traces; `pair` where they are of an exchange between two."""

    standard: Standard
    contract: Contract
    tools: Tools
    figures: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Any]
    today: date
    pair: Pair | None = None


def judge(
    clause: Clause, traces: Mapping[Key, Sequence[Trace]], bugs: Mapping[Key, str], bench: JudgingContext
) -> Judgement:
    """The judgement of a clause: all items of `verify` count that can be asked here, the strongest verdict stands."""
    if clause.applies_when and not asks_record(clause.applies_when):
        early = _applies(clause.applies_when, bench.facts)
        if early is not None:
            return early
    if clause.manual:
        return Judgement(Verdict.MANUAL)
    parts = [
        _judge_item(clause, verify, traces.get((verify.probe, verify.role), ()), bugs, bench)
        for verify in clause.verify
    ]
    parts = [part for part in parts if part.reason is not Reason.NOT_AT_THIS_DEPTH] or parts
    verdict = join(part.verdict for part in parts)
    leading = most_telling((part for part in parts if part.verdict is verdict), lambda part: part.reason)
    bases = (part.detail for part in parts if part.verdict is Verdict.PASS)
    return Judgement(
        verdict,
        leading.reason,
        joined(bases) if verdict is Verdict.PASS else leading.detail,
        sum(part.exercised for part in parts),
        tuple(found for part in parts for found in part.found),
        leading.input,
    )


def _applies(condition: Mapping[str, Any], facts: Mapping[str, Any], record: Any = None) -> Judgement | None:
    answer = evaluate(condition, facts, record)
    because = ", ".join(answer.because)
    if answer.holds is False:
        return Judgement(Verdict.NOT_APPLICABLE, None, Text(f"因为 {because}", f"because {because}"))
    if answer.holds is None:
        text = Text(f"未提供 {because}", f"{because} is not known")
        return Judgement(Verdict.INCONCLUSIVE, Reason.UNKNOWN_FACT, text, input=f"facts.{answer.because[0]}")
    return None


@dataclass
class _Tally:
    """What gathers while the subjects of one item are judged; of what stays open the first of each reason."""

    exercised: int = 0
    found: list[Found] = field(default_factory=list)
    undecided: dict[Reason, Failure] = field(default_factory=dict)
    excluded: dict[Verdict, Judgement] = field(default_factory=dict)
    idle: dict[Reason, Failure] = field(default_factory=dict)
    """Traces that held nothing for the clause: they count for nothing where others did."""
    spent: Allowance = field(default_factory=Allowance)


def _judge_item(
    clause: Clause, verify: Verify, traces: Sequence[Trace], bugs: Mapping[Key, str], bench: JudgingContext
) -> Judgement:
    bug = bugs.get((verify.probe, verify.role))
    if bug:
        return Judgement(Verdict.ERROR, None, Text(bug, bug))
    lacking = next((trace.lacks for trace in traces if trace.lacks), None)
    if lacking:
        return Judgement(Verdict.NOT_APPLICABLE, None, lacking)
    traces = [trace for trace in traces if is_about(verify.when, trace)]
    tally = _Tally()
    try:
        check = partial(bench.tools.checks[verify.check], **arguments(clause, verify, bench))
        for trace in traces:
            for subject in _subjects(clause, verify, trace, bench, tally):
                _put(subject, check, trace, verify, tally)
            if tally.spent.cut:
                break
    except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
        trouble = mask_personal(traceback.format_exc(limit=-3))
        return Judgement(Verdict.ERROR, None, Text(trouble, trouble))
    return _concluded(clause, verify, traces, tally)


def _subjects(clause: Clause, verify: Verify, trace: Trace, bench: JudgingContext, tally: _Tally) -> Iterator[Any]:
    """The subjects of one trace that may be judged; those a record's facts exclude are tallied instead."""
    spent, subject = tally.spent, bench.tools.vocabulary.checks[verify.check].subject
    if subject == "trace":
        if trace.unmet is None and not any(_serious(it.failure) for it in trace.exchanges) and spent.covers(trace):
            yield trace
        return
    for exchange in trace.exchanges:
        if not counts(verify.when, exchange):
            continue
        if spent.cut or not spent.covers(exchange):
            return
        if subject == "exchange" or verify.each is None:
            yield exchange
            continue
        for value in values(verify.each, exchange, clause.view == "wire"):
            excluded = _applies(clause.applies_when, bench.facts, value.record) if clause.applies_when else None
            if spent.cut or not spent.covers_value():
                return
            if excluded:
                tally.excluded.setdefault(excluded.verdict, excluded)
            else:
                yield value


def _put(
    subject: Exchange | Trace | Value,
    check: Callable[..., Iterator[Finding]],
    trace: Trace,
    verify: Verify,
    tally: _Tally,
) -> None:
    """Put one subject to the check. What it found before it could not go on stays found."""
    found: list[Found] = []
    try:
        for finding in check(subject):
            found.append(Found(_proved(finding, subject), trace, verify))
            if not tally.spent.seen():
                break
    except Undecided as undecided:
        if not found:
            idle = isinstance(subject, Trace) and undecided.reason in IDLE
            why = Failure(undecided.reason, undecided.detail, undecided.input)
            (tally.idle if idle else tally.undecided).setdefault(why.reason, why)
            return
    tally.exercised += 1
    tally.found.extend(found)


def _proved(finding: Finding, subject: Exchange | Trace | Value) -> Finding:
    """The finding with the exchanges and the place its subject already tells."""
    if isinstance(subject, Value):
        at = ".".join(part for part in (subject.at, finding.at) if part)
        return Finding(finding.seen, finding.due, at, finding.exchanges or (subject.exchange,))
    if finding.exchanges:
        return finding
    exchanges = (subject,) if isinstance(subject, Exchange) else subject.exchanges
    return Finding(finding.seen, finding.due, finding.at, exchanges)


def arguments(clause: Clause, verify: Verify, bench: JudgingContext) -> dict[str, Any]:
    """The arguments of a check: figures of the profile, schemas by name, and what the engine gives."""
    figures = {name: param.default for name, param in clause.params.items()} | dict(bench.figures.get(clause.id, {}))
    filled = resolved(verify.arguments, figures)
    if isinstance(filled.get("schema"), str):
        filled["schema"] = bench.standard.schemas[filled["schema"]]
    check = bench.tools.checks[verify.check]
    given = {
        "today": bench.today,
        "contract": bench.contract,
        "pair": bench.pair,
        "facts": bench.facts,
        "calendar": bench.standard.working_days,
    }
    return made(check, filled) | {name: given[name] for name in GIVEN if name in takes(check)}


def _concluded(clause: Clause, verify: Verify, traces: Sequence[Trace], tally: _Tally) -> Judgement:
    cut = tally.spent.cut
    if tally.found:
        return Judgement(Verdict.FAIL, detail=cut, exercised=tally.exercised, found=tuple(tally.found))
    idle = {} if tally.exercised else tally.idle
    failures = _failures(verify, traces, tally.exercised)
    partly = [Failure(Reason.BUDGET, cut)] if cut else []
    reasons = [*tally.undecided.values(), *idle.values(), *failures, *partly]
    if reasons:
        why = most_telling(reasons, lambda each: each.reason)
        return Judgement(Verdict.INCONCLUSIVE, why.reason, why.detail, tally.exercised, input=why.input)
    if tally.exercised:
        part = base(verify, traces)
        if part and clause.level is Level.MUST and not verify.sample:
            return Judgement(Verdict.INCONCLUSIVE, Reason.BUDGET, part, tally.exercised)
        return Judgement(Verdict.PASS, detail=part, exercised=tally.exercised)
    if tally.excluded:
        return tally.excluded.get(Verdict.INCONCLUSIVE) or next(iter(tally.excluded.values()))
    text = Text("没有得到可判的应答", "no answer came back that the clause could be judged on")
    return Judgement(Verdict.INCONCLUSIVE, Reason.NOTHING_EXERCISED, text)


def _failures(verify: Verify, traces: Sequence[Trace], exercised: int) -> Iterator[Failure]:
    """What kept questions from being answered: serious always counts, else only where nothing was judged."""
    answered = _answered(verify, traces)  # then what was not called is not why nothing could be judged
    for trace in traces:
        asked = (exchange.failure for exchange in trace.exchanges if concerns(verify.when, exchange))
        for each in (*asked, trace.unmet):
            if each and (_serious(each) or not (exercised or (answered and each.input in HOLDING))):
                yield each


def _answered(verify: Verify, traces: Sequence[Trace]) -> bool:
    return any(it.response and concerns(verify.when, it) for trace in traces for it in trace.exchanges)


def _serious(failure: Failure | None) -> bool:
    return failure is not None and failure.reason in SERIOUS
