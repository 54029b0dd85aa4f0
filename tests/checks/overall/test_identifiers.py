from __future__ import annotations

import random

import pytest
from stdnum.cn import uscc

from conformance.checks.overall.identifiers import (
    ALPHABET,
    check_character,
    credit_code_holds,
    division_code_is_known,
    organisation_check,
    organisation_part_holds,
)
from conformance.probes.data_exchange.replayed_message import NOBODY
from tests.checks.making import exchange, judged, said, trace, value

REAL = [
    "91350100M000100Y43",
    "91110000600037341L",
    "11100000000013338W",
    "11430000006122244L",
    "11220000013544541J",
    "11370800MB28559184",
    "11330105002500287C",
    "113700000045030270",
    "11650000010183859F",
    "11511301008778183N",
]
FICTITIOUS = [
    "11110000HT00000187",
    "12310000HT0000026C",
    "11440300HT0000034W",
    "91110000HT0000042F",
    "12110000HT0000050F",
    "11459900HT100001X1",
    "11459900HT10000281",
    "11459900HT10000799",
    "11450000HT100001X3",
    "11459921HT100001XE",
]


@pytest.mark.parametrize("code", [*REAL, *FICTITIOUS])
def test_codes_that_hold(code: str) -> None:
    assert said(credit_code_holds, value(code)) == []
    assert said(organisation_part_holds, value(code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "12620000224333574M",
        "11110000HT00000188",
        "11110000HT0000018",
        "11110000HT000001871",
        "11110000ht00000187",
        "I1110000HT00000187",
        "11110000HT0000018Z",
        "",
        None,
        7,
        ["11110000HT00000187"],
    ],
)
def test_codes_that_do_not_hold(code: object) -> None:
    assert len(said(credit_code_holds, value(code))) == 1


def test_an_early_code_of_fujian_is_left_open() -> None:
    assert said(credit_code_holds, value("91350100M0001TGQXM"))[0].startswith("undecided")
    # Only the few early codes are excused: another code of the same province must hold.
    wrong = "91350203MA2XN30R8" + next(c for c in "0123" if c != check_character("91350203MA2XN30R8"))
    assert said(credit_code_holds, value(wrong))[0].startswith("the check character of")


def test_the_receiver_nobody_knows_has_a_code_that_holds() -> None:
    for check in (credit_code_holds, organisation_part_holds):
        assert said(check, value(NOBODY)) == []


def test_the_check_character_is_that_of_stdnum() -> None:
    draw = random.Random(7)
    for _ in range(300):
        body = "".join(draw.choices(ALPHABET, k=17))
        assert check_character(body) == uscc.calc_check_digit(body)


@pytest.mark.parametrize(
    ("body", "check"), [("00001333", "8"), ("60003734", "1"), ("MB285591", "8"), ("D2143569", "X"), ("HT000001", "8")]
)
def test_check_of_an_organisation_code(body: str, check: str) -> None:
    assert organisation_check(body) == check


def test_a_code_that_only_holds_at_its_end() -> None:
    code = "11110000HT0000017"
    code += check_character(code)
    assert said(credit_code_holds, value(code)) == []
    assert said(organisation_part_holds, value(code)) == [f"HT0000017 inside {code} ends in 7; due 8"]
    assert said(organisation_part_holds, value("x"))[0].startswith("undecided")


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("459900", True),
        ("110101001", True),
        ("110101001002", True),
        ("004599", False),
        ("4599", False),
        (459900, False),
    ],
)
def test_division_codes(code: object, good: bool) -> None:
    assert (said(division_code_is_known, value(code)) == []) is good


def test_a_bad_code_is_to_be_refused() -> None:
    right = exchange("right", {"id": "r-000001"}, 201)
    assert judged("overall.identifiers.bad-code-refused", trace(right, exchange("wrong", {}, 400))) == []
    stored = judged("overall.identifiers.bad-code-refused", trace(right, exchange("wrong", {"id": "r-000002"}, 201)))
    assert stored == ["status 201 to a wrong check character; due 4xx"]
    assert len(judged("overall.identifiers.bad-code-refused", trace(right, exchange("wrong", {}, 500)))) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_a_refusal_for_other_reasons_proves_nothing(status: int) -> None:
    right = exchange("right", {"id": "r-000001"}, 201)
    assert judged("overall.identifiers.bad-code-refused", trace(right, exchange("wrong", {}, status)))[0].startswith(
        "undecided"
    )
    everything = trace(exchange("right", {}, 400), exchange("wrong", {}, 400))
    assert judged("overall.identifiers.bad-code-refused", everything)[0].startswith("undecided")
