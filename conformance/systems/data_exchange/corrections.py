"""Verification and correction of records: asked for, answered, told (D809 26)."""

from __future__ import annotations

from conformance.systems.data_exchange.departments import OfDepartment
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal


class Corrections(OfDepartment):
    """Takes corrections in, and the answers to them."""

    of = "correction"

    def beginning(self, caller: Caller, parent: str) -> Record:
        resource = self._system.resources.holding(parent).code
        return {**super().beginning(caller, parent), "resource": resource, "state": "submitted"}

    def in_turn(self, act: str, record: Record) -> None:
        """Refuse (409) to answer what was answered before, or withdrawn."""
        if record["state"] != "submitted":
            raise Refusal(409, "校核申请已反馈或者已撤回。It was replied to, or withdrawn.")

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        """The result, told to the requester."""
        now = self.stamp()
        return {"state": "replied", "reply": {**body, "repliedAt": now, "repliedBy": caller.user, "toldAt": now}}
