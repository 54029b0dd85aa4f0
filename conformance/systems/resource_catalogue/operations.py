"""The operations of the catalogue that are its own: one method each, named after its operationId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service import operations
from conformance.systems.service.call import Call
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def list_categories(self, call: Call) -> Response:
        serializers = self._system.serializers
        shown = [serializers.category(category) for category in serializers.categories()]
        return self._system.responses.json(call, serializers.whole(shown))

    def get_dcat(self, call: Call) -> Response:
        published = self._system.entries.published(call.caller)
        return self._system.responses.json(call, self._system.dcat.catalogue(published))

    def list_versions(self, call: Call) -> Response:
        entry, _ = self._found(call)
        history = self._system.rules.history(call.caller, entry)
        shown = [self._system.serializers.version(entry, version) for version in history]
        return self._system.responses.json(call, self._system.serializers.whole(shown))

    def get_version(self, call: Call) -> Response:
        entry, _ = self._found(call)
        for version in self._system.rules.history(call.caller, entry):
            if version.number == call.arguments["version"]:
                return self._system.responses.json(call, self._system.entries.shown(call.caller, version.record))
        raise Refusal(404, "没有此版本，或者不可见。There is no such version, or it is not visible.")

    def open_resource(self, call: Call) -> Response:
        _, version = self._found(call)
        self._system.rules.may_open(version)
        return self._system.responses.json(call, self._system.serializers.data(version.record))

    def list_changes(self, call: Call) -> Response:
        page = self._system.listing.page(self._system.feed.since(call.caller, call.get("since")), call)
        shown = self._system.serializers.page(page, self._system.serializers.change, call.operation.list)
        return self._system.responses.json(call, shown)

    def _found(self, call: Call) -> tuple[Entry, Version]:
        return self._system.rules.found(call.caller, call.arguments["id"])
