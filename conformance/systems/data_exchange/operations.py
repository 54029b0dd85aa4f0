"""The operations of the exchange platform that are not the same for every record: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service import operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def get_time(self, call: Call) -> Response:
        now = self._system.clock.stamp(self._system.clock.now())
        return self._system.responses.json(call, {"now": now})

    def get_resource_schema(self, call: Call) -> Response:
        resources = self._system.resources
        return self._system.responses.json(call, resources.schema(resources.holding(call.arguments["id"])))

    def report_misuse(self, call: Call) -> Response:
        grants = self._system.grants
        grant = grants.found(call.caller, call.arguments["id"])
        return self._system.responses.json(call, grants.suspend(call.caller, grant, call.body["reason"]))

    def end_grant(self, call: Call) -> Response:
        grants = self._system.grants
        return self._system.responses.json(call, grants.end(grants.own(call.caller, call.arguments["id"]), call.body))

    def query_records(self, call: Call) -> Response:
        grant = self._drawing(call, "service")
        self._system.rules.granted_scenario(grant, call.get("scenario"))
        self._system.rules.granted_region(grant, call.get("region"))
        return self._page(call, self._system.delivery.records(grant, call.get("region")))

    def download_file(self, call: Call) -> Response:
        grant = self._drawing(call, "file")
        return self._system.responses.file(call, self._system.delivery.file(grant))

    def start_batch(self, call: Call) -> Response:
        batches = self._system.batches
        batch = batches.start(self._drawing(call, "batch"))
        return self.made(call, batch, batches.address(batch))

    def _drawing(self, call: Call, method: str) -> Record:
        """The grant data are drawn under now; the request behind it notes that data went out."""
        grant = self._system.grants.known(call.arguments["id"])
        self._system.rules.may_draw(call.caller, grant, method)
        self._system.delivery.first(call.caller, grant)
        return grant

    def send_message(self, call: Call) -> Response:
        receipt, new = self._system.messages.receive(call.caller, call.body)
        if not new:
            return self._system.responses.json(call, receipt)
        return self.made(call, receipt, f"/messages/{receipt['messageId']}")

    def withdraw_message(self, call: Call) -> Response:
        messages = self._system.messages
        message = messages.found(call.caller, call.arguments["id"])
        messages.own_sender(call.caller, message["header"])
        messages.withdraw(call.caller, message)
        return self._system.responses.nothing(call)

    def get_receipt(self, call: Call) -> Response:
        messages = self._system.messages
        header = messages.found(call.caller, call.arguments["id"])["header"]
        return self._system.responses.json(call, messages.receipt(header["id"]))

    def get_reconciliation(self, call: Call) -> Response:
        counts = self._system.messages.counts(call.caller)
        asked = [name for name in ("resource", "day") if call.get(name) is not None]
        return self._page(call, [one for one in counts if all(one[name] == call.get(name) for name in asked)])

    def _page(self, call: Call, records: list[Record]) -> Response:
        page = self._system.listing.page(records, call)
        return self._system.responses.json(call, self._system.serializers.page(page, dict, call.operation.list))
