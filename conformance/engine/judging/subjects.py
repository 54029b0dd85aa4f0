"""What of an exchange is judged, with which arguments, and whether a clause applies at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.engine.judging.facts import evaluate
from conformance.engine.judging.judgement import Judgement, JudgingContext
from conformance.engine.judging.select import values
from conformance.engine.judging.tally import Tally
from conformance.engine.parameters import made, takes
from conformance.engine.vocabulary import GIVEN
from conformance.model.clause import Clause, Verify
from conformance.model.exchange import Exchange, Value
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.norms.clause_flaws import resolved


def not_applying(condition: Mapping[str, Any], facts: Mapping[str, Any], record: Any = None) -> Judgement | None:
    """What a clause comes to where its condition does not hold, or cannot be told; None where it holds."""
    answer = evaluate(condition, facts, record)
    because = ", ".join(answer.because)
    if answer.holds is False:
        return Judgement(Verdict.NOT_APPLICABLE, None, Text(f"因为 {because}", f"because {because}"))
    if answer.holds is None:
        text = Text(f"未提供 {because}", f"{because} is not known")
        return Judgement(Verdict.INCONCLUSIVE, Reason.UNKNOWN_FACT, text, input=f"facts.{answer.because[0]}")
    return None


def of_exchange(
    clause: Clause, verify: Verify, exchange: Exchange, bench: JudgingContext, tally: Tally
) -> Iterator[Exchange | Value]:
    """The exchange, or those of its values that are judged one by one; what a record's facts exclude is tallied."""
    if bench.tools.vocabulary.checks[verify.check].subject == "exchange" or verify.each is None:
        yield exchange
        return
    for value in values(verify.each, exchange, clause.view == "wire"):
        excluded = not_applying(clause.applies_when, bench.facts, value.record) if clause.applies_when else None
        if tally.spent.cut or not tally.spent.covers_value():
            return
        if excluded:
            tally.excluded.setdefault(excluded.verdict, excluded)
        else:
            yield value


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
