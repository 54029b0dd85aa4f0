"""JSON is read strictly: what the standard library lets pass is named."""

from __future__ import annotations

import time

import pytest

from conformance.model.strict_json import read_json
from tests.pumping import at_most


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"NaN", "NaN is not a JSON number"),
        (b"[-Infinity]", "-Infinity is not a JSON number"),
        (b'{"a":1,"b":2,"a":3}', "duplicate key a"),
        (b'{"x":{"k":1,"k":1}}', "duplicate key k"),
        (b'{"a" :1,"a":2}', "duplicate key a"),
        (b'{"a"\n: 1, "b\\":": 2, "a": 3}', "duplicate key a"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'"\xff"', "byte 1 is not UTF-8"),
        ('"好"'.encode("gbk"), "is not UTF-8"),
        (b'"\\ud800"', "lone surrogate"),
        (b'{"\\udc00":1}', "lone surrogate"),
        (b"[" * 70 + b"]" * 70, "nested deeper than 64 levels"),
        (b"[" * 200_000 + b"]" * 200_000, "nested deeper than 64 levels"),
        (b'{"a":1,"a":' + b"1" * 5000 + b"}", "duplicate key a"),
        # In the same words on every Python: the place of a comma too many, and what is given up as too deep.
        (b'{"a": 1,}', "not JSON: wrong at line 1, column 8"),
        (b"[1,\n 2 ,\n ]", "not JSON: wrong at line 2, column 4"),
        (b"[,]", "not JSON: wrong at line 1, column 2"),
        (b'{"a": "]}"', "not JSON: wrong at line 1, column 11"),
        (b"[" * 2000, "nested deeper than 64 levels"),
        (b'{"[": [1,' * 9000, "nested deeper than 64 levels"),
        (b"[[]]" * 9000, "not JSON: wrong at line 1, column 5"),
    ],
)
def test_what_is_wrong_is_named(body: bytes, said: str) -> None:
    problem = read_json(body).problem
    assert problem is not None
    assert said in problem.en


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, 2.5, true, null]}', {"a": [1, 2.5, True, None]}),
        (b'{"a\\":b" : "\\":", "a": " :"}', {'a":b': '":', "a": " :"}),
        (b'"\\ud83d\\ude00"', "😀"),
        ('"𠮷㐂䶮"'.encode(), "𠮷㐂䶮"),
        (b"[" * 64 + b"]" * 64, None),
        (b"1e400", float("inf")),
        (b"1" * 4000, int("1" * 4000)),
        (b"[-" + b"1" * 1_000_000 + b", 7]", [float("-inf"), 7]),
    ],
)
def test_what_is_right_has_no_problem(body: bytes, value: object) -> None:
    read = read_json(body)
    assert read.problem is None
    assert value is None or read.value == value


def test_a_value_stands_beside_a_mending_problem() -> None:
    assert read_json(b'\xef\xbb\xbf{"a":1}').value == {"a": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 4_000_000,
        b'{"a":' * 1_000_000,
        b"[" + b"[[[[[[[[[[]]]]]]]]]]," * 200_000 + b"1]",
        b"9" * 8_000_000,
        b"0." + b"9" * 8_000_000,
        b"{" + b",".join(b'"a":1' for _ in range(1_000_000)) + b"}",
        b"{" + b",".join(b'"a%d":1' % number for number in range(400_000)) + b"}",
        b'"' + b"\\ud800" * 1_000_000 + b'"',
        b" " * 8_000_000,
        b"[" + b"1," * 4_000_000 + b"x]",
    ],
    ids=["open", "open objects", "wide", "digits", "decimals", "one key", "keys", "halves", "blanks", "late"],
)
def test_no_text_costs_more_than_in_proportion(body: bytes) -> None:
    with at_most(4, str(body[:20])):
        read_json(body)


@pytest.mark.parametrize("body", [b"[]" * 500_000, b'"' + b'\\"' * 500_000, b"[[]" * 300_000 + b"}", b'"a' * 500_000])
def test_a_megabyte_that_is_no_json_is_read_in_linear_time(body: bytes) -> None:
    begun = time.process_time()
    assert read_json(body).problem is not None
    assert time.process_time() - begun < 2
