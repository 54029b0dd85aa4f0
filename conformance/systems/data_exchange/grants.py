"""What was consented to: grants, their suspension and end, the disposal of data, and the records of use."""

from __future__ import annotations

from datetime import datetime

from conformance.systems.data_exchange.departments import OfDepartment
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

USES_KEPT_YEARS = 5


class Grants(OfDepartment):
    """Makes grants and ends them."""

    of = "grant"

    def own(self, caller: Caller, identifier: str) -> Record:
        """A grant of the caller's department; 403 where it is another's, visible or not."""
        record = self.known(identifier)
        self.may_change(caller, record)
        return record

    def make(self, request: Record, now: str) -> Record:
        """The grant of a request that was consented to: exactly what was asked for."""
        scope = request["scope"]
        record: Record = {
            "id": self.kept.next_id(),
            "request": request["id"],
            "resource": request["resource"],
            "consumer": request["requester"],
            "items": scope["items"],
            "regions": scope["regions"],
            "purpose": scope["purpose"],
            "scenario": request["scenario"],
            "method": request["method"],
            "period": request["period"],
            "state": "active",
            "grantedAt": now,
        }
        return self.kept.add(record)

    def today(self, record: Record) -> Record:
        """A grant in the state it is in today: past its period it has expired."""
        over = self._system.clock.now().date().isoformat() > record["period"]["to"]
        return {**record, "state": "expired"} if over and record["state"] in ("active", "suspended") else record

    def suspend(self, caller: Caller, record: Record, reason: str) -> Record:
        """Suspend a grant that was misused; 409 when it is over."""
        if record["state"] in ("ended", "expired"):
            raise Refusal(409, "授权已到期或者终止。The grant is over.")
        if record["state"] == "suspended":
            return record
        suspension = {"reason": reason, "at": self.stamp(), "by": caller.user}
        return self.save({**record, "state": "suspended", "suspension": suspension})

    def end(self, record: Record, body: Record) -> Record:
        """End a grant, with the record of disposal; 409 when it has ended."""
        if record["state"] == "ended":
            raise Refusal(409, "授权已终止。The grant has ended.")
        now = self.stamp()
        disposal = self.dispose(record, body["reason"], body["disposal"])
        ended = {**record, "state": "ended", "endedAt": now, "disposal": disposal["id"]}
        return self.save(ended)

    def dispose(self, record: Record, reason: str, done: Record) -> Record:
        """Keep what was done with the data obtained under a grant (D809 27)."""
        disposals = self._system.disposals.kept
        return disposals.add({"id": disposals.next_id(), **under(record), "reason": reason, **done})

    def lapse(self, identifier: str) -> None:
        """End a grant because its request was withdrawn just now; it and what hangs on it are listed no more."""
        record, now = self.known(identifier), self._system.clock.stamp(self._system.clock.now())
        if record["state"] != "ended":
            self.save({**record, "state": "ended", "endedAt": now})
        self.kept.unlist(identifier)
        if "disposal" in record:
            self._system.disposals.kept.unlist(record["disposal"])


class Uses(OfDepartment):
    """The records of use (D809 29)."""

    of = "use"

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        """Keep a record of use; 409 under a grant that has ended."""
        grant = self._system.grants.known(parent)
        if grant["state"] == "ended":
            raise Refusal(409, "授权已终止。The grant has ended.")
        now = self.stamp()
        kept = {"recordedAt": now, "recordedBy": caller.user, "keptUntil": self.kept_until(now)}
        return self.kept.add({"id": self.kept.next_id(), **under(grant), **body, **kept})

    def kept_until(self, now: str) -> str:
        """Until when a record of use made now is kept."""
        day = datetime.fromisoformat(now).date()
        return day.replace(year=day.year + USES_KEPT_YEARS, day=min(day.day, 28)).isoformat()


def under(grant: Record) -> Record:
    """What says under which grant something was done."""
    return {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"]}
