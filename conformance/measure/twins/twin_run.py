"""One run on a system that is odd and lawful: what failed, what broke, what was left open and should not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from conformance.measure.prepared import loaded
from conformance.measure.reference_run import examined, reference_target
from conformance.measure.twins.drawing import asked
from conformance.model.report import ClauseResult, Report
from conformance.model.verdict import Verdict
from conformance.systems.serve import reference_credentials
from conformance.systems.twins import Twin, twins
from conformance.systems.twins.serving import start_twin

RATE = 200.0
"""Requests a second at which a system that limits them is asked on: a twin limits by chance, not by the second."""


def run_clean(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Examine a system as it is: the clauses that are open or fail, and those that do not apply to its kind."""
    report = examined_twin(given["kind"], (), given["seed"])
    moot = moot_of(report)
    return {"odd": [_told(result) for result in report.results if is_odd(result, (), moot)], "moot": moot}


def moot_of(report: Report) -> list[str]:
    """The clauses that do not apply, sorted."""
    return sorted(each.clause.id for each in report.results if each.verdict is Verdict.NOT_APPLICABLE)


def run_twin(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Examine a system that is the twins given, on the clauses its seed draws; `moot` are those not of its kind."""
    kind = given["kind"]
    chosen = tuple(twins(kind)[name] for name in given["twins"])
    report = examined_twin(kind, chosen, given["seed"], asked(loaded(kind), given["seed"]))
    counts = Counter(result.verdict.value for result in report.results)
    odd = [_told(result) for result in report.results if is_odd(result, chosen, given["moot"])]
    return {"verdicts": dict(sorted(counts.items())), "odd": odd, "left_behind": list(report.left_behind)}


def examined_twin(kind: str, chosen: tuple[Twin, ...], seed: int, only: frozenset[str] = frozenset()) -> Report:
    """The report on a fresh system that is these twins, on some clauses or on all."""
    running = start_twin(kind, chosen, seed)
    try:
        target = reference_target(running.address, kind, reference_credentials(kind))
        return examined(replace(target, limits=replace(target.limits, rate=RATE)), loaded(kind), seed, only)
    finally:
        running.stop(wait=False)


def is_odd(result: ClauseResult, chosen: tuple[Twin, ...], moot: Collection[str]) -> bool:
    """Whether a verdict is a false alarm, a bug of ours, or one that is left open though no twin says that it must be.

    What does not apply is left open too, but for what is `moot` on a system that is no twin.
    """
    if result.verdict is Verdict.NOT_APPLICABLE:
        return result.clause.id not in moot and not any(result.clause.id in twin.moot for twin in chosen)
    if result.verdict is Verdict.INCONCLUSIVE:
        return not any(twin.leaves_open(result.clause.id, result.reason) for twin in chosen)
    return result.verdict in (Verdict.FAIL, Verdict.ERROR)


def _told(result: ClauseResult) -> dict[str, str]:
    """What there is to look at: the clause, its verdict, and why."""
    seen = result.findings[0].message.en if result.findings else result.detail.en if result.detail else ""
    return {
        "clause": result.clause.id,
        "verdict": result.verdict.value,
        "reason": result.reason.value if result.reason else "",
        "seen": seen[:400],
    }
