"""Whose a failed exchange is, and which duty of the agreement it breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from conformance.checks import reading
from conformance.checks.shapes import validator
from conformance.model.interop import BLAME_WORDS, Acceptance, Blame, Comparison, Incompatibility
from conformance.model.network import ZONE_WORDS, Duty, Pair, Party
from conformance.model.report import ClauseResult
from conformance.model.text import Text
from conformance.model.verdict import Undecided, Verdict

EXPECTED = "application.interop.expected-schema"
"""The clause that compares what is delivered with what the consumer takes: the schemas alone are compared under it."""
REQUESTED = "application.interop.request-taken"
"""The clause on requests that are taken in: what may be sent as one and what is taken is compared under it."""
PARTIES: tuple[Party, ...] = ("provider", "consumer", "platform")
ENDS: tuple[Party, ...] = ("provider", "consumer")
"""Whose schemas are compared: the platform has none of its own."""


@dataclass(frozen=True)
class Fault:
    """Whose a failure is, why, the id of the duty it breaks (empty for none), and the clause that shows it."""

    blame: Blame
    why: Text
    duty: str = ""
    shown: ClauseResult | None = None


def fault(pair: Pair, results: Sequence[ClauseResult], compared: Mapping[Comparison, Acceptance]) -> Fault | None:
    """The fault of a failed exchange; None where nothing failed. Clauses stand in the order of the exchange, and the
    first broken one tells: what comes after it may only follow from it. Then the first comparison tells that fails."""
    first = next((it for it in results if it.verdict is Verdict.FAIL), None)
    if first is None:
        refused = ((which, it.misfit) for which, it in compared.items() if it.misfit)
        return next((_compared(pair, which, misfit) for which, misfit in refused), None)
    clause, party = first.clause.id, first.clause.party
    why = first.findings[0].message if first.findings else first.clause.title
    if party in ("", "either"):
        return _open(pair, clause, why, first)
    return Fault(Blame(party), why, _broken(pair, clause, Blame(party)), first)


def apart(pair: Pair) -> Fault:
    """Zones that do not meet are nobody's fault."""
    zones = [
        ZONE_WORDS[zone] for zone in dict.fromkeys(it.zone for it in (pair.provider, pair.platform, pair.consumer))
    ]
    zh, en = "、".join(zone.zh for zone in zones), " / ".join(zone.en for zone in zones)
    return Fault(Blame.NOBODY, Text(f"分处不同的网络区域：{zh}", f"their network zones are apart: {en}"))


def _open(pair: Pair, clause: str, why: Text, shown: ClauseResult | None) -> Fault:
    """What may be either side's: the agreement tells, or the consumer contradicts itself; else nobody can say."""
    agreed = _naming(pair, clause, PARTIES if shown else ENDS)
    if agreed is not None:
        return Fault(Blame(agreed.party), why, agreed.id, shown)
    if clause == EXPECTED and _contradicts_itself(pair):
        zh = f"{why.zh}；使用方给出的样例也不合它自己的模式"
        en = f"{why.en}; the consumer's own samples break its schema too"
        return Fault(Blame.CONSUMER, Text(zh, en), _broken(pair, clause, Blame.CONSUMER), shown)
    return _undecided(why, Text("协议也没有写明以哪一方为准", "no agreement says"), shown)


def _undecided(why: Text, neither: Text, shown: ClauseResult | None = None) -> Fault:
    zh = f"{why.zh}；{BLAME_WORDS[Blame.UNDECIDED].zh}：使用方没有可测的接口，{neither.zh}"
    en = f"{why.en}; whose it is stays undecided: no interface of the consumer was seen, and {neither.en}"
    return Fault(Blame.UNDECIDED, Text(zh, en), "", shown)


def _compared(pair: Pair, which: Comparison, misfit: Incompatibility) -> Fault:
    """The fault of what does not fit by schemas and samples alone. Samples are no measure by which anyone is to blame,
    whatever was agreed: that the consumer takes them does not tell what else it takes."""
    message, at = reading.shown(misfit.text), misfit.at or "/"
    if which is Comparison.SAMPLES:
        zh = f"使用方接受的样例 {message}，提供方不可能发送：{at} 处应为 {misfit.due.zh}"
        en = f"the provider never sends the consumer's sample {message}, but {misfit.due.en} at {at}"
        return _undecided(Text(zh, en), Text("样例也只说明自身", "samples show only themselves"))
    if which is Comparison.REQUESTS:
        zh = f"使用方可能发送请求 {message}，提供方在 {at} 只接受 {misfit.due.zh}"
        en = f"the consumer may send the request {message}; the provider takes {misfit.due.en} at {at}"
        return _open(pair, REQUESTED, Text(zh, en), None)
    zh = f"提供方可能发送 {message}，使用方在 {at} 只接受 {misfit.due.zh}"
    en = f"the provider may send {message}; the consumer takes {misfit.due.en} at {at}"
    return _open(pair, EXPECTED, Text(zh, en), None)


def _contradicts_itself(pair: Pair) -> bool:
    """Whether records the consumer is known to take break the schema it states."""
    if pair.consumption.schema is None:
        return False
    try:
        judge = validator(pair.consumption.schema).validator
    except Undecided:
        return True
    return any(not judge.is_valid(sample) for sample in pair.consumption.samples)


def _broken(pair: Pair, clause: str, blame: Blame) -> str:
    """The duty a broken clause tests, else the first duty of the party to blame."""
    named = _naming(pair, clause, (blame.value,))
    duties = pair.agreement.duties if pair.agreement else ()
    return named.id if named else next((duty.id for duty in duties if duty.party == blame.value), "")


def _naming(pair: Pair, clause: str, parties: Sequence[Party | str]) -> Duty | None:
    """The duty that names a clause, by its id or its topic (`application.interop.*`)."""
    duties = pair.agreement.duties if pair.agreement else ()
    return next(
        (it for it in duties if it.party in parties and any(fnmatchcase(clause, by) for by in it.clauses)), None
    )
