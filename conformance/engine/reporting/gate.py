"""Whether the gate of a profile is met, and the exit code that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from conformance.engine.plan import Plan
from conformance.model.clause import LEVEL_WORDS, Level
from conformance.model.report import (
    BROKEN,
    CUT,
    OWN_BUG,
    ClauseResult,
    Gate,
)
from conformance.model.text import Text, many
from conformance.model.verdict import REASON_WORDS, SETTLED, VERDICT_WORDS, Verdict
from conformance.model.waiver import Known, Waiver


def gate(
    plan: Plan, results: Sequence[ClauseResult], found: Iterable[Known], signal: int, broken: bool = False
) -> Gate:
    """Whether the profile's gate is met. A manual clause does not hold it back, nor does a waived fail; 1 beats 3.

    What ended the run before its time beats both: a signal, else a bug of ours.

    What is known keeps the gate from being met, and leaves the exit code to what is new.
    """
    rule = plan.profile.gate
    mandatory = [item for item in results if rule.asks_for(item.clause)]
    failed = [item for item in mandatory if item.verdict is Verdict.FAIL and item.waiver is None]
    new = [item for item in failed if not item.known]
    open_ones = [item for item in mandatory if item.verdict in (Verdict.INCONCLUSIVE, Verdict.ERROR)]
    unused = plan.exemptions.unused(found, (it.clause.id for it in results if it.verdict in SETTLED))
    reasons = [*_counted(failed), *_counted(open_ones), *map(_unused, unused)]
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
    code = 128 + signal if signal else OWN_BUG if broken else 1 if new or unused else 3 if undecided else 0
    return Gate(not reasons, code, tuple(reasons))


def _unused(waiver: Waiver) -> Text:
    zh, en = f"让步 {waiver.id} 没有对应的不符合项，应删除", f"the waiver {waiver.id} covers nothing: remove it"
    return Text(zh, en)


def _share(results: Sequence[ClauseResult]) -> float:
    """The share of applicable automatic clauses that were decided."""
    automatic = [item for item in results if item.verdict not in (Verdict.MANUAL, Verdict.NOT_APPLICABLE)]
    decided = [item for item in automatic if item.verdict in SETTLED]
    return len(decided) / len(automatic) if automatic else 0.0


def _counted(items: Sequence[ClauseResult]) -> Iterable[Text]:
    """One line for each verdict, level and reason among the clauses that hold the gate back."""
    groups = Counter((item.clause.level, item.verdict, item.reason) for item in items)
    for level in Level:
        for (of, verdict, reason), number in groups.items():
            if of is level:
                word, why = VERDICT_WORDS[verdict], REASON_WORDS.get(reason) if reason else None
                zh = f"「{LEVEL_WORDS[level].zh}」条款 {number} 项{word.zh}" + (f"（{why.zh}）" if why else "")
                clauses = many(number, "项", f"{LEVEL_WORDS[level].en} clause").en
                en = f"{clauses}: {word.en}" + (f" ({why.en})" if why else "")
                yield Text(zh, en)
