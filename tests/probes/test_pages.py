"""A list that breaks off says so: a page that the one before promised, and that holds no list, is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from conformance.model.exchange import Exchange
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.probes.pages import turned
from tests.checks.making import CATALOGUE, exchange

FIRST = exchange(data={"items": [{"id": "r-1"}, {"id": "r-2"}], "total": 5, "next": "/resources?page=2"})
LAST = exchange(data={"items": [{"id": "r-3"}], "total": 3, "next": None})


class Turning:
    """Answers with one page after another, and notes what was left out."""

    contract = CATALOGUE

    def __init__(self, *pages: Exchange) -> None:
        self._pages: Iterator[Exchange] = iter(pages)
        self.cuts: list[tuple[int, int | None, Reason]] = []

    def __call__(self, *_: Any, **__: Any) -> Exchange:
        return next(self._pages)

    def cut(self, seen: int, of: int | None, what: Text, *_: Any, why: Reason = Reason.BUDGET) -> None:
        self.cuts.append((seen, of, why))


@pytest.mark.parametrize(
    ("pages", "cuts"),
    [
        ((FIRST, LAST), []),
        ((FIRST, exchange(data={"items": []})), []),
        ((exchange(data={"title": "no list"}, status=500),), []),
        ((FIRST, exchange(data={"title": "broken"}, status=500)), [(2, 5, Reason.PRECONDITION_NOT_MET)]),
        ((FIRST, exchange(data={"items": [], "code": 500}, status=500)), [(2, 5, Reason.PRECONDITION_NOT_MET)]),
        ((FIRST, exchange(data={"items": [{"id": "r-3"}]}, status=403)), [(2, 5, Reason.PRECONDITION_NOT_MET)]),
        ((FIRST, exchange(data={"items": None})), [(2, 5, Reason.PRECONDITION_NOT_MET)]),
        ((FIRST, exchange(status=401)), [(2, 5, Reason.PRECONDITION_NOT_MET)]),
        ((FIRST, FIRST, FIRST), [(6, 5, Reason.BUDGET)]),
    ],
)
def test_a_page_that_was_promised_and_did_not_come_is_stated(
    pages: tuple[Exchange, ...], cuts: list[tuple[int, int | None, Reason]]
) -> None:
    ask: Any = Turning(*pages)
    list(turned(ask, "listResources", "page", {"page": 1}, 3))
    assert ask.cuts == cuts
