from __future__ import annotations

from typing import Any

from conformance.checks.support.changes import change_is_in_the_feed, changes_are_in_order, increment_is_exact
from conformance.checks.support.search import (
    filters_apply,
    search_finds_in_every_member,
    search_finds_titles,
    search_leaves_out_the_rest,
)
from conformance.model.exchange import Exchange
from tests.checks.making import exchange, said, trace

SINCE = "/changes?since=2026-01-02T08:00:00%2B08:00"


def feed(*lines: tuple[str, str, str]) -> dict[str, Any]:
    return {"items": [{"id": i, "change": change, "at": at} for i, change, at in lines], "next": None}


OLD = ("r-1", "registered", "2026-01-01T00:00:00+08:00")
EDGE = ("r-2", "registered", "2026-01-02T00:00:00Z")
NEW = ("r-1", "changed", "2026-01-03T00:00:00+08:00")
ALL = exchange("all", feed(OLD, EDGE, NEW))


def test_an_increment_compares_moments_not_texts() -> None:
    assert said(increment_is_exact, trace(ALL, exchange("since", feed(EDGE, NEW), path=SINCE))) == []
    short = trace(ALL, exchange("since", feed(NEW), path=SINCE))
    assert said(increment_is_exact, short)[0].startswith("the increment lacks r-2")
    more = trace(ALL, exchange("since", feed(OLD, EDGE, NEW), path=SINCE))
    assert said(increment_is_exact, more)[0].startswith("the increment holds more: r-1 registered")


def test_what_cannot_be_told_is_not_judged() -> None:
    assert said(increment_is_exact, trace(exchange("all", feed()), exchange("since", feed())))[0].startswith(
        "undecided"
    )
    cut = exchange("all", {**feed(OLD, NEW), "next": "?page=2"})
    assert said(increment_is_exact, trace(cut, exchange("since", feed(NEW), path=SINCE)))[0].startswith("undecided")
    assert said(changes_are_in_order, trace(exchange("all", feed(OLD))))[0].startswith("undecided")


def test_order() -> None:
    assert said(changes_are_in_order, trace(ALL)) == []
    assert len(said(changes_are_in_order, trace(exchange("all", feed(NEW, EDGE, OLD))))) == 1


def test_a_change_shows_in_the_feed() -> None:
    made, reviewed = exchange("registered", {"id": "r-1"}, 201), exchange("reviewed", {"id": "r-1"})
    wanted = {"step": "changes", "change": "registered", "after": "reviewed"}
    assert said(change_is_in_the_feed, trace(made, reviewed, exchange("changes", feed(OLD))), **wanted) == []
    missing = trace(made, reviewed, exchange("changes", feed(EDGE)))
    assert said(change_is_in_the_feed, missing, **wanted)[0].startswith("the feed says of r-1: -")
    refused = trace(made, exchange("reviewed", None, 409), exchange("changes", feed(EDGE)))
    assert said(change_is_in_the_feed, refused, **wanted) == ["undecided: the step reviewed answered 409"]


def searched(word: str, *names: str, step: str = "search") -> Exchange:
    items = [{"id": name, "name": name, "keywords": None} for name in names]
    return exchange(step, {"items": items, "next": None}, path=f"/resources?q={word}")


def test_search() -> None:
    listed = searched("", "失业登记名录", "养老机构名录", step="list")
    none = searched("魑魅", step="nothing")
    good = trace(listed, searched("登记名录", "失业登记名录"), none)
    assert said(search_finds_titles, good) == []
    assert said(search_leaves_out_the_rest, good) == []
    assert said(search_finds_titles, trace(listed, searched("登记名录"), none))[0].startswith('a search for "登记名录"')
    loose = trace(listed, searched("登记名录", "失业登记名录", "养老机构名录"), none)
    assert said(search_leaves_out_the_rest, loose) == [
        'a search for "登记名录" gives "养老机构名录"; due only entries that hold the words'
    ]
    everything = trace(listed, searched("登记名录", "失业登记名录"), searched("魑魅", "养老机构名录", step="nothing"))
    assert len(said(search_leaves_out_the_rest, everything)) == 1
    assert said(search_finds_titles, trace(listed, none))[0].startswith("undecided")


