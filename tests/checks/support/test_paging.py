from __future__ import annotations

from typing import Any

from conformance.checks.support.paging import (
    page_beyond_the_end_is_empty,
    page_is_the_same_again,
    page_size_is_bounded,
    pages_are_complete,
    pages_keep_their_size,
)
from tests.checks.making import exchange, said, trace


def page(ids: str, total: Any, following: str | None, **more: Any) -> dict[str, Any]:
    return {"items": [{"id": one} for one in ids], "total": total, "next": following, **more}


def test_complete() -> None:
    whole = trace(exchange("page", page("ab", 3, "?page=2")), exchange("page", page("c", 3, None)))
    assert said(pages_are_complete, whole) == []
    twice = trace(exchange("page", page("ab", 3, "?page=2")), exchange("page", page("bc", 3, None)))
    assert said(pages_are_complete, twice) == ["b appears 2 times; due each entry once"]
    astray = trace(exchange("page", page("ab", 3, "/api/resources?page=2")), exchange("page", page("c", 3, None)))
    assert said(pages_are_complete, astray) == ["the next page is /api/resources?page=2; due it is at /resources"]
    short = trace(exchange("page", page("ab", 3, None)))
    assert said(pages_are_complete, short)[0].startswith("total 3, 2 entries over all pages")
    endless = trace(exchange("page", page("ab", 2, "?page=2")), exchange("page", page("", 2, "?page=3")))
    assert said(pages_are_complete, endless)[0].startswith("the walk ended on an empty page")


def test_a_walk_that_was_cut_is_not_judged() -> None:
    cut = trace(exchange("page", page("ab", 9, "?page=2")))
    assert said(pages_are_complete, cut) == ["undecided: only 1 pages were walked, there are more"]
    assert said(pages_are_complete, trace(exchange("page", page("", 0, None))))[0].startswith("undecided")


def test_sizes() -> None:
    asked = "/resources?page=1&pageSize=2"
    good = trace(exchange("page", page("ab", 3, "x"), path=asked), exchange("page", page("c", 3, None)))
    assert said(pages_keep_their_size, good) == []
    short = trace(exchange("page", page("a", 3, "x"), path=asked), exchange("page", page("b", 3, None)))
    assert said(pages_keep_their_size, short) == ["page 1 holds 1 entries; due 2 entries a page"]
    stated = page("ab", 3, "x", pageSize=50)
    assert said(
        pages_keep_their_size, trace(exchange("page", stated, path=asked), exchange("page", page("c", 3, None)))
    )
    assert said(pages_keep_their_size, trace(exchange("page", page("a", 1, None), path=asked)))[0].startswith(
        "undecided"
    )


def test_bounds() -> None:
    first = exchange("page", page("ab", 2, None))
    assert said(page_size_is_bounded, trace(first, exchange("huge", None, 400)), most=100) == []
    clamped = exchange("huge", page("ab", 2, None, pageSize=100))
    assert said(page_size_is_bounded, trace(first, clamped), most=100) == []
    echoed = exchange("huge", page("ab", 2, None, pageSize=100000))
    assert said(page_size_is_bounded, trace(first, echoed), most=100)[0].startswith("a page size of 100000")
    whole = exchange("huge", page("ab", 2, None, pageSize=2))  # all there are on one page
    assert said(page_size_is_bounded, trace(first, whole), most=100)[0].startswith("undecided")
    untold = exchange("huge", page("ab", 2, None))
    assert said(page_size_is_bounded, trace(first, untold), most=100)[0].startswith("undecided")
    assert said(page_size_is_bounded, trace(first, exchange("huge", None, 404)), most=100)[0].startswith("undecided")


def test_beyond_the_end() -> None:
    first = exchange("page", page("ab", 2, None))
    assert said(page_beyond_the_end_is_empty, trace(first, exchange("beyond", page("", 2, None)))) == []
    assert said(page_beyond_the_end_is_empty, trace(first, exchange("beyond", None, 404))) == []
    again = exchange("beyond", page("ab", 2, None))
    assert said(page_beyond_the_end_is_empty, trace(first, again))[0].startswith("it holds 2 entries")
    for status in (302, 401, 503):
        untold = exchange("beyond", None, status)
        assert said(page_beyond_the_end_is_empty, trace(first, untold))[0].startswith("undecided")
    html = exchange("beyond", "<html>", media="text/html")
    assert said(page_beyond_the_end_is_empty, trace(first, html)) == [
        "status 200, and no list; due an empty page, or a 4xx"
    ]
    broken = exchange("beyond", None, 500)
    assert said(page_beyond_the_end_is_empty, trace(first, broken))[0].startswith("status 500")


def test_the_same_again() -> None:
    first = exchange("page", page("ab", 2, None))
    assert said(page_is_the_same_again, trace(first, exchange("again", page("ab", 2, None)))) == []
    assert said(page_is_the_same_again, trace(first, exchange("again", page("ba", 2, None))))
    longer = exchange("again", page("ca", 3, None))
    assert said(page_is_the_same_again, trace(first, longer)) == ["undecided: the list changed in between"]
    assert said(
        page_is_the_same_again, trace(exchange("page", page("a", 1, None)), exchange("again", page("b", 1, None)))
    )[0].startswith("undecided")
