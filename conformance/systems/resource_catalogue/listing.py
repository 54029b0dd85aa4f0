"""Finding and paging: which entries a question means, and which of them stand on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from conformance.systems.resource_catalogue.accounts import Caller
from conformance.systems.resource_catalogue.call import Call
from conformance.systems.resource_catalogue.store import Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the items, and what is needed to get the rest. `next` is None on the last page."""

    items: Sequence[T]
    total: int
    page: int
    size: int
    next: str | None


class Listing:
    """Answers which records match, and cuts pages."""

    def __init__(self, system: System) -> None:
        self._system = system

    def shown(self, caller: Caller) -> list[Record]:
        """The records the caller may see, ordered by id."""
        versions = (self._system.rules.visible(caller, entry) for entry in self._system.store.entries())
        return [version.record for version in versions if version]

    def published(self, caller: Caller) -> list[Record]:
        """The records in force that the caller may read, ordered by id; drafts over them do not hide them."""
        versions = (entry.in_force for entry in self._system.store.entries())
        return [version.record for version in versions if version and self._system.rules.may_read(caller, version)]

    def matching(self, records: Sequence[Record], asked: Mapping[str, Any]) -> list[Record]:
        """The records that match every filter given."""
        return [record for record in records if self.matches(record, asked)]

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether one record matches the filters given."""
        return (
            asked.get("sharingClass") in (None, record["sharingClass"])
            and asked.get("status") in (None, record["status"])
            and asked.get("provider") in (None, record["provider"]["uscc"])
            and self.in_category(record, asked.get("category") or "")
            and self.has_words(record, asked.get("q") or "")
        )

    def in_category(self, record: Record, category: str) -> bool:
        """Whether a record is filed under a category or below it."""
        return bool(record["category"].startswith(category))

    def has_words(self, record: Record, words: str) -> bool:
        """Whether every word stands in name, summary or keywords, whatever its case."""
        text = self.searched_text(record).casefold()
        return all(word in text for word in words.casefold().split())

    def searched_text(self, record: Record) -> str:
        """The text of a record that is searched."""
        return " ".join((record["name"], record["summary"], *record["keywords"]))

    def page(self, items: Sequence[T], call: Call) -> Page[T]:
        """The page a call asks for out of all items."""
        number, size = self.number(call), self.size(call)
        cut = self.cut(items, number, size)
        return Page(cut, self.total(items), number, size, self.next(call, number, size, len(items)))

    def number(self, call: Call) -> int:
        """The number of the page asked for."""
        return int(call.get("page"))

    def size(self, call: Call) -> int:
        """How many items a page holds."""
        return int(call.get("pageSize"))

    def cut(self, items: Sequence[T], number: int, size: int) -> Sequence[T]:
        """The items of one page."""
        return items[(number - 1) * size : number * size]

    def total(self, items: Sequence[T]) -> int:
        """How many items there are in all."""
        return len(items)

    def next(self, call: Call, number: int, size: int, total: int) -> str | None:
        """Where the next page is: the same question, one page on; None when this is the last."""
        if number * size >= total:
            return None
        asked = {name: value for name, value in call.arguments.items() if name not in ("page", "pageSize")}
        return f"{call.operation.path}?{urlencode({**asked, 'page': number + 1, 'pageSize': size})}"
