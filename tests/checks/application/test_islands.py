"""Two catalogues: both state the elements of an entry; only lists fixed for the nation must mean the same."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.application.islands import (
    catalogues_are_asked_alike,
    catalogues_are_reached_alike,
    catalogues_mean_alike,
    catalogues_state_their_elements,
    catalogues_write_alike,
    changes_arrive,
)
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import CATALOGUE, TODAY, exchange, said, trace

PARTS = {"items": [{"name": "x"}], "provider": {"name": "x"}, "formats": ["x"], "conditions": {"text": "x"}}
PLAIN = dict.fromkeys(("name", "updateFrequency", "sharingMethod", "dataClass", "dataGrade"), "x")
ENTRY: dict[str, Any] = {"id": "r-1", **PLAIN, **PARTS, "sharingClass": "1"}
CLASSES = {"1": "无条件共享", "2": "有条件共享", "3": "不予共享"}
LISTS = {"lists": ("sharing-class",)}


def codes(side: str, name: str, known: dict[str, str]) -> Exchange:
    items = [{"code": code, "zh": label} for code, label in known.items()]
    return exchange(f"{side}-code-list", {"id": name, "items": items})


def listed(side: str, entry: dict[str, Any]) -> Exchange:
    return exchange(f"{side}-list", {"items": [entry]}, operation=CATALOGUE.operations["listResources"])


def two(*lists: Exchange, theirs: dict[str, Any] = ENTRY) -> Trace:
    return trace(listed("mine", ENTRY), listed("theirs", theirs), *lists)


def classes(known: dict[str, str], theirs: dict[str, Any] = ENTRY) -> list[str]:
    lists = codes("mine", "sharing-class", CLASSES), codes("theirs", "sharing-class", known)
    return said(catalogues_mean_alike, two(*lists, theirs=theirs), **LISTS)


OURS, THEIRS = "11459900HT100001X1", "11459901HT10000281"


def arriving(at: str, change: str = "changed", copies: int = 0, page: int = 200) -> list[str]:
    """What `theirs` holds of an entry of `mine`, which changed at a time; `page` is how its second page is answered."""
    entry, other = {"id": "r-1", "code": "c-1", "status": "published"}, {"id": "r-2", "code": "c-2"}
    entries = [{**entry, "provider": {"uscc": OURS}}, {**other, "provider": {"uscc": OURS}}]
    held = [entries[1], *entries[:1] * copies]
    far = exchange("theirs-list", {"items": []} if page == 200 else {}, page)
    feed = {"items": [{"code": "c-1", "change": change, "at": at}, {"code": "c-2", "change": "registered", "at": at}]}
    asked = trace(
        exchange("mine-declaration", {"regionCode": "459900"}),
        exchange("theirs-declaration", {"regionCode": "459901"}),
        exchange("mine-list", {"items": entries if change != "withdrawn" else entries[1:]}),
        exchange("theirs-list", {"items": held, "next": "?page=2"}),
        far,
        exchange("mine-changes", feed),
        exchange("theirs-changes", {"items": []}),
    )
    return said(changes_arrive, asked, today=TODAY)


def test_what_changed_today_may_be_on_its_way() -> None:
    assert arriving("2026-11-01T09:00:00+08:00", copies=1) == []
    assert arriving("2026-11-01T09:00:00+08:00") == ["theirs: c-1 0 times; due 1 (changed)"]
    assert arriving("2026-11-01T09:00:00+08:00", "withdrawn", 1) == ["theirs: c-1 1 times; due 0 (withdrawn)"]
    on_its_way = ["undecided: c-1 changed today only, and may be on its way"]
    assert arriving("2026-11-02T09:00:00+08:00") == on_its_way
    assert arriving("2026-11-02T09:00:00+08:00", "withdrawn", 1) == on_its_way
    assert arriving("2026-11-02T09:00:00+08:00", copies=2) == ["theirs: c-1 2 times; due 1 (changed)"]


def test_what_stands_on_a_page_that_was_refused_is_not_lost() -> None:
    refused = arriving("2026-11-01T09:00:00+08:00", page=429)
    assert refused == ["undecided: a page of the list theirs-list answers 429"]


def test_elements() -> None:
    assert said(catalogues_state_their_elements, two()) == []
    lacking = {name: value for name, value in ENTRY.items() if name != "dataGrade"}
    assert said(catalogues_state_their_elements, two(theirs=lacking)) == [
        "dataGrade: theirs: 1 entries state no dataGrade; due it is stated"
    ]


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"conditions": {"text": ""}}, "conditions.text"),
        ({"items": [{"name": ""}]}, "items[].name"),
        ({"provider": {"name": " "}}, "provider.name"),
        ({"dataGrade": "无"}, "dataGrade"),
    ],
)
def test_an_element_without_words_is_not_stated(part: dict[str, Any], path: str) -> None:
    found = said(catalogues_state_their_elements, two(theirs={**ENTRY, **part}))
    assert found == [f"{path}: theirs: 1 entries state no {path}; due it is stated"]


def test_elements_are_those_of_what_is_published_on_every_page() -> None:
    draft = {"id": "r-2", "status": "draft"}
    pages = {"mine": {"items": [ENTRY, draft]}, "theirs": {"items": [ENTRY], "next": "?page=2"}}
    lists = [exchange(f"{side}-list", page) for side, page in pages.items()]
    asked = trace(*lists, exchange("theirs-list", {}, 500))
    assert said(catalogues_state_their_elements, asked) == ["undecided: a page of the list theirs-list answers 500"]
    only = trace(lists[0], exchange("theirs-list", {"items": [draft]}))
    assert said(catalogues_state_their_elements, only) == ["undecided: theirs lists no entry that is published"]


def test_a_national_code_means_the_same_in_both() -> None:
    assert classes(CLASSES) == []
    assert classes({code: f"{label}类" for code, label in CLASSES.items()}) == []
    turned = dict(zip(CLASSES, reversed(CLASSES.values()), strict=True))
    assert classes(turned)[0].startswith("sharing-class: sharing-class: mine")
    assert classes(CLASSES, {**ENTRY, "sharingClass": "4"})[0].endswith("due a code of the other's list")
    unread = ["undecided: the code lists of both could not be read"]
    assert said(catalogues_mean_alike, two(), **LISTS) == unread


def test_a_list_that_each_region_keeps_may_differ() -> None:
    own = codes("mine", "data-grade", {"1": "一级"}), codes("theirs", "data-grade", {"1": "第一级", "9": "未定级"})
    same = (codes(side, "sharing-class", CLASSES) for side in ("mine", "theirs"))
    assert said(catalogues_mean_alike, two(*own, *same), **LISTS) == []


def test_a_code_that_nobody_uses_may_stand_in_one_list() -> None:
    more = codes("mine", "sharing-class", {**CLASSES, "9": "待定"}), codes("theirs", "sharing-class", CLASSES)
    assert said(catalogues_mean_alike, two(*more), **LISTS) == []
    other = codes("mine", "sharing-class", {**CLASSES, "3": "暂不共享"}), more[1]
    assert len(said(catalogues_mean_alike, two(*other), **LISTS)) == 1


def test_a_catalogue_that_asks_for_a_credential_is_not_compared() -> None:
    one, two_ = exchange("mine-list", {"items": [ENTRY]}), exchange("theirs-list", {"title": "x"}, 401)
    assert said(catalogues_are_reached_alike, trace(one, two_))[0].startswith("undecided")


def test_what_an_entry_may_leave_out_need_not_stand_in_both() -> None:
    assert said(catalogues_write_alike, two(theirs={**ENTRY, "dataSource": {"name": "云州市档案馆"}})) == []
    lacking = {name: value for name, value in ENTRY.items() if name != "dataGrade"}
    assert len(said(catalogues_write_alike, two(theirs=lacking))) == 1


def test_a_catalogue_without_entries_has_none_to_be_read() -> None:
    empty, one = {"items": [], "total": 0}, {"items": [ENTRY], "total": 1}
    asked = exchange("mine-list", empty), exchange("theirs-list", one), exchange("theirs-record", ENTRY)
    assert said(catalogues_are_asked_alike, trace(*asked)) == []
    refused = exchange("mine-record", None, 404)
    assert len(said(catalogues_are_asked_alike, trace(*asked, refused))) == 1


def test_an_entry_comes_once_whether_or_not_they_are_counted() -> None:
    asked = exchange("mine-list", {"items": [ENTRY]}), exchange("theirs-list", {"items": [ENTRY, ENTRY]})
    (line,) = said(catalogues_are_asked_alike, trace(*asked))
    assert line == "theirs: 2 entries of 1 ids; due one of each id"
