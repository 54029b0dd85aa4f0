"""The operations of the catalogue: one method each, named after its operationId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service import operations
from conformance.systems.service.call import Call
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.responses import HTML

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def list_categories(self, call: Call) -> Response:
        serializers = self._system.serializers
        return self._system.responses.json(
            call, serializers.whole(list(map(serializers.category, serializers.categories())))
        )

    def get_dcat(self, call: Call) -> Response:
        return self._system.responses.json(
            call, self._system.dcat.catalogue(self._system.listing.published(call.caller))
        )

    def list_resources(self, call: Call) -> Response:
        listing = self._system.listing
        records = listing.matching(listing.shown(call.caller), call.arguments)
        page = listing.page(records, call)
        if call.media == HTML:
            return self._system.responses.html(call, self._system.pages.list(page, call))
        return self._system.responses.json(call, self._system.serializers.page(page, self._system.serializers.record))

    def get_resource(self, call: Call) -> Response:
        _, version = self._found(call)
        if call.media == HTML:
            page = self._system.pages.record(self._system.serializers.record(version.record))
            return self._system.responses.tagged(call, self._system.responses.html(call, page))
        return self._system.responses.tagged(call, self._shown(call, version))

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
        responses, wanted = self._system.responses, call.get("If-Match")
        tag = responses.tag(responses.encode(self._system.serializers.record(version.record)))
        if wanted is not None and not responses.listed(wanted, tag):
            raise Refusal(412, "条目已变。The entry has changed since.")

    def withdraw_resource(self, call: Call) -> Response:
        entry, _ = self._own(call)
        self._system.registry.withdraw(entry)
        return self._system.responses.nothing(call)

    def review_resource(self, call: Call) -> Response:
        entry, _ = self._found(call)
        return self._shown(call, self._system.registry.review(call.caller, entry, call.body))

    def list_versions(self, call: Call) -> Response:
        entry, _ = self._found(call)
        history = self._system.rules.history(call.caller, entry)
        shown = [self._system.serializers.version(entry, version) for version in history]
        return self._system.responses.json(call, self._system.serializers.whole(shown))

    def get_version(self, call: Call) -> Response:
        entry, _ = self._found(call)
        for version in self._system.rules.history(call.caller, entry):
            if version.number == call.arguments["version"]:
                return self._shown(call, version)
        raise Refusal(404, "没有此版本，或者不可见。There is no such version, or it is not visible.")

    def open_resource(self, call: Call) -> Response:
        _, version = self._found(call)
        self._system.rules.may_open(version)
        return self._system.responses.json(call, self._system.serializers.data(version.record))

    def list_changes(self, call: Call) -> Response:
        changes = self._system.feed.since(call.caller, call.get("since"))
        page = self._system.listing.page(changes, call)
        return self._system.responses.json(call, self._system.serializers.page(page, self._system.serializers.change))

    def _found(self, call: Call) -> tuple[Entry, Version]:
        return self._system.rules.found(call.caller, call.arguments["id"])

    def _own(self, call: Call) -> tuple[Entry, Version]:
        entry, version = self._found(call)
        self._system.rules.may_change(call.caller, entry)
        return entry, version

    def _shown(
        self, call: Call, version: Version, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        response = self._system.responses.json(call, self._system.serializers.record(version.record), status, headers)
        response.headers["ETag"] = self._system.responses.tag(bytes(response.body))
        return response
