"""Checks over members that must agree, and over what lists must hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conformance.checks.generic.members import (
    days_are_the_same,
    list_holds_all,
    list_holds_at_most,
    member_fits,
    members_are_unique,
    says_none_of,
    text_is_shown,
)
from conformance.model.exchange import Response
from conformance.model.text import Text
from tests.checks.making import exchange, judged, said, trace, value

DUE = Text("应为", "what is due")
ODD: tuple[Any, ...] = (None, [], 7, "x", {}, {"a": {"b": []}})


def test_days_are_the_same_where_the_record_is_in_question() -> None:
    asked: dict[str, Any] = {"members": ("got", "sent"), "where": {"by": ("hand",)}, "due": DUE}
    entry = {"by": "hand", "got": "2026-03-02", "sent": "2026-03-02T09:00:00+08:00"}
    assert said(days_are_the_same, value(entry), **asked) == []
    assert said(days_are_the_same, value({**entry, "got": "2026-03-03"}), **asked) == [
        "got: got 2026-03-03, sent 2026-03-02; due what is due"
    ]
    assert said(days_are_the_same, value({**entry, "by": "post"}), **asked) == ["undecided: by is none of these"]
    assert said(days_are_the_same, value({"by": "hand", "got": "2026-03-02"}), **asked) == ["undecided: it has no sent"]
    for odd in ODD:
        assert said(days_are_the_same, value(odd), **asked) == ["undecided: by is none of these"]


def test_silence_says_none_of_the_values_once_its_day_is_over() -> None:
    asked: dict[str, Any] = {
        "today": date(2026, 11, 2),
        "member": "opinion",
        "values": ("consent",),
        "where": {"kind": ("third",)},
        "without": "came",
        "past": "due",
        "due": DUE,
    }
    silent = {"kind": "third", "opinion": "consent", "due": "2026-10-30"}
    assert said(says_none_of, value(silent), **asked) == ["opinion: opinion is consent; due what is due"]
    assert said(says_none_of, value({**silent, "opinion": "none"}), **asked) == []
    apart: tuple[Any, ...] = (
        {**silent, "came": "2026-10-28"},
        {**silent, "due": "2026-11-02"},
        {**silent, "kind": "other"},
    )
    dated: dict[str, Any] = {**asked, "dated": "sent", "in_force": "2019-05-15"}
    assert len(said(says_none_of, value({**silent, "sent": "2019-05-15"}), **dated)) == 1
    assert said(says_none_of, value({**silent, "sent": "2019-05-14"}), **dated)[0].startswith("undecided: it is before")
    for other in (*apart, {**silent, "due": "soon"}, {**silent, "opinion": None}, *ODD):
        assert said(says_none_of, value(other), **asked)[0].startswith("undecided: ")


def test_a_member_fits_what_another_says() -> None:
    asked: dict[str, Any] = {"member": "why", "by": "what", "values": {"no": ("secret", "private")}, "due": DUE}
    assert said(member_fits, value({"what": "no", "why": "secret"}), **asked) == []
    assert said(member_fits, value({"what": "no", "why": "other"}), **asked) == ["why: why is other; due what is due"]
    assert said(member_fits, value({"what": "no"}), **asked) == ["why: why is -; due what is due"]
    dated: dict[str, Any] = {**asked, "dated": "at", "in_force": "2024-01-01"}
    assert said(member_fits, value({"what": "no", "why": "x", "at": "2023-12-31"}), **dated)[0].startswith(
        "undecided: "
    )
    assert len(said(member_fits, value({"what": "no", "why": "x", "at": "2024-01-01"}), **dated)) == 1
    assert said(member_fits, value({"what": "no", "why": "x"}), **dated) == ["undecided: it has no at"]
    for odd in ({"what": "yes"}, {"what": ["no"]}, *ODD):
        assert said(member_fits, value(odd), **asked) == ["undecided: what is none of these"]


def test_a_list_holds_all_that_it_must_once_it_is_old_enough() -> None:
    asked: dict[str, Any] = {
        "member": "steps",
        "of": "step",
        "values": ("a", "b"),
        "today": date(2026, 11, 2),
        "due": DUE,
    }
    assert said(list_holds_all, value({"steps": [{"step": "b"}, {"step": "a"}]}), **asked) == []
    assert said(list_holds_all, value({"steps": [{"step": "b"}, None, {"step": []}]}), **asked) == [
        "steps: a is missing; due what is due"
    ]
    aged = {**asked, "since": "at", "days": 366}
    assert said(list_holds_all, value({"steps": [], "at": "2026-01-05"}), **aged)[0].startswith("undecided: 366 days")
    assert len(said(list_holds_all, value({"steps": [], "at": "2025-01-05"}), **aged)) == 1
    for odd in ODD:
        assert said(list_holds_all, value(odd), **asked) == ["undecided: it has no steps"]


def test_a_list_holds_no_more_than_it_may() -> None:
    asked: dict[str, Any] = {"member": "a", "most": 1, "due": DUE}
    assert said(list_holds_at_most, value({"a": [1]}), **asked) == []
    assert said(list_holds_at_most, value({"a": [1, 2]}), **asked) == ["a: a holds 2; due what is due"]
    dated: dict[str, Any] = {**asked, "dated": "got", "in_force": "2019-05-15"}
    for day, found in (("2019-05-15", "a: a holds 2"), ("2019-05-14", "undecided: it is before")):
        assert said(list_holds_at_most, value({"a": [1, 2], "got": day}), **dated)[0].startswith(found)
    for odd in ODD[:5]:
        assert said(list_holds_at_most, value(odd), **asked) == ["undecided: it has no a"]


def test_members_of_a_whole_list_are_unique() -> None:
    asked: dict[str, Any] = {"step": "list", "among": "items[].no", "due": DUE}
    one, two = ({"items": [{"no": number}, {"no": None}, {}], "next": None} for number in ("1", "2"))
    assert said(members_are_unique, trace(exchange("list", one), exchange("list", two)), **asked) == []
    assert said(members_are_unique, trace(exchange("list", one), exchange("list", one)), **asked) == [
        "items[].no is 1; due what is due"
    ]
    assert said(members_are_unique, trace(exchange("list", {"items": []})), **asked) == [
        "undecided: there is no items[].no"
    ]
    cut = trace(exchange("list", {**one, "next": "?page=2"}))
    assert said(members_are_unique, cut, **asked) == ["undecided: the list list was not read to its end"]


def test_the_words_of_a_page_are_looked_at_and_not_its_marks() -> None:
    def shown(page: str, within: int = 0) -> list[str]:
        answer = exchange("page", page, media="text/html")
        return said(text_is_shown, answer, pattern=re.compile("政府信息公开"), within=within, due=DUE)

    assert shown("<h1>政府信息<b>公开</b></h1>") == shown("<p>政府信息公开</p>", 20) == []
    assert shown("<title>政府信息公开</title><p>首页</p>") == []
    assert len(shown("<p>" + "一" * 50 + "政府信息公开</p>", 20)) == 1


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        ("<title>水务年报 - 政府信息公开</title>", "<h1>水务年报</h1>", 0),
        ("<title>水务年报</title>", "<nav>政府信息公开</nav>", 0),
        ("<title>水务年报</title>", "<svg><title>政府信息公开</title></svg><h1>水务年报</h1>", 1),
        ("<title>政务公开</title>", "<h1>政务公开</h1>", 1),
        ("<title>政务公开</title>", "<p>可依<a>政府信息公开指南</a>提出申请。</p>", 1),
    ],
)
def test_a_page_is_named_in_its_title_or_its_words(head: str, body: str, found: int) -> None:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    page = replace(exchange(), response=Response(200, "", (("Content-Type", "text/html"),), text.encode()))
    assert len(judged("application.disclosure.zone-named", page)) == found
