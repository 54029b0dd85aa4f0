"""The fee for information, held against the published steps."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.management.fees import fee_is_by_steps, fee_is_for_excess
from tests.checks.making import said, value


def fee(by: Any, quantity: Any, amount: Any) -> Any:
    return value({"by": by, "quantity": quantity, "amount": amount})


@pytest.mark.parametrize(
    ("by", "quantity", "due"),
    [
        ("files", 1, 0),
        ("files", 10, 0),
        ("files", 11, 100),
        ("files", 30, 2000),
        ("files", 31, 2200),
        ("files", 40, 4000),
        ("files", 41, 4300),
        ("pages", 30, 0),
        ("pages", 31, 10),
        ("pages", 100, 700),
        ("pages", 200, 2700),
        ("pages", 201, 2740),
    ],
)
def test_a_fee_is_what_the_steps_come_to(by: str, quantity: int, due: int) -> None:
    assert said(fee_is_by_steps, fee(by, quantity, due)) == []
    assert said(fee_is_by_steps, fee(by, quantity, due + 1))[0].endswith(f"due {due} yuan")


def test_by_applications_a_fee_may_be_that_of_the_last_alone() -> None:
    """Each application may be told its own fee, several counted for one are not told apart, and none need be taken."""
    assert said(fee_is_by_steps, fee("files", 12, 100)) == said(fee_is_by_steps, fee("files", 41, 300)) == []
    assert said(fee_is_by_steps, fee("files", 12, 0)) == said(fee_is_by_steps, fee("pages", 90, 0)) == []
    assert said(fee_is_by_steps, fee("files", 41, 700))[0].startswith("undecided: 700 yuan are those of the last 3")
    assert said(fee_is_by_steps, fee("files", 41, 200)) == ["amount: 200 yuan for 41 applications; due 4300 yuan"]
    assert said(fee_is_by_steps, fee("files", 10, 100)) == ["amount: 100 yuan for 10 applications; due 0 yuan"]


def test_one_application_is_never_charged() -> None:
    assert said(fee_is_for_excess, fee("files", 1, 50)) == ["amount: 50 yuan for one application; due no fee"]
    assert said(fee_is_for_excess, fee("files", 1, 0)) == said(fee_is_for_excess, fee("files", 2, 50)) == []


def test_what_tells_no_basis_is_undecided() -> None:
    for odd in (
        value(None),
        value([]),
        fee("hours", 3, 1),
        fee("files", "3", 1),
        fee("pages", 3, None),
        fee("files", 1e9, 1),
    ):
        assert said(fee_is_by_steps, odd)[0].startswith("undecided: the fee tells no basis or amount")
