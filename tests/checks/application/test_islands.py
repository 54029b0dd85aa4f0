"""Two catalogues: both state the elements of an entry; only lists fixed for the nation must mean the same."""

from __future__ import annotations

from typing import Any

from conformance.checks.application.islands import (
    ELEMENTS,
    catalogues_are_asked_alike,
    catalogues_mean_alike,
    catalogues_state_their_elements,
    catalogues_write_alike,
)
from conformance.model.exchange import Exchange, Trace
from tests.checks.making import CATALOGUE, exchange, said, trace

ENTRY: dict[str, Any] = {"id": "r-1", **dict.fromkeys(ELEMENTS, "x"), "sharingClass": "1"}
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


def test_elements() -> None:
    assert said(catalogues_state_their_elements, two()) == []
    lacking = {name: value for name, value in ENTRY.items() if name != "dataGrade"}
    assert said(catalogues_state_their_elements, two(theirs=lacking)) == [
        "dataGrade: theirs: 1 entries state no dataGrade; due it is stated"
    ]


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
