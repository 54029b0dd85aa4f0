"""The operations every contract has: one method each, named after its operationId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service.call import Call
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class Operations(Part["Service"]):
    """Carries out a call that is allowed and well formed."""

    def get_declaration(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.declare.declaration())

    def get_security_txt(self, call: Call) -> Response:
        return self._system.responses.text(call, self._system.declare.security_txt())

    def get_contract(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.declare.document())

    def get_privacy_notice(self, call: Call) -> Response:
        return self._system.responses.html(call, self._system.pages.privacy())

    def list_code_lists(self, call: Call) -> Response:
        serializers = self._system.serializers
        listed = [serializers.code_list_entry(one) for one in serializers.code_lists().values()]
        return self._system.responses.json(call, serializers.whole(listed))

    def get_code_list(self, call: Call) -> Response:
        listed = self._system.serializers.code_lists().get(call.arguments["list"])
        if listed is None:
            raise Refusal(404, "没有此代码表。There is no such code list.")
        return self._system.responses.json(call, self._system.serializers.code_list(listed))

    def list_audit(self, call: Call) -> Response:
        return self._system.responses.json(call, self.audit_page(call))

    def audit_page(self, call: Call) -> Record:
        """A page of audit records, read from the journal piece by piece: it is the one list that only grows."""
        listing, serializers, actor = self._system.listing, self._system.serializers, call.get("actor") or ""
        number, size, total = listing.number(call), listing.size(call), self._system.journal.count(actor)
        events = self._system.journal.page(actor, (number - 1) * size, size)
        shown = [serializers.audit_event(place, event) for place, event in events]
        following = listing.next(call, number, size, total)
        return {"items": shown, "total": total, "page": number, "pageSize": size, "next": following}

    def get_audit_record(self, call: Call) -> Response:
        number = int(call.arguments["id"].removeprefix("a-"))
        event = self._system.journal.event(number)
        if event is None:
            raise Refusal(404, "没有此审计记录。There is no such audit record.")
        return self._system.responses.json(call, self._system.serializers.audit_event(number, event))
