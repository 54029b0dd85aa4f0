"""Judges one clause on the traces of its probes. Pure: the same traces give the same judgement."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from conformance.engine.judging.base import base, joined
from conformance.engine.judging.facts import asks_record
from conformance.engine.judging.judgement import Found, Judgement, JudgingContext, Key
from conformance.engine.judging.reasons import most_telling
from conformance.engine.judging.select import concerns, counts, is_about
from conformance.engine.judging.subjects import arguments, not_applying, of_exchange
from conformance.engine.judging.tally import Subject, Tally, is_serious, told
from conformance.engine.judging.traffic import Traffic
from conformance.model.clause import Clause, Level, Verify
from conformance.model.exchange import Failure, Trace
from conformance.model.holding import HOLDING
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict, join
from conformance.wire.masking import mask_personal


def judge(
    clause: Clause,
    traces: Mapping[Key, Sequence[Trace]],
    bugs: Mapping[Key, str],
    bench: JudgingContext,
    traffic: Traffic | None = None,
) -> Judgement:
    """The judgement of a clause: all items of `verify` count that can be asked here, the strongest verdict stands.

    `traffic` has judged every answer of the run, for items on any of them; without it they are judged on the traces.
    """
    if clause.applies_when and not asks_record(clause.applies_when):
        early = not_applying(clause.applies_when, bench.facts)
        if early is not None:
            return early
    if clause.manual:
        return Judgement(Verdict.MANUAL)
    parts = [
        _judge_any(clause, verify, traces, bugs, bench, traffic)
        if verify.of_any
        else _judge_item(clause, verify, traces.get((verify.probe, verify.role), ()), bugs, bench)
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
        tuple(_each_once(found for part in parts for found in part.found)),
        leading.input,
        frozenset(name for part in parts for name in part.operations),
    )


def _each_once(found: Iterable[Found]) -> Iterator[Found]:
    """The findings without what one item found in an answer that another had found there before."""
    known: set[tuple[object, ...]] = set()
    for each in found:
        finding = each.finding
        place = (*map(id, finding.exchanges), finding.seen, finding.at)
        if place not in known:
            known.add(place)
            yield each


def _judge_any(
    clause: Clause,
    verify: Verify,
    traces: Mapping[Key, Sequence[Trace]],
    bugs: Mapping[Key, str],
    bench: JudgingContext,
    traffic: Traffic | None,
) -> Judgement:
    """What an item on any answer comes to; where a probe broke for a bug of ours, its answers are lacking."""
    if traffic is None:
        traffic = Traffic((clause,), bench)
        for asked in traces.values():
            traffic.take(asked)
    judgement = traffic.judgement(verify)
    bug = bugs[min(bugs)] if bugs else ""  # the first by name: which came first depends on the readers
    if not bug or judgement.verdict is Verdict.FAIL:
        return judgement
    return replace(judgement, verdict=Verdict.ERROR, reason=None, detail=Text(bug, bug), input="")


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
    tally = Tally()
    try:
        check = partial(bench.tools.checks[verify.check], **arguments(clause, verify, bench))
        for trace in traces:
            for subject in _subjects(clause, verify, trace, bench, tally):
                tally.put(subject, check, trace, verify)
            if tally.spent.cut:
                break
    except Exception:  # noqa: BLE001 - our own bug becomes the verdict `error`, with its trace
        trouble = mask_personal(traceback.format_exc(limit=-3))
        return Judgement(Verdict.ERROR, None, Text(trouble, trouble))
    return _concluded(clause, verify, traces, tally)


def _subjects(clause: Clause, verify: Verify, trace: Trace, bench: JudgingContext, tally: Tally) -> Iterator[Subject]:
    """The subjects of one trace that may be judged; those a record's facts exclude are tallied instead."""
    spent = tally.spent
    if bench.tools.vocabulary.checks[verify.check].subject == "trace":
        if trace.unmet is None and not any(is_serious(it.failure) for it in trace.exchanges) and spent.covers(trace):
            yield trace
        return
    for exchange in trace.exchanges:
        if not counts(verify.when, exchange):
            continue
        if spent.cut or not spent.covers(exchange):
            return
        yield from of_exchange(clause, verify, exchange, bench, tally)


def _concluded(clause: Clause, verify: Verify, traces: Sequence[Trace], tally: Tally) -> Judgement:
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
            return Judgement(Verdict.INCONCLUSIVE, part.reason, part.detail, tally.exercised)
        return Judgement(Verdict.PASS, detail=part.detail if part else None, exercised=tally.exercised)
    if tally.excluded:
        return tally.excluded.get(Verdict.INCONCLUSIVE) or next(iter(tally.excluded.values()))
    text = Text("没有得到可判的应答", "no answer came back that the clause could be judged on")
    return Judgement(Verdict.INCONCLUSIVE, Reason.NOTHING_EXERCISED, text)


def _failures(verify: Verify, traces: Sequence[Trace], exercised: int) -> Iterator[Failure]:
    """What kept questions from being answered: serious always counts, else only where nothing was judged."""
    answered = _answered(verify, traces)  # then what was not called is not why nothing could be judged
    for trace in traces:
        asked = ((told(it), it.operation.general in answered) for it in trace.exchanges if concerns(verify.when, it))
        for each, is_answered in (*asked, (trace.unmet, bool(answered))):
            if each and (is_serious(each) or not (exercised or (is_answered and each.input in HOLDING))):
                yield each


def _answered(verify: Verify, traces: Sequence[Trace]) -> set[bool]:
    """Whether operations that any system has were answered (True), and whether those of its document were (False)."""
    asked = (it for trace in traces for it in trace.exchanges if concerns(verify.when, it))
    return {it.operation.general for it in asked if it.response}
