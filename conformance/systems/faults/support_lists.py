"""Faults of lists: paging, searching, and the change feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue.accounts import Caller
from conformance.systems.resource_catalogue.call import Call
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.listing import Listing, Page
from conformance.systems.resource_catalogue.shape import Parameter
from conformance.systems.resource_catalogue.store import Change, Entry, Record, Version
from conformance.systems.resource_catalogue.system import System

T = TypeVar("T")


class OverlappingPages(Listing):
    def cut(self, items: Sequence[T], number: int, size: int) -> Sequence[T]:
        start = max((number - 1) * size - 1, 0)
        return items[start : start + size]


class TotalBeforeFiltering(Listing):
    def total(self, items: Sequence[T]) -> int:
        return max(len(items), len(self._system.store.entries()))


class NextBehindTheGateway(Listing):
    """Links carry the path the service has behind the gateway, which nobody outside can reach."""

    def next(self, call: Call, number: int, size: int, total: int) -> str | None:
        following = super().next(call, number, size, total)
        return following and f"/catalog-service{following}"


class OwnPageSize(Listing):
    def size(self, call: Call) -> int:
        return min(super().size(call), 5)


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

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._read: Counter[tuple[int, int, int]] = Counter()

    def cut(self, items: Sequence[T], number: int, size: int) -> Sequence[T]:
        key = (len(items), number, size)
        self._read[key] += 1
        page = super().cut(items, number, size)
        return page if self._read[key] % 2 else page[::-1]


class SinceLeavesOutTheMoment(Feed):
    def not_before(self, at: str, moment: str) -> bool:
        return at > moment


class NewestFirst(Feed):
    def since(self, caller: Caller, moment: str | None) -> list[Change]:
        return super().since(caller, moment)[::-1]


class PublicationUnnoted(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if (change, audience) != ("registered", "public"):
            super().note(entry, version, change, at, audience)


class ChangeUnnoted(Feed):
    def note(self, entry: Entry, version: Version, change: str, at: str, audience: str) -> None:
        if (change, audience) != ("changed", "public"):
            super().note(entry, version, change, at, audience)


class DeletedWithoutTrace(Feed):
    def withdrawn(self, entry: Entry, at: str) -> None:
        return


class WordsBetweenSpaces(Listing):
    def has_words(self, record: Record, words: str) -> bool:
        indexed = self.searched_text(record).casefold().split()
        return all(word in indexed for word in words.casefold().split())


class CategoryByFirstDigit(Listing):
    def in_category(self, record: Record, category: str) -> bool:
        return bool(record["category"].startswith(category[:1]))


class AnyCharacterWillDo(Listing):
    def has_words(self, record: Record, words: str) -> bool:
        text = self.searched_text(record)
        return not words or any(character in text for character in words)


FAULTS = (
    Fault(
        "support.paging.complete",
        Text("页与页之间错位一行", "pages overlap by one row"),
        instead("listing", OverlappingPages),
    ),
    Fault(
        "support.paging.complete",
        Text("总数在筛选之前统计", "the total is counted before filtering"),
        instead("listing", TotalBeforeFiltering),
        also=("support.search.filters",),
        variant="total",
    ),
    Fault(
        "support.paging.complete",
        Text("下一页写成网关之后的内部路径", "the next page is named by its path behind the gateway"),
        instead("listing", NextBehindTheGateway),
        variant="next",
    ),
    Fault(
        "support.paging.page-size",
        Text("每页条数另有上限而不说明", "pages are cut shorter than asked, without saying so"),
        instead("listing", OwnPageSize),
    ),
    Fault(
        "support.paging.bounded",
        Text("每页条数没有上限", "the page size has no bound"),
        instead("checking", UnboundedPageSize),
        also=("support.contract.answers-match", "support.contract.refuses"),
    ),
    Fault(
        "support.paging.beyond-the-end",
        Text("页码过大时给出末页", "a page number too large gives the last page"),
        instead("listing", LastPageForEver),
    ),
    Fault(
        "support.paging.stable",
        Text("查询没有排序", "the query has no order"),
        instead("listing", OrderAsItComes),
    ),
    Fault(
        "support.changes.exact",
        Text("起始时间不含该时刻", "since leaves out the moment itself"),
        instead("feed", SinceLeavesOutTheMoment),
    ),
    Fault(
        "support.changes.in-order",
        Text("变更先新后旧", "changes are listed newest first"),
        instead("feed", NewestFirst),
    ),
    Fault(
        "support.changes.publication-visible",
        Text("发布时不写变更清单", "publishing writes nothing to the feed"),
        instead("feed", PublicationUnnoted),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.changes.change-visible",
        Text("变更生效时不写变更清单", "a change put into force writes nothing to the feed"),
        instead("feed", ChangeUnnoted),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.changes.deletion-visible",
        Text("撤销后不留痕迹", "a withdrawal leaves no trace"),
        instead("feed", DeletedWithoutTrace),
        also=("support.sequences.feed-tells-once",),
    ),
    Fault(
        "support.search.finds",
        Text("以空格分词，中文整句成一词", "words are split at spaces, so that a Chinese sentence is one word"),
        instead("listing", WordsBetweenSpaces),
        also=("overall.codes.refused-not-stored",),
    ),
    Fault(
        "support.search.narrows",
        Text("任一字符相同即算命中", "one character in common is a hit"),
        instead("listing", AnyCharacterWillDo),
    ),
    Fault(
        "support.search.filters",
        Text("类目只按首位筛选", "categories are filtered by their first digit alone"),
        instead("listing", CategoryByFirstDigit),
    ),
)
