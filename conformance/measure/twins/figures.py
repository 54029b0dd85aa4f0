"""What runs on twins came to: verdicts, false fails, and the bound on how often there may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.measure.outcomes import Ended, Outcome

OF_NONE = 3.0
"""None in n: at 95 % fewer than so many in n (-ln 0.05 = 3.0)."""


def figures(outcomes: Sequence[Outcome], head: Mapping[str, Any]) -> dict[str, Any]:
    """All figures as one JSON document; `head` says what was measured with what."""
    done = [outcome for outcome in outcomes if outcome.ended is Ended.DONE and outcome.result]
    odd = [{"run": each.key, **one} for each in done for one in (each.result or {})["odd"]]
    verdicts = Counter[str]()
    for outcome in done:
        verdicts.update((outcome.result or {})["verdicts"])
    failed = sorted({one["run"] for one in odd if one["verdict"] == "fail"})
    return {
        "measured": dict(head),
        "runs": len(done),
        "unmeasured": [
            {"run": each.key, "ended": each.ended.value, "trace": each.trace} for each in outcomes if each not in done
        ],
        "verdicts": dict(sorted(verdicts.items())),
        "twins": dict(sorted(Counter(name for each in done for name in _twins(each.key)).items())),
        "runs_with_a_false_fail": len(failed),
        "below_at_95_percent": None if failed or len(done) <= OF_NONE else round(OF_NONE / len(done), 6),
        "odd": odd,
        "left_behind": [each.key for each in done if (each.result or {})["left_behind"]],
    }


def _twins(key: str) -> list[str]:
    """The twins of a run, by the kind it was of."""
    kind, _, names = key.split(" ", 2)
    return [f"{kind} {name}" for name in names.split("+")]
