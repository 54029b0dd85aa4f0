"""Faults of paging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import override_part
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.system import System as Catalogue
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Parameter
from conformance.systems.service.listing import Listing, Page
from conformance.systems.service.system import Service

T = TypeVar("T")


class OverlappingPages(Listing):
    def cut(self, items: Sequence[T], number: int, size: int) -> Sequence[T]:
        shifted = [items[0], *items] if number > 1 and items else items
        return super().cut(shifted, number, size)


class TotalBeforeFiltering(Listing):
    _system: Catalogue

    def total(self, items: Sequence[T]) -> int:
        return max(len(items), len(self._system.store.entries()))


class UnboundedPageSize(Checking):
    def argument(self, parameter: Parameter, values: Sequence[str]) -> Any:
        if parameter.name == "pageSize" and len(values) == 1 and values[0].isdecimal():
            return int(values[0]) or 1
        return super().argument(parameter, values)


class LastPageForEver(Listing):
    def page(self, items: Sequence[T], call: Call) -> Page[T]:
        size = self.size(call)
        number = min(self.number(call), max(-(-len(items) // size), 1))
        following = self.next(call, number, size, len(items))
        return Page(self.cut(items, number, size), self.total(items), number, size, following)


class OrderAsItComes(Listing):
    """Every second time the same page is read its rows come the other way round."""

    def __init__(self, system: Service) -> None:
        super().__init__(system)
        self._read: Counter[tuple[int, int, int]] = Counter()

    def cut(self, items: Sequence[T], number: int, size: int) -> Sequence[T]:
        key = (len(items), number, size)
        self._read[key] += 1
        page = super().cut(items, number, size)
        return page if self._read[key] % 2 else page[::-1]


LONG_BOOK = (
    "security.audit.acts-recorded",
    *(
        f"management.disclosure.{name}"
        for name in (
            "receipt-day",
            "correction-in-time",
            "correction-once",
            "correction-stated",
            "clock-restarts",
            "answered-in-time",
            "extension-agreed",
            "extension-bounded",
            "third-party-period",
            "third-party-silence",
            "joint-body-silence",
            "refusal-reasoned",
            "partial-released",
            "refusal-remedy",
            "remedy-told",
            "fee-only-excess",
            "report-of-cases",
        )
    ),
)
"""What a book of hundreds of applications leaves open where it takes more pages than are read."""
FAULTS = (
    Fault(
        "support.paging.complete",
        Text("页与页之间错位一行", "pages overlap by one row"),
        override_part("listing", OverlappingPages),
        also=("support.paging.sizes-agree",),
        also_on={DISCLOSURE: ("application.disclosure.index-unique", "management.disclosure.report-of-cases")},
    ),
    Fault(
        "support.paging.complete",
        Text("下一页写成网关之后的内部路径", "the next page is named by its path behind the gateway"),
        gives("listing.next", lambda following: following and f"/catalog-service{following}"),
        variant="next",
    ),
    Fault(
        "support.paging.page-size",
        Text("每页条数另有上限而不说明", "pages are cut shorter than asked, without saying so"),
        gives("listing.size", lambda size: min(size, 5)),
        kinds=(CATALOGUE, EXCHANGE, DISCLOSURE),
        also=("security.audit.acts-recorded",),
        also_on={
            CATALOGUE: ("security.access.unlisted-unread",),
            EXCHANGE: ("support.messages.withdrawn",),
            DISCLOSURE: LONG_BOOK,
        },
        hides=hiding(
            "每页条数另有上限，不再是没有上限",
            "a page cut at a bound of its own is bounded",
            "support.paging.bounded",
        ),
    ),
    Fault(
        "support.paging.page-size",
        Text("每页条数另有上限而不说明", "pages are cut shorter than asked, without saying so"),
        gives("listing.size", lambda size: min(size, 15)),  # of more pages no book would be read to its end
        kinds=(CENTRE,),
        hides=hiding(
            "每页条数另有上限，不再是没有上限",
            "a page cut at a bound of its own is bounded",
            "support.paging.bounded",
        ),
    ),
    Fault(
        "support.paging.bounded",
        Text("每页条数没有上限", "the page size has no bound"),
        override_part("checking", UnboundedPageSize),
        also=(
            "support.contract.answers-match",
            "support.contract.refuses",
            "security.input.no-breakdown",
            "support.errors.no-server-error",
        ),
    ),
    Fault(
        "support.paging.beyond-the-end",
        Text("页码过大时给出末页", "a page number too large gives the last page"),
        override_part("listing", LastPageForEver),
    ),
    Fault(
        "support.paging.stable",
        Text("查询没有排序", "the query has no order"),
        override_part("listing", OrderAsItComes),
        also_on={
            CATALOGUE: (
                *("support.changes.lives-in-order", "support.changes.agrees-with-list", "support.changes.same-moment"),
                "security.access.spoofed-identity",
            ),
            EXCHANGE: ("security.access.spoofed-identity",),
            CENTRE: ("security.access.spoofed-identity",),
        },
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.paging.complete",
            Text("总数在筛选之前统计", "the total is counted before filtering"),
            override_part("listing", TotalBeforeFiltering),
            also=("support.search.filters",),
            variant="total",
        ),
    ),
)
