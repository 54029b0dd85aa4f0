"""The operations of a contract: those on records by what they do, others by a method named after their operationId."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.responses import Response

from conformance.systems.service.call import Call
from conformance.systems.service.listing import Page
from conformance.systems.service.part import Part, Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.responses import HTML

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class Operations(Part["Service"]):
    """Carries out a call that is allowed and well formed.

    What the contract says of records is done by `list`, `read`, `create`, `change`, `decide` and `withdraw`, unless
    there is a method for that very operation.
    """

    def answer(self, call: Call) -> Response:
        """The answer to a call."""
        operation = call.operation
        if hasattr(self, operation.handler) or operation.form is None:
            return cast("Response", getattr(self, operation.handler)(call))
        return cast("Response", getattr(self, operation.act)(call, self._system.records(operation.form)))

    def list(self, call: Call, of: Records) -> Response:
        """A page of what is found, for people where they ask for it."""
        self.above(call, of.form.above)
        page = self._system.listing.page(of.listed(call.caller, call.arguments), call)
        if call.media == HTML:
            return self._system.responses.html(call, self._system.pages.list(page, call))
        shown = self._system.serializers.page(page, lambda one: of.in_list(call.caller, one), call.operation.list)
        return self._system.responses.json(call, shown)

    def read(self, call: Call, of: Records) -> Response:
        """One record."""
        record = of.shown(call.caller, self.found(call, of))
        if call.media == HTML:
            response = self._system.responses.html(call, self._system.pages.record(record, call))
        else:
            response = self._system.responses.json(call, record)
        return self._system.responses.tagged(call, response) if of.form.is_tagged else response

    def create(self, call: Call, of: Records) -> Response:
        """The new record; that of the first submission where the key is repeated."""
        parent = self.above(call, of.form.parent, is_write=of.form.parent == of.form.above)
        made: dict[str, Record] = {}

        def make() -> str:
            record = of.submit(call.caller, parent, call.body)
            made[record[of.form.key]] = record
            return str(record[of.form.key])

        sent = {"of": parent, **call.body}
        identifier = self._system.submissions.once(call.caller, call.get("Idempotency-Key"), sent, make)
        record = made.get(identifier) or of.submitted(identifier)
        return self.tagged(of, self.made(call, of.shown(call.caller, record), of.address(record)))

    def change(self, call: Call, of: Records) -> Response:
        """The record as changed."""
        record = self.own(call, of)
        self.precondition(call, of, record)
        return self.shown(call, of, of.change(call.caller, record, call.body))

    def precondition(self, call: Call, of: Records, record: Record) -> None:
        """Refuse (412) a change that rests on another state than the present one."""
        responses, wanted = self._system.responses, call.get("If-Match")
        tag = responses.tag(responses.encode(of.shown(call.caller, record)))
        if wanted is not None and not responses.listed(wanted, tag):
            raise Refusal(412, "已变更。It has changed since.")

    def decide(self, call: Call, of: Records) -> Response:
        """The record as decided on."""
        return self.shown(call, of, of.decide(call.caller, self.found(call, of), call.body))

    def withdraw(self, call: Call, of: Records) -> Response:
        """Nothing, when the record is taken back."""
        of.withdraw(call.caller, self.own(call, of))
        return self._system.responses.nothing(call)

    def found(self, call: Call, of: Records) -> Record:
        """The record an address names, visible to the caller as all above it; else 404."""
        self.above(call, of.form.above)
        return self.within(call, of, of.found(call.caller, call.arguments[of.form.parameter]))

    def own(self, call: Call, of: Records) -> Record:
        """The record an address names, for the caller to change as what it stands under."""
        if not of.form.above:
            return of.own(call.caller, call.arguments[of.form.parameter])
        self.above(call, of.form.above, is_write=True)
        return self.within(call, of, of.found(call.caller, call.arguments[of.form.parameter]))

    def within(self, call: Call, of: Records, record: Record) -> Record:
        """A record that stands where the address says; else 404."""
        if not of.within(record, call.arguments):
            raise Refusal(404, "不存在。It does not exist.")
        return record

    def above(self, call: Call, kind: str, is_write: bool = False) -> str:
        """The key of the record of a kind under which an address stands, which the caller sees, or may write under."""
        if not kind:
            return ""
        of = self._system.records(self._system.contract.records[kind])
        identifier = str(call.arguments[of.form.parameter])
        (of.own if is_write else of.found)(call.caller, identifier)
        return identifier

    def shown(self, call: Call, of: Records, record: Record) -> Response:
        """A record as a write left it."""
        return self.tagged(of, self._system.responses.json(call, of.shown(call.caller, record)))

    def made(self, call: Call, shown: Record, location: str) -> Response:
        """What was made, and where it is."""
        return self._system.responses.json(call, shown, call.operation.created, {"Location": location})

    def tagged(self, of: Records, response: Response) -> Response:
        """An answer with its entity tag, where such records are read with one."""
        if of.form.is_tagged:
            response.headers["ETag"] = self._system.responses.tag(bytes(response.body))
        return response

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
        listing, journal, actor = self._system.listing, self._system.journal, call.get("actor") or ""
        number, size, total = listing.number(call), listing.size(call), journal.count(actor)
        events = journal.page(actor, (number - 1) * size, size)
        page = Page(events, total, number, size, listing.next(call, number, size, total))
        show = self._system.serializers.audit_event
        return self._system.serializers.page(page, lambda kept: show(*kept), call.operation.list)

    def get_audit_record(self, call: Call) -> Response:
        number = int(call.arguments["id"].removeprefix("a-"))
        event = self._system.journal.event(number)
        if event is None:
            raise Refusal(404, "没有此审计记录。There is no such audit record.")
        return self._system.responses.json(call, self._system.serializers.audit_event(number, event))
