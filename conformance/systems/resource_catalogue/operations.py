"""The operations of the contract: one method each, named after its operationId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.resource_catalogue.call import Call
from conformance.systems.resource_catalogue.refusal import Refusal
from conformance.systems.resource_catalogue.respond import HTML
from conformance.systems.resource_catalogue.store import Entry, Record, Version

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Operations:
    """Carries out a call that is allowed and well formed."""

    def __init__(self, system: System) -> None:
        self._system = system

    def get_declaration(self, call: Call) -> Response:
        return self._system.respond.json(call, self._system.declare.declaration())

    def get_security_txt(self, call: Call) -> Response:
        return self._system.respond.text(call, self._system.declare.security_txt())

    def get_contract(self, call: Call) -> Response:
        return self._system.respond.json(call, self._system.declare.document())

    def get_privacy_notice(self, call: Call) -> Response:
        return self._system.respond.html(call, self._system.pages.privacy())

    def list_code_lists(self, call: Call) -> Response:
        present = self._system.present
        listed = [present.code_list_entry(one) for one in present.code_lists().values()]
        return self._system.respond.json(call, present.whole(listed))

    def get_code_list(self, call: Call) -> Response:
        listed = self._system.present.code_lists().get(call.arguments["list"])
        if listed is None:
            raise Refusal(404, "没有此代码表。There is no such code list.")
        return self._system.respond.json(call, self._system.present.code_list(listed))

    def list_categories(self, call: Call) -> Response:
        present = self._system.present
        return self._system.respond.json(call, present.whole(list(map(present.category, present.categories()))))

    def get_dcat(self, call: Call) -> Response:
        return self._system.respond.json(call, self._system.dcat.catalogue(self._system.listing.published(call.caller)))

    def list_resources(self, call: Call) -> Response:
        listing = self._system.listing
        records = listing.matching(listing.shown(call.caller), call.arguments)
        page = listing.page(records, call)
        if call.media == HTML:
            return self._system.respond.html(call, self._system.pages.list(page, call))
        return self._system.respond.json(call, self._system.present.page(page, self._system.present.record))

    def get_resource(self, call: Call) -> Response:
        _, version = self._found(call)
        if call.media == HTML:
            page = self._system.pages.record(self._system.present.record(version.record))
            return self._system.respond.tagged(call, self._system.respond.html(call, page))
        return self._system.respond.tagged(call, self._shown(call, version))

    def register_resource(self, call: Call) -> Response:
        entry = self._system.registry.submitted(call.caller, call.get("Idempotency-Key"), call.body)
        headers = {"Location": f"/resources/{entry.id}"}
        return self._shown(call, entry.versions[0], 201, headers)

    def change_resource(self, call: Call) -> Response:
        entry, version = self._own(call)
        self.precondition(call, version)
        return self._shown(call, self._system.registry.change(call.caller, entry, call.body))

    def precondition(self, call: Call, version: Version) -> None:
        """Refuse (412) a change that rests on another state than the present one."""
        respond, wanted = self._system.respond, call.get("If-Match")
        tag = respond.tag(respond.encode(self._system.present.record(version.record)))
        if wanted is not None and not respond.listed(wanted, tag):
            raise Refusal(412, "条目已变。The entry has changed since.")

    def withdraw_resource(self, call: Call) -> Response:
        entry, _ = self._own(call)
        self._system.registry.withdraw(entry)
        return self._system.respond.nothing(call)

    def review_resource(self, call: Call) -> Response:
        entry, _ = self._found(call)
        return self._shown(call, self._system.registry.review(call.caller, entry, call.body))

    def list_versions(self, call: Call) -> Response:
        entry, _ = self._found(call)
        history = self._system.rules.history(call.caller, entry)
        shown = [self._system.present.version(entry, version) for version in history]
        return self._system.respond.json(call, self._system.present.whole(shown))

    def get_version(self, call: Call) -> Response:
        entry, _ = self._found(call)
        for version in self._system.rules.history(call.caller, entry):
            if version.number == call.arguments["version"]:
                return self._shown(call, version)
        raise Refusal(404, "没有此版本，或者不可见。There is no such version, or it is not visible.")

    def open_resource(self, call: Call) -> Response:
        _, version = self._found(call)
        self._system.rules.may_open(version)
        return self._system.respond.json(call, self._system.present.data(version.record))

    def list_changes(self, call: Call) -> Response:
        changes = self._system.feed.since(call.caller, call.get("since"))
        page = self._system.listing.page(changes, call)
        return self._system.respond.json(call, self._system.present.page(page, self._system.present.change))

    def list_audit(self, call: Call) -> Response:
        return self._system.respond.json(call, self.audit_page(call))

    def audit_page(self, call: Call) -> Record:
        """A page of audit records, read from the journal piece by piece: it is the one list that only grows."""
        listing, present, actor = self._system.listing, self._system.present, call.get("actor") or ""
        number, size, total = listing.number(call), listing.size(call), self._system.journal.count(actor)
        events = self._system.journal.page(actor, (number - 1) * size, size)
        shown = [present.audit_event(place, event) for place, event in events]
        following = listing.next(call, number, size, total)
        return {"items": shown, "total": total, "page": number, "pageSize": size, "next": following}

    def get_audit_record(self, call: Call) -> Response:
        number = int(call.arguments["id"].removeprefix("a-"))
        event = self._system.journal.event(number)
        if event is None:
            raise Refusal(404, "没有此审计记录。There is no such audit record.")
        return self._system.respond.json(call, self._system.present.audit_event(number, event))

    def _found(self, call: Call) -> tuple[Entry, Version]:
        return self._system.rules.found(call.caller, call.arguments["id"])

    def _own(self, call: Call) -> tuple[Entry, Version]:
        entry, version = self._found(call)
        self._system.rules.may_change(call.caller, entry)
        return entry, version

    def _shown(
        self, call: Call, version: Version, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        response = self._system.respond.json(call, self._system.present.record(version.record), status, headers)
        response.headers["ETag"] = self._system.respond.tag(bytes(response.body))
        return response
