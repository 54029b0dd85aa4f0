"""What the catalogue's own answers look like: entries, versions, changes, categories, data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.resource_catalogue.categories import CATEGORIES, Category
from conformance.systems.resource_catalogue.store import Change, Entry, Version
from conformance.systems.service import serializers
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

_SAMPLE_ROWS = 3


class Serializers(serializers.Serializers):
    """Turns what is stored into what is shown. `record` is asked for every entry that leaves the system as JSON."""

    _system: System

    def record(self, record: Record) -> Record:
        """An entry as shown."""
        return record

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
