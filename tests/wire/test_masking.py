"""Personal numbers are masked at their length, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from conformance.wire.masking import mask_personal


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "110105********002X"),
        ("11010519491231002x", "110105********002x"),
        ("110101199001010015", "110101********0015"),
        ("13800138000", "138****8000"),
        ("8613800138000", "86138****8000"),
        ("008613800138000", "0086138****8000"),
        ("6222021234567894", "622202******7894"),
        ("6222020200112233446", "622202*********3446"),
        ("4111111111111111", "411111******1111"),
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        *("{}", '{{"号码": "{}"}}', "证件{}，", "[{},{}]", "+{}", "tel:{}", "&#35777;{};"),
        *(
            "/people?q=%20{}%20{}",
            "%E8%AF%81%E4%BB%B6{}",
            "\\u53f7{}\\u5b8c",
            "\\n{}\\t{}\\r\\n",
            "\\x20{}\\x0a",
            "%0A%09{}%2C",
        ),
    ],
)
def test_personal_numbers_keep_only_their_ends(number, masked, around):
    text = around.format(number, number)
    assert mask_personal(text) == around.format(masked, masked)
    assert len(mask_personal(text)) == len(text)


@pytest.mark.parametrize("around", ["id{}", "{}abc", "x{}y", "ID_{}_", "sfz{}sfz{}", "a%20b{}c", "R{}", "\\u53f7a{}"])
@pytest.mark.parametrize(
    ("number", "masked"), [("11010519491231002X", "110105********002X"), ("110101199001010015", "110101********0015")]
)
def test_a_citizen_id_is_known_beside_letters_too(around, number, masked):
    assert mask_personal(around.format(number, number)) == around.format(masked, masked)


@pytest.mark.parametrize(
    "text",
    [
        "110101199001010016",  # wrong check digit
        "a110101199001010016b",
        "9110101199001010015",  # inside a longer number
        "1101011990010100155",
        "id3.110101199001010015",
        "%31%31%30",
        "110101199002300015",  # 30 February
        "91110000600037341L",  # a unified social credit code
        "11110000HT00000187",
        "113700000045030270",
        "2509-320193-89-01-544060",  # a project code
        "12800138000",  # no mobile number begins so
        "138001380001",
        "a13800138000b",
        "3.13800138000",
        "6222021234567893",  # wrong Luhn digit
        "2026112300000000018",  # a serial number that begins with a date
        "20261123040506",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "",
    ],
)
def test_other_numbers_stay_as_they_are(text):
    assert mask_personal(text) == text
