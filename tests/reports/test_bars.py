"""A bar is as long as it says and shows every verdict that occurs."""

from __future__ import annotations

import pytest

from conformance.model.verdict import Verdict
from conformance.reports.bars import MARKS, bar


@pytest.mark.parametrize(
    "numbers",
    [
        {Verdict.PASS: 500, Verdict.FAIL: 1},
        {Verdict.PASS: 1, Verdict.FAIL: 1, Verdict.ERROR: 1, Verdict.INCONCLUSIVE: 1, Verdict.MANUAL: 1000},
        {Verdict.PASS: 7},
        {Verdict.NOT_APPLICABLE: 3, Verdict.PASS: 0},
    ],
)
def test_a_finished_family_fills_the_bar(numbers: dict[Verdict, int]) -> None:
    text = bar(numbers, sum(numbers.values()), 20).plain
    assert len(text) == 22
    assert " " not in text
    for verdict, number in numbers.items():
        assert (MARKS[verdict] in text) == (number > 0)


def test_what_is_not_decided_stays_blank() -> None:
    assert bar({Verdict.PASS: 5, Verdict.FAIL: 5}, 20, 20).plain == "[=====xxxxx          ]"
    assert bar({}, 20, 20).plain == f"[{' ' * 20}]"
    assert bar({}, 0, 20).plain == f"[{' ' * 20}]"
