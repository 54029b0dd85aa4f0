"""Checks over the members of one value, and over a header."""

from __future__ import annotations

import re
from typing import Any

import pytest

from conformance.checks.generic.values import (
    days_are_in_order,
    header_says,
    member_is_one_of,
    members_are_empty,
    text_is_stated,
    text_names,
)
from conformance.model.statuses import Statuses
from conformance.model.text import Text
from tests.checks.making import exchange, said, value

DUE, SEEN = Text("应为", "what is due"), Text("{name}", "{name} says {value}")
ODD: tuple[Any, ...] = (None, [], 7, {}, {"a": None}, {"a": {"b": {}}}, {"a": []})


def test_one_of() -> None:
    assert said(member_is_one_of, value({"a": {"b": "1"}}), member="a.b", values=("1", "2")) == []
    assert said(member_is_one_of, value("1"), values=("1",)) == []
    assert said(member_is_one_of, value({"a": 1}), member="a", values=("1", "2")) == ["a: a is 1; due 1, 2"]
    for odd in ODD:
        assert said(member_is_one_of, value(odd), member="a.b", values=("1",))[0].endswith("; due 1")


def test_texts_are_stated() -> None:
    def stated(said_: Any, least: int = 2) -> list[str]:
        return said(text_is_stated, value({"a": said_}), members=("a",), least=least, due=DUE)

    assert stated("民政") == stated("民", 1) == []
    assert stated(" 民 ") == ["a: a is  民 ; due what is due"]
    for odd in (None, 12, ["民政"], {}, ""):
        assert len(stated(odd, 1)) == 1


def test_texts_name_what_they_must_where_they_say_anything() -> None:
    asked: dict[str, Any] = {"member": "a", "pattern": re.compile("法|条例"), "due": DUE}
    for fine in ("统计法", "", "  ", None, 5):
        assert said(text_names, value({"a": fine}), **asked) == []
    assert said(text_names, value({"a": "上级要求"}), **asked) == ["a: a is 上级要求; due what is due"]


def test_members_are_empty() -> None:
    asked: dict[str, Any] = {"key": "id", "members": ("a", "b.c"), "due": DUE, "seen": SEEN}
    assert said(members_are_empty, value({"id": 1, "a": "", "b": {"c": []}}), **asked) == []
    assert said(members_are_empty, value({"id": 1, "a": "x", "b": {"c": {"d": 1}}}), **asked) == [
        "a: a says x; due what is due",
        'b.c: b.c says {"d": 1}; due what is due',
    ]
    for odd in (*ODD, {"a": "x"}):
        assert said(members_are_empty, value(odd), **asked) == ["undecided: it has no id"]


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("2026-10-27", "2026-10-27T09:00:00+08:00", []),
        ("20261028", "2026-10-27", ["2026-10-28 before 2026-10-27; due what is due"]),
        (None, "2026-10-27", ["undecided: a or b is no date"]),
        ("2026-10-27", "soon", ["undecided: a or b is no date"]),
    ],
)
def test_days_are_in_order(a: Any, b: Any, found: list[str]) -> None:
    seen = Text("{before}，{after}", "{before} before {after}")
    assert said(days_are_in_order, value({"a": a, "b": b}), members=("a", "b"), due=DUE, seen=seen) == found


def test_headers() -> None:
    asked: dict[str, Any] = {"header": "Cache-Control", "pattern": re.compile("no-store", re.IGNORECASE), "due": DUE}
    assert said(header_says, exchange(headers={"cache-control": "No-Store"}), **asked) == []
    assert said(header_says, exchange(headers={"Cache-Control": "private"}), **asked) == [
        "Cache-Control: private; due what is due"
    ]
    assert said(header_says, exchange(), **asked) == ["Cache-Control: -; due what is due"]
    assert said(header_says, exchange(), **{**asked, "pattern": re.compile("")}) == [
        "Cache-Control: -; due what is due"
    ]


def test_statuses_are_read_as_they_are_written() -> None:
    some = Statuses.of((404, "2XX", "400-402"))
    assert [status for status in (199, 200, 299, 300, 399, 400, 402, 403, 404) if status in some] == [
        *(200, 299, 400, 402, 404)
    ]
    assert some.words == ("404", "2xx", "400-402")
    assert not Statuses()
    assert 200 not in Statuses()


def test_words_are_filled_in_both_languages() -> None:
    assert Text("应答 {status}", "status {status}").filled(status=404, more=1) == Text("应答 404", "status 404")
    with pytest.raises(KeyError):
        Text("{statis}", "").filled(status=404)
