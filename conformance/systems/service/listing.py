"""Paging: which of the items found stand on a page, and where the next page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

from conformance.systems.service.call import Call
from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the items, and what is needed to get the rest. `next` is None on the last page."""

    items: Sequence[T]
    total: int
    page: int
    size: int
    next: str | None


class Listing(Part["Service"]):
    """Cuts pages."""

    def page(self, items: Sequence[T], call: Call) -> Page[T]:
        """The page a call asks for out of all items."""
        number, size = self.number(call), self.size(call)
        cut = self.cut(items, number, size)
        return Page(cut, self.total(items), number, size, self.next(call, number, size, len(items)))

    def number(self, call: Call) -> int:
        """The number of the page asked for."""
        return int(call.get(call.operation.list.page))

    def size(self, call: Call) -> int:
        """How many items a page holds."""
        return int(call.get(call.operation.list.size))

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
        form = call.operation.list
        filters = {each.name for each in call.operation.parameters if each.location == "query"} - {form.page, form.size}
        asked = {name: value for name, value in call.arguments.items() if name in filters}
        return f"{call.target}?{urlencode({**asked, form.page: number + 1, form.size: size})}"
