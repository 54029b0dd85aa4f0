"""Annual reports, penalty decisions, and requests to correct what is recorded of oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

AUTHORITY = frozenset({"administrator", "auditor"})
PRIVATE = ("account",)


class Reports(Records):
    """Annual reports (OGI 49, 50)."""

    of = "report"


class Penalties(Records):
    """Penalty decisions made public, and those withdrawn (行政处罚法 48)."""

    of = "penalty"

    def all(self, asked: object) -> list[Record]:
        return self.kept.all()


class OfApplicant(Records):
    """What an applicant sent in: for that account to see, for the body it was made to, and for the authority."""

    _system: System

    def visible(self, caller: Caller, record: Record) -> bool:
        if caller.role in ("officer", "own-unit"):
            return bool(record["body"]["uscc"] == self._system.rules.uscc(caller))
        return caller.role in AUTHORITY or self.is_own(caller, record)

    def is_own(self, caller: Caller, record: Record) -> bool:
        """Whether the caller sent it in."""
        return bool(record["account"] == caller.user)

    def may_change(self, caller: Caller, record: Record) -> None:
        if not self.is_own(caller, record):
            raise Refusal(403, "不是本人提出的。It is not the caller's own.")

    def beginning(self, caller: Caller, parent: str) -> Record:
        unit = self._system.identity.own
        made = {self.form.made: self.stamp(), self.form.state: "submitted"}
        return {"account": caller.user, "body": {"name": unit.zh, "uscc": unit.uscc}, **made}

    def shown(self, caller: Caller, record: Record) -> Record:
        return {name: value for name, value in record.items() if name not in PRIVATE}

    def withdrawal(self) -> Record:
        return {**super().withdrawal(), "withdrawnAt": self.stamp()}


class Corrections(OfApplicant):
    """Requests to correct what is recorded of oneself (OGI 41)."""

    of = "correction"

    def in_turn(self, act: str, record: Record) -> None:
        if record["state"] != "submitted":
            raise Refusal(409, "已告知审核结果，或者已撤回。It was replied to, or withdrawn.")

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        return {"state": "replied", "reply": {**body, "toldAt": self.stamp()}}
