from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.overall.services import (
    certificate_identifier_holds,
    handling_codes_extend,
    implementation_codes_are_made_of,
)
from conformance.systems.one_stop.identifiers import identifier_holds
from tests.checks.making import exchange, said, trace, value

ROOT = "1.2.156.3005.2."
REAL = "11650000010183859F2650116013001"
"""The code of an item of a region, as its platform publishes it."""


@pytest.mark.parametrize(
    ("identifier", "holds"),
    [
        ("11100000000013338W011.11430000006122244L.20230000403.001.U", True),
        ("11100000000013338W011.11430000006122244L.20230000403.002.S", True),
        ("11100000000013338W032.11220000013544541J.2430599.001.F", True),
        ("11100000000013338W087.11370800MB28559184.37080001202411010001.001.3", True),
        ("11100000000013338W009.11330105002500287C.2025052201.002.0", True),
        ("11100000MB03271699022.340100.000000016.001.9", True),
        ("11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M", False),
        ("11100000000013338W011.11430000006122244L.20230000403.001.V", False),
    ],
)
def test_the_check_character_of_real_identifiers(identifier: str, holds: bool) -> None:
    assert (said(certificate_identifier_holds, value(ROOT + identifier)) == []) is holds
    assert identifier_holds(ROOT + identifier) is holds


@pytest.mark.parametrize("odd", [None, 7, "", "1.2.3", f"{ROOT}A..B.001.1", f"{ROOT}a.b.c.d.e", f"{ROOT}A.B.C.001"])
def test_what_is_no_identifier_is_said_to_be_none(odd: object) -> None:
    assert said(certificate_identifier_holds, value(odd)) != []


def items(**members: Any) -> Any:
    whole = {"taskCode": REAL, "baseCode": REAL[19:], "level": "2", "department": {"uscc": REAL[:18]}}
    return trace(exchange("items", {"items": [{"id": "i-1", **whole, **members}]}))


def test_a_real_code_is_made_of_its_parts() -> None:
    assert said(implementation_codes_are_made_of, items(), step="items") == []
    assert len(said(implementation_codes_are_made_of, items(level="3"), step="items")) == 1
    assert len(said(implementation_codes_are_made_of, items(baseCode="650116013002"), step="items")) == 1


@pytest.mark.parametrize("local", ["511Z07001006-511602000000-000-11511301008778183N-1-00", REAL[:24], None, 31])
def test_older_and_local_codes_are_not_judged(local: object) -> None:
    found = said(implementation_codes_are_made_of, items(taskCode=local), step="items")
    assert found == ["undecided: there is no implementation code of 31 characters"]


def test_a_handling_code_is_two_longer() -> None:
    assert said(handling_codes_extend, items(handlingCode=f"{REAL}01"), step="items") == []
    assert len(said(handling_codes_extend, items(handlingCode=f"{REAL}1"), step="items")) == 1
    assert said(handling_codes_extend, items(), step="items")[0].startswith("undecided")
