"""What a second asking tells of what a first one showed: only an answer can take a finding back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from conformance.engine.judging.judgement import Judgement
from conformance.model.exchange import Exchange, Failure, Trace
from conformance.model.text import Text
from conformance.model.verdict import REASON_WORDS, Reason, Verdict

Place = tuple[str, str, str, str, int]
"""Where an exchange stands in its trace: operation, method, role, step, and the how manieth of these it is."""


def told(first: Trace, second: Sequence[Trace], judged: Judgement) -> bool | Text:
    """Whether the fault was shown again, or why that cannot be said.

    `judged` is what the clause comes to on the second asking.
    """
    silences = _silences(first, second)
    proofs = (found.finding.exchanges for found in judged.found)
    if any(all(id(exchange) not in silences for exchange in proof) for proof in proofs):
        return True
    unmet = (trace.unmet for trace in second if trace.unmet and not _same_reason(first.unmet, trace.unmet))
    why = next(iter((*silences.values(), *unmet)), None)
    if why is None and judged.verdict is Verdict.PASS:
        return False
    return _said(why or Failure(judged.reason or Reason.NOTHING_EXERCISED, judged.detail or Text("", "")))


def _same_reason(one: Failure | None, other: Failure) -> bool:
    return one is not None and one.reason is other.reason


def _silences(first: Trace, second: Sequence[Trace]) -> Mapping[int, Failure]:
    """The exchanges of a second asking, by identity, that brought no answer to their question.

    What brought none the first time either is no sign that the second went amiss.
    """
    before = {place: _state(exchange) for place, exchange in _placed(first)}
    return {
        id(exchange): _silence(exchange)
        for trace in second
        for place, exchange in _placed(trace)
        if (state := _state(exchange)) and before.get(place) != state
    }


def _placed(trace: Trace) -> Iterator[tuple[Place, Exchange]]:
    met: Counter[tuple[str, str, str, str]] = Counter()
    for exchange in (*trace.before, *trace.exchanges):
        key = (exchange.operation.id, exchange.request.method, exchange.role, exchange.step)
        met[key] += 1
        yield (*key, met[key]), exchange


def _state(exchange: Exchange) -> str:
    """What kept an exchange from answering its question; empty where it did, be it by a refusal."""
    status = exchange.status
    if exchange.failure:
        return exchange.failure.reason
    if status >= 500 or status == 429:
        return "out of order" if status >= 500 else "limited"
    # A session that has ended answers 401, or sends to the login.
    is_known = exchange.role != "anonymous"
    return "credential gone" if is_known and (status == 401 or (300 <= status < 400 and status != 304)) else ""


def _silence(exchange: Exchange) -> Failure:
    if exchange.failure:
        return exchange.failure
    status, name = exchange.status, exchange.operation.id
    if status < 429:
        zh, en = (
            f"{name} 应答 {status}，凭据已不被承认",
            f"{name} answered {status}: the credential is no longer accepted",
        )
        return Failure(Reason.NO_CREDENTIAL, Text(zh, en))
    reason = Reason.RATE_LIMITED if status == 429 else Reason.PRECONDITION_NOT_MET
    return Failure(reason, Text(f"{name} 应答 {status}", f"{name} answered {status}"))


def _said(failure: Failure) -> Text:
    word, detail = REASON_WORDS[failure.reason], failure.detail
    return Text(f"{word.zh}：{detail.zh}", f"{word.en}: {detail.en}") if detail.en else word
