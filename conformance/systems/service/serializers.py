"""What answers look like that every system gives: pages of lists, audit records, code lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.journal import AuditEvent
from conformance.systems.service.listing import Page
from conformance.systems.service.part import Part, Record
from conformance.systems.service.record_forms import ListForm

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

T = TypeVar("T")


class Serializers(Part["Service"]):
    """Turns what is stored into what is shown."""

    def page(self, page: Page[T], show: Callable[[T], Any], form: ListForm) -> Record:
        """A page of a list."""
        return {
            form.items: [show(item) for item in page.items],
            form.total: page.total,
            form.page: page.page,
            form.size: page.size,
            form.next: page.next,
        }

    def whole(self, items: list[Any]) -> Record:
        """A list that is not paged."""
        return {"items": items, "total": len(items)}

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

    def code_lists(self) -> Mapping[str, CodeList]:
        """The code lists published, by id."""
        return self._system.code_lists
