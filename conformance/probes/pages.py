"""Walks the list by its own links from the first page to the last, and asks for pages no list should give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text

PAGES = 4
SMALLEST, LARGEST = 3, 100
MOST_PAGES = 40
BEYOND = 1_000_000
HUGE = 100_000


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listResources": MOST_PAGES + 4}


def probe(ask: Ask) -> None:
    size = _size(ask("listResources", step="size", query={"page": 1, "pageSize": 1}).data)
    walk(ask, "listResources", "page", {"page": 1, "pageSize": size}, MOST_PAGES)
    ask("listResources", step="again", query={"page": 1, "pageSize": size})
    ask("listResources", step="beyond", query={"page": BEYOND, "pageSize": size})
    ask("listResources", step="huge", query={"page": 1, "pageSize": HUGE})


def walk(ask: Ask, operation: str, step: str, query: Mapping[str, Any], most: int) -> list[Any]:
    """Read the pages of a list, each next one as the page before names it; the data of every page, at most `most`."""
    pages: list[Any] = []
    for number, page in enumerate(turned(ask, operation, step, query, most), 1):
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
) -> Iterator[Any]:
    """The data of each page as it is turned, at most `most`; ends with the first that is no page."""
    for _ in range(most):
        page = ask(operation, role=role, step=step, query=query, parts=parts).data
        yield page
        query = following(page.get("next")) if isinstance(page, dict) else {}
        if not query or not page.get("items"):
            return


def _size(data: object) -> int:
    """A page size that makes about four pages of a small list and as few as may be of a large one."""
    total = data.get("total") if isinstance(data, dict) else None
    return min(max(total // PAGES, SMALLEST), LARGEST) if isinstance(total, int) else LARGEST


def following(reference: object) -> dict[str, str]:
    """The query of the page a list names as next; empty where it names none."""
    if not isinstance(reference, str):
        return {}
    return dict(parse_qsl(reference.partition("?")[2].partition("#")[0]))
