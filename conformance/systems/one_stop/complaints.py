"""Questions and complaints: taken in, and replied to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.working_days import after

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

REPLY_DAYS = 10
CENTRE = ("officer", "own-unit", "administrator", "auditor")


class Complaints(Records):
    """For who raised them, for the centre, and for the department concerned."""

    _system: System
    of = "complaint"

    def visible(self, caller: Caller, record: Record) -> bool:
        mine = record["by"] == caller.user
        return mine or caller.role in CENTRE or record["department"]["uscc"] == self._system.rules.uscc(caller)

    def may_change(self, caller: Caller, record: Record) -> None:
        """Refuse (403) what only who raised it may do."""
        if record["by"] != caller.user:
            raise Refusal(403, "不是本人提出的。It is not yours.")

    def beginning(self, caller: Caller, parent: str) -> Record:
        unit = self._system.units[self._system.identity.own.key]
        return self.begun(caller.user, {"name": unit.zh, "uscc": unit.uscc}, self.stamp())

    def begun(self, user: str, department: Record, now: str) -> Record:
        """What the system says of a new one."""
        due = after(datetime.fromisoformat(now).date(), REPLY_DAYS).isoformat()
        return {"by": user, "department": department, "submittedAt": now, "dueAt": due, "state": "submitted"}

    def in_turn(self, act: str, record: Record) -> None:
        """Refuse (409) to reply to what was replied to, or withdrawn."""
        if record["state"] != "submitted":
            raise Refusal(409, "已答复或者已撤回。It was replied to, or withdrawn.")

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        return self.reply(record, body["content"], self.stamp())

    def reply(self, record: Record, content: str, now: str) -> Record:
        """The members a reply sets."""
        return {"state": "replied", "reply": {"content": content, "repliedAt": now, "unit": record["department"]}}

    def shown(self, caller: Caller, record: Record) -> Record:
        return {name: held for name, held in record.items() if name != "by"}
