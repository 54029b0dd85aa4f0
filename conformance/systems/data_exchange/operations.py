"""The operations of the exchange platform: one method each, named after its operationId."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service import operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def get_time(self, call: Call) -> Response:
        now = self._system.clock.stamp(self._system.clock.now())
        return self._system.responses.json(call, {"now": now})

    def list_resources(self, call: Call) -> Response:
        return self._page(call, self._system.resources.listed(call.caller, call.arguments))

    def get_resource(self, call: Call) -> Response:
        resources, identifier = self._system.resources, call.arguments["id"]
        shown = resources.resource(identifier, resources.found(identifier))
        return self._system.responses.tagged(call, self._system.responses.json(call, shown))

    def get_resource_schema(self, call: Call) -> Response:
        resources = self._system.resources
        return self._system.responses.json(call, resources.schema(resources.found(call.arguments["id"])))

    def submit_request(self, call: Call) -> Response:
        key = call.get("Idempotency-Key")
        record = self._system.requests.submitted(call.caller, call.arguments["id"], key, call.body)
        return self._made(call, record, f"/requests/{record['id']}")

    def list_requests(self, call: Call) -> Response:
        kept, rules = self._system.store.requests, self._system.rules
        listed = kept.withdrawn() if call.get("state") == "withdrawn" else kept.all()
        seen = [one for one in listed if rules.concerns(call.caller, one["requester"])]
        return self._page(call, matching(seen, call.arguments, ("state", "resource")))

    def get_request(self, call: Call) -> Response:
        return self._system.responses.json(call, self._request(call))

    def withdraw_request(self, call: Call) -> Response:
        self._system.requests.withdraw(self._own_request(call))
        return self._system.responses.nothing(call)

    def supplement_request(self, call: Call) -> Response:
        record = self._own_request(call)
        return self._system.responses.json(call, self._system.requests.supplement(call.caller, record, call.body))

    def decide_request(self, call: Call) -> Response:
        record = self._request(call)
        return self._system.responses.json(call, self._system.requests.decide(call.caller, record, call.body))

    def _request(self, call: Call) -> Record:
        return self._seen(call, self._system.requests.found(call.arguments["id"]), "requester")

    def _own_request(self, call: Call) -> Record:
        record = self._request(call)
        self._system.rules.may_act_for(call.caller, record["requester"])
        return record

    def list_grants(self, call: Call) -> Response:
        listed = self._system.grants.listed(call.caller)
        return self._page(call, matching(listed, call.arguments, ("state", "resource")))

    def get_grant(self, call: Call) -> Response:
        return self._system.responses.json(call, self._grant(call))

    def report_misuse(self, call: Call) -> Response:
        suspended = self._system.grants.suspend(call.caller, self._grant(call), call.body["reason"])
        return self._system.responses.json(call, suspended)

    def end_grant(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.grants.end(self._own_grant(call), call.body))

    def _grant(self, call: Call) -> Record:
        return self._seen(call, self._system.grants.found(call.arguments["id"]), "consumer")

    def _own_grant(self, call: Call) -> Record:
        record = self._system.grants.found(call.arguments["id"])
        self._system.rules.may_act_for(call.caller, record["consumer"])
        return record

    def query_records(self, call: Call) -> Response:
        grant = self._drawing(call, "service")
        self._system.rules.granted_scenario(grant, call.get("scenario"))
        self._system.rules.granted_region(grant, call.get("region"))
        return self._page(call, self._system.delivery.records(grant, call.get("region")))

    def download_file(self, call: Call) -> Response:
        grant = self._drawing(call, "file")
        return self._system.responses.file(call, self._system.delivery.file(grant))

    def start_batch(self, call: Call) -> Response:
        grant = self._drawing(call, "batch")
        batch = self._system.delivery.start(grant)
        return self._made(call, batch, f"/grants/{grant['id']}/batches/{batch['id']}", 202)

    def _drawing(self, call: Call, method: str) -> Record:
        """The grant data are drawn under now; the request behind it notes that data went out."""
        grant = self._system.grants.found(call.arguments["id"])
        self._system.rules.may_draw(call.caller, grant, method)
        self._system.delivery.first(call.caller, grant)
        return grant

    def list_batches(self, call: Call) -> Response:
        return self._page(call, self._system.delivery.batches(self._grant(call)))

    def get_batch(self, call: Call) -> Response:
        return self._system.responses.json(
            call, self._system.delivery.batch(self._grant(call), call.arguments["batch"])
        )

    def cancel_batch(self, call: Call) -> Response:
        delivery = self._system.delivery
        delivery.cancel(delivery.batch(self._own_grant(call), call.arguments["batch"]))
        return self._system.responses.nothing(call)

    def list_uses(self, call: Call) -> Response:
        return self._page(call, self._system.grants.uses(self._grant(call)["id"]))

    def record_use(self, call: Call) -> Response:
        use = self._system.grants.use(call.caller, self._own_grant(call), call.body)
        return self._made(call, use, f"/grants/{use['grant']}/uses/{use['id']}")

    def get_use(self, call: Call) -> Response:
        return self._system.responses.json(call, self._use(call, self._grant(call)))

    def withdraw_use(self, call: Call) -> Response:
        self._system.store.uses.remove(self._use(call, self._own_grant(call))["id"])
        return self._system.responses.nothing(call)

    def _use(self, call: Call, grant: Record) -> Record:
        found = self._system.store.uses.get(call.arguments["use"])
        if found is None or found["grant"] != grant["id"]:
            raise Refusal(404, "没有此使用记录。There is no such record of use.")
        return found

    def list_messages(self, call: Call) -> Response:
        return self._page(call, matching(self._system.messages.listed(call.caller), call.arguments, ("resource",)))

    def send_message(self, call: Call) -> Response:
        receipt, new = self._system.messages.receive(call.caller, call.body)
        if not new:
            return self._system.responses.json(call, receipt)
        return self._made(call, receipt, f"/messages/{receipt['messageId']}")

    def get_message(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.messages.found(call.caller, call.arguments["id"]))

    def withdraw_message(self, call: Call) -> Response:
        header = self._system.messages.found(call.caller, call.arguments["id"])["header"]
        self._system.messages.own_sender(call.caller, header)
        self._system.messages.withdraw(header["id"])
        return self._system.responses.nothing(call)

    def get_receipt(self, call: Call) -> Response:
        header = self._system.messages.found(call.caller, call.arguments["id"])["header"]
        return self._system.responses.json(call, self._system.messages.receipt(header["id"]))

    def list_agreements(self, call: Call) -> Response:
        listed = self._of_party(call, self._system.store.agreements.all())
        return self._page(call, matching(listed, call.arguments, ("resource",)))

    def get_agreement(self, call: Call) -> Response:
        record = self._system.store.agreements.get(call.arguments["id"])
        if record is None:
            raise Refusal(404, "没有此协议。There is no such agreement.")
        return self._system.responses.json(call, self._seen(call, record, "consumer"))

    def submit_correction(self, call: Call) -> Response:
        record = self._system.corrections.submit(call.caller, call.arguments["id"], call.body)
        return self._made(call, record, f"/corrections/{record['id']}")

    def list_corrections(self, call: Call) -> Response:
        kept, rules = self._system.store.corrections, self._system.rules
        listed = kept.withdrawn() if call.get("state") == "withdrawn" else kept.all()
        seen = [one for one in listed if rules.concerns(call.caller, one["requester"])]
        return self._page(call, matching(seen, call.arguments, ("state",)))

    def get_correction(self, call: Call) -> Response:
        return self._system.responses.json(call, self._correction(call))

    def reply_correction(self, call: Call) -> Response:
        record = self._correction(call)
        return self._system.responses.json(call, self._system.corrections.reply(call.caller, record, call.body))

    def withdraw_correction(self, call: Call) -> Response:
        record = self._correction(call)
        self._system.rules.may_act_for(call.caller, record["requester"])
        self._system.corrections.withdraw(record)
        return self._system.responses.nothing(call)

    def _correction(self, call: Call) -> Record:
        return self._seen(call, self._system.corrections.found(call.arguments["id"]), "requester")

    def list_disposals(self, call: Call) -> Response:
        return self._page(call, self._of_party(call, self._system.store.disposals.all()))

    def list_terminations(self, call: Call) -> Response:
        return self._page(call, self._system.store.terminations.all())

    def list_disputes(self, call: Call) -> Response:
        return self._page(call, self._of_party(call, self._system.store.disputes.all()))

    def get_reconciliation(self, call: Call) -> Response:
        counts = self._system.messages.counts(call.caller)
        return self._page(call, matching(counts, call.arguments, ("resource", "day")))

    def _of_party(self, call: Call, records: Sequence[Record]) -> list[Record]:
        return [one for one in records if self._system.rules.concerns(call.caller, one["consumer"])]

    def _seen(self, call: Call, record: Record, party: str) -> Record:
        """A record the caller may see; else 404."""
        if not self._system.rules.concerns(call.caller, record[party]):
            raise Refusal(404, "不存在，或者不可见。It does not exist, or is not visible.")
        return record

    def _page(self, call: Call, records: Sequence[Record]) -> Response:
        page = self._system.listing.page(records, call)
        return self._system.responses.json(call, self._system.serializers.page(page, dict))

    def _made(self, call: Call, record: Record, location: str, status: int = 201) -> Response:
        return self._system.responses.json(call, record, status, {"Location": location})


def matching(records: Sequence[Record], asked: Mapping[str, object], names: Sequence[str]) -> list[Record]:
    """The records whose members hold what was asked for, where anything was."""
    return [one for one in records if all(asked.get(name) in (None, one.get(name)) for name in names)]
