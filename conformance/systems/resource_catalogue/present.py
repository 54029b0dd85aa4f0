"""What answers look like: the JSON shape of everything the catalogue shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from conformance.systems.resource_catalogue.categories import CATEGORIES, Category
from conformance.systems.resource_catalogue.code_lists import CODE_LISTS, CodeList
from conformance.systems.resource_catalogue.journal import AuditEvent
from conformance.systems.resource_catalogue.listing import Page
from conformance.systems.resource_catalogue.store import Change, Entry, Record, Version

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

T = TypeVar("T")
_SAMPLE_ROWS = 3


class Present:
    """Turns what is stored into what is shown. `record` is asked for every entry that leaves the system as JSON."""

    def __init__(self, system: System) -> None:
        self._system = system

    def record(self, record: Record) -> Record:
        """An entry as shown."""
        return record

    def page(self, page: Page[T], show: Callable[[T], Any]) -> Record:
        """A page of a list."""
        return {
            "items": [show(item) for item in page.items],
            "total": page.total,
            "page": page.page,
            "pageSize": page.size,
            "next": page.next,
        }

    def whole(self, items: list[Any]) -> Record:
        """A list that is not paged."""
        return {"items": items, "total": len(items)}

    def change(self, change: Change) -> Record:
        """A line of the change feed."""
        return {"id": change.id, "code": change.code, "change": change.change, "at": change.at}

    def version(self, entry: Entry, version: Version) -> Record:
        """How a version came about."""
        record = version.record
        shown = {
            "version": version.number,
            "status": version.status,
            "change": version.change,
            "changedAt": record["changedAt"],
            "changedBy": version.changed_by,
            "href": f"/resources/{entry.id}/versions/{version.number}",
        }
        shown.update({name: record[name] for name in ("publishedAt", "changeTrigger") if name in record})
        return shown if version.review is None else {**shown, "review": version.review}

    def audit_event(self, number: int, event: AuditEvent) -> Record:
        """An audit record."""
        return {
            "id": f"a-{number:08d}",
            "time": event.time,
            "user": event.user,
            "role": event.role,
            "type": event.type,
            "operation": event.operation,
            "object": event.object,
            "result": event.result,
            "status": event.status,
        }

    def code_list_entry(self, listed: CodeList) -> Record:
        """A code list in the index."""
        return {
            "id": listed.id,
            "zh": listed.zh,
            "en": listed.en,
            "source": listed.source,
            "href": f"/code-lists/{listed.id}",
        }

    def code_list(self, listed: CodeList) -> Record:
        """A code list with its codes."""
        codes = [{"code": code, "zh": zh, "en": en} for code, zh, en in listed.codes]
        return {"id": listed.id, "zh": listed.zh, "en": listed.en, "source": listed.source, **self.whole(codes)}

    def code_lists(self) -> dict[str, CodeList]:
        """The code lists published, by id."""
        return CODE_LISTS

    def category(self, category: Category) -> Record:
        """A category."""
        return {
            "code": category.code,
            "zh": category.zh,
            "en": category.en,
            "level": category.level,
            "parent": category.parent,
            "leaf": category.leaf,
        }

    def categories(self) -> tuple[Category, ...]:
        """The categories published, ordered by code."""
        return CATEGORIES

    def data(self, record: Record) -> Record:
        """A sample of the data behind an entry: made-up rows, one value for each data item."""
        items = record["items"]
        rows = [[_sample(item, row) for item in items] for row in range(1, _SAMPLE_ROWS + 1)]
        return {
            "id": record["id"],
            "code": record["code"],
            "items": [item["name"] for item in items],
            "rows": rows,
            "total": len(rows),
        }


def _sample(item: Record, row: int) -> str:
    numbers = {"N": f"{row * 10}", "I": f"{row * 10}", "B": f"{row}.50", "F": f"{row}.50", "Y": f"{row * 1000}.00"}
    moments = {"D": f"2026-09-0{row}", "T": f"2026-09-0{row}T09:00:00+08:00", "L": "1"}
    return {**numbers, **moments}.get(item["type"]) or f"{item['name']}示例{row}"
