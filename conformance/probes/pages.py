"""Walks a list by its own links from the first page to the last, and asks for pages no list should give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.record import Listing, RecordKind, member, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason

NEEDS = Text("按页列出", "a list by pages")
PAGES = 4
SMALLEST, LARGEST = 3, 100
MOST_PAGES = 50
BEYOND = 1_000_000
HUGE = 100_000
PLAIN = Listing()


def fits(contract: Contract, record: RecordKind) -> bool:
    return record.has("list") and bool(record.listing.page) and not record.listing.moves


def sends(contract: Contract, record: RecordKind) -> Mapping[str, int]:
    return {record.operations["list"]: MOST_PAGES + 4}


def probe(ask: Ask, record: RecordKind) -> None:
    operation, form = record.operations["list"], record.listing
    parts = ask.parts(operation)
    size = _size(ask(operation, step="size", parts=parts, query=_page(form, 1, 1)).data, form)
    walk(ask, operation, "page", _page(form, 1, size), MOST_PAGES, parts, form)
    ask(operation, step="again", parts=parts, query=_page(form, 1, size))
    ask(operation, step="beyond", parts=parts, query=_page(form, BEYOND, size))
    ask(operation, step="huge", parts=parts, query=_page(form, 1, HUGE))


def walk(
    ask: Ask,
    operation: str,
    step: str,
    query: Mapping[str, Any],
    most: int,
    parts: Mapping[str, Any] | None = None,
    form: Listing = PLAIN,
) -> list[Any]:
    """Read the pages of a list, each next one as the page before names it; the data of every page, at most `most`."""
    pages: list[Any] = []
    for number, page in enumerate(turned(ask, operation, step, query, most, parts, form=form), 1):
        ask.need(isinstance(page, dict), Text(f"第 {number} 页没有读到", f"page {number} could not be read"))
        pages.append(page)
    return pages


def turned(
    ask: Ask,
    operation: str,
    step: str,
    query: Mapping[str, Any],
    most: int,
    parts: Mapping[str, Any] | None = None,
    role: str = "",
    form: Listing = PLAIN,
) -> Iterator[Any]:
    """The data of each page as it is turned, at most `most`; ends with the first that is no page.

    Where the page before said that there was one, what it would have shown is missing, and stated.
    """
    seen, total = 0, None
    why = Reason.BUDGET
    for _ in range(most):
        answer = ask(operation, role=role, step=step, query=query, parts=parts)
        yield answer.data
        items, query = member(answer.data, form.items), following(member(answer.data, form.following))
        if seen and not (isinstance(items, list) and 200 <= answer.status < 300):
            why = answer.failure.reason if answer.failure else Reason.PRECONDITION_NOT_MET
            break
        if not query or not items:
            return
        seen += len(items) if isinstance(items, list) else 0
        total = whole(member(answer.data, form.total))
    ask.cut(seen, total, titled(ask.contract, operation), step, operation, why=why)


def one_page(
    ask: Ask,
    operation: str,
    step: str,
    query: Mapping[str, Any],
    parts: Mapping[str, Any] | None = None,
    role: str = "",
    form: Listing = PLAIN,
) -> Exchange:
    """The first page of a list that is judged by it; that the list goes on stands in every verdict on this step."""
    page = ask(operation, role=role, step=step, query=query, parts=parts)
    tell_rest(ask, page, form)
    return page


def tell_rest(ask: Ask, page: Exchange, form: Listing = PLAIN, *, of_every_step: bool = False) -> None:
    """State that a page is not the whole list, where it names one that follows it.

    It stands in the verdicts on its own step, or in those on what was asked about its records too: `of_every_step`.
    """
    if goes_on(page, form):
        items, total, listed = member(page.data, form.items), whole(member(page.data, form.total)), page.operation.id
        seen, step = len(items) if isinstance(items, list) else 0, "" if of_every_step else page.step
        ask.cut(seen, total, titled(ask.contract, listed), step, listed)


def goes_on(page: Exchange, form: Listing = PLAIN) -> bool:
    """Whether a page of a list names one that follows it."""
    return 200 <= page.status < 300 and bool(following(member(page.data, form.following)))


def missing_from(missing: Text, *pages: Exchange, form: Listing = PLAIN) -> Text:
    """What was looked for in vain, and where it was on the first page alone of a list that goes on."""
    if not any(goes_on(page, form) for page in pages):
        return missing
    return Text(f"{missing.zh}（清单只看了第一页，其后还有）", f"{missing.en} (on the first page; the list goes on)")


def titled(contract: Contract, operation: str) -> Text:
    """What the records of a list are called."""
    kinds = (record.title for record in contract.records.values() if record.operations.get("list") == operation)
    return next(kinds, Text("条目", "entries"))


def _page(form: Listing, number: int, size: int) -> dict[str, int]:
    return {form.page: number, form.size: size}


def _size(data: object, form: Listing) -> int:
    """A page size that makes about four pages of a small list and as few as may be of a large one."""
    total = whole(member(data, form.total))
    return LARGEST if total is None else min(max(total // PAGES, SMALLEST), LARGEST)


def following(reference: object) -> dict[str, str]:
    """The query of the page a list names as next; empty where it names none."""
    if not isinstance(reference, str):
        return {}
    return dict(parse_qsl(reference.partition("?")[2].partition("#")[0]))
