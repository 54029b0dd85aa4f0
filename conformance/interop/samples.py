"""Records one side is known to take, held against what the other says it sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conformance.engine.generate.messages import text_of
from conformance.interop.due import refusals
from conformance.interop.judging import compiled
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Misfit
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided, Verdict


def judged(sent: Schema, samples: Sequence[Any]) -> Acceptance:
    """Whether every sample is such as the sender's schema admits. See `accepts.takes_samples`."""
    if not samples:
        none = Text("没有样例", "there are no samples")
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.NOTHING_EXERCISED, none)
    try:
        validator = compiled(sent.document)
    except Undecided as undecided:
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, undecided.reason, undecided.detail)
    wrong = [sample for sample in samples if not validator.is_valid(sample)]
    if not wrong:
        return Acceptance(Verdict.PASS, len(samples))
    smallest = min(wrong, key=lambda sample: (len(text_of(sample)), text_of(sample)))
    first = refusals(validator, smallest)[0]
    return Acceptance(Verdict.FAIL, len(samples), Misfit(smallest, first.at, first.due, len(samples)))