def test_a_search_that_finds_nothing_tells_nothing_of_what_it_leaves_out() -> None:
    nothing = trace(searched("", "就业名录", step="list"), searched("就业"), searched("无", step="nothing"))
    assert said(search_leaves_out_the_rest, nothing) == ["undecided: no search gave an entry"]


def test_a_search_of_a_member_that_was_not_answered_is_not_judged() -> None:
    listed = searched("", "就业名录", step="list")
    for found, due in ((searched("就业", "就业名录", step="member"), []), (searched("就业", step="member"), None)):
        lines = said(search_finds_in_every_member, trace(listed, found))
        assert lines == due if due is not None else len(lines) == 1
    failed = exchange("member", None, 500, path="/resources?q=%E5%B0%B1%E4%B8%9A")
    assert said(search_finds_in_every_member, trace(listed, failed))[0].startswith(
        "undecided: listResources (step member) answered"
    )
    first = exchange("member", {"items": [], "next": "/resources?page=2"}, path="/resources?q=%E5%B0%B1%E4%B8%9A")
    assert said(search_finds_in_every_member, trace(listed, first)) == ["undecided: there are no words to search for"]


def test_filters() -> None:
    def entry(sharing: str) -> dict[str, Any]:
        return {"id": sharing, "sharingClass": sharing, "provider": {"uscc": "A"}, "category": "10100101"}

    def listed(step: str, *classes: str, asked: str = "") -> Exchange:
        data = {"items": [entry(one) for one in classes], "total": len(classes)}
        return exchange(step, data, path=f"/resources?{asked}")

    whole = listed("all", "1", "2")
    classes = listed("sharingClass", "1", asked="sharingClass=1"), listed("sharingClass", "2", asked="sharingClass=2")
    others = listed("provider", "1", "2", asked="provider=A"), listed("category", "1", "2", asked="category=101001")
    assert said(filters_apply, trace(whole, *classes, *others)) == []
    ignored = trace(whole, listed("sharingClass", "1", "2", asked="sharingClass=1"), classes[1], *others)
    assert len(said(filters_apply, ignored)) == 2
    wrong = trace(whole, *classes, listed("provider", "1", asked="provider=B"))
    assert said(filters_apply, wrong)[0].startswith("provider=B gives 1")


def test_a_filter_gives_all_that_fits() -> None:
    def given(status: int, *ids: str, more: str | None = None) -> Exchange:
        data = {"items": [{"id": it, "status": "draft"} for it in ids], "next": more} if status == 200 else None
        return exchange("status", data, status, path="/resources?status=draft")

    both = exchange("all", {"items": [{"id": it, "status": "draft"} for it in ("1", "2")]})
    assert said(filters_apply, trace(both, given(200, "1", "2"))) == []
    assert said(filters_apply, trace(both, given(200, "1", more="?page=2"))) == []
    assert said(filters_apply, trace(both, given(200, "1"))) == [
        "status=draft answers 200 without 2; due every entry that fits"
    ]
    for status in (400, 404):
        told = said(filters_apply, trace(both, given(status)))
        assert told[0] == f"status=draft answers {status} without 1; due every entry that fits"
    for status in (401, 403, 429, 500):
        assert said(filters_apply, trace(both, given(status)))[0].startswith("undecided")


def test_filters_of_nothing() -> None:
    assert said(filters_apply, trace(exchange("all", {"items": []})))[0].startswith("undecided")


def test_an_increment_gives_each_change_once_and_may_hold_what_came_later() -> None:
    twice = trace(ALL, exchange("since", feed(EDGE, NEW, NEW), path=SINCE))
    assert said(increment_is_exact, twice)[0].startswith("the increment holds more: r-1 changed")
    later = ("r-3", "registered", "2026-01-03T00:00:01+08:00")
    assert said(increment_is_exact, trace(ALL, exchange("since", feed(EDGE, NEW, later), path=SINCE))) == []
