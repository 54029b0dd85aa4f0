"""Verification and correction of records: asked for, answered, told (D809 26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Corrections(Part["System"]):
    """Takes corrections in, and the answers to them."""

    def submit(self, caller: Caller, identifier: str, body: Record) -> Record:
        """Take a correction in."""
        kept = self._system.store.corrections
        holding = self._system.resources.found(identifier)
        of = {"resource": holding.code, "requester": self._system.parties.of(caller)}
        return kept.add({"id": kept.next_id(), **of, **body, "state": "submitted", "submittedAt": self._stamp()})

    def reply(self, caller: Caller, record: Record, body: Record) -> Record:
        """Answer with the result, and tell the requester; 409 when it was answered or withdrawn."""
        if record["state"] != "submitted":
            raise Refusal(409, "校核申请已反馈或者已撤回。It was replied to, or withdrawn.")
        now = self._stamp()
        reply = {**body, "repliedAt": now, "repliedBy": caller.user, "toldAt": now}
        return self._system.store.corrections.save({**record, "state": "replied", "reply": reply})

    def withdraw(self, record: Record) -> None:
        """Take a correction back; a repeat changes nothing."""
        if record["state"] != "withdrawn":
            self._system.store.corrections.save({**record, "state": "withdrawn", "withdrawnAt": self._stamp()})
            self._system.store.corrections.unlist(record["id"])

    def found(self, identifier: str) -> Record:
        """A correction by its id; else 404."""
        record = self._system.store.corrections.get(identifier)
        if record is None:
            raise Refusal(404, "没有此校核申请。There is no such correction.")
        return record

    def _stamp(self) -> str:
        return self._system.clock.stamp(self._system.clock.tick())
