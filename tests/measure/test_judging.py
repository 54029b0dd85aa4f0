"""A mutant is judged by every kind that has its part: stillborn, equivalent or observable, and never two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest

from conformance.measure.mutants.sample import SERVICE, all_mutants
from conformance.measure.outcomes import Ended, Outcome
from conformance.measure.truth import judging
from conformance.measure.truth.campaign import Tried
from conformance.measure.truth.figures import counted

KINDS = ["one", "other"]
MUTANT = all_mutants(SERVICE)[0]
SAME = {"compared": {"run": 3, "requests": 2}}
SEEN = {"observed": "run", "differs": {}}


@pytest.mark.parametrize(
    ("one", "other", "stillborn", "equivalent", "observable"),
    [
        (None, None, 1, 0, 0),
        (None, SAME, 1, 0, 0),
        (SAME, None, 1, 0, 0),
        (SAME, SAME, 0, 1, 0),
        (None, SEEN, 0, 0, 1),
        (SEEN, None, 0, 0, 1),
    ],
)
def test_what_does_not_start_in_one_kind_is_not_equivalent(
    monkeypatch: pytest.MonkeyPatch, one: Any, other: Any, stillborn: int, equivalent: int, observable: int
) -> None:
    comes_to = dict(zip(KINDS, (one, other), strict=True))

    def judge_one(given: Mapping[str, Any], kind: str, found: dict[str, Any]) -> None:
        if comes_to[kind] is None:
            raise judging.StillbornError("ImportError: it does not start")
        found |= comes_to[kind]

    monkeypatch.setattr(judging, "lay", lambda mutant: None)
    monkeypatch.setattr(judging, "_judge", judge_one)
    found = judging.judge({"mutant": asdict(MUTANT), "kinds": KINDS})
    count = counted([Tried(SERVICE, MUTANT, Outcome(MUTANT.key, Ended.DONE, 1.0, found))])
    assert (count.stillborn, count.equivalent, count.observable) == (stillborn, equivalent, observable)
