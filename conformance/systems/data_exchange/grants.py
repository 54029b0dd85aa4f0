"""What was consented to: grants, their suspension and end, the disposal of data, and the records of use."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

USES_KEPT_YEARS = 5


class Grants(Part["System"]):
    """Makes grants and ends them."""

    def make(self, request: Record, now: str) -> Record:
        """The grant of a request that was consented to: exactly what was asked for."""
        scope = request["scope"]
        record: Record = {
            "id": self._system.store.grants.next_id(),
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
        return self._system.store.grants.add(record)

    def found(self, identifier: str) -> Record:
        """A grant by its id, in the state it is in today; else 404."""
        record = self._system.store.grants.get(identifier)
        if record is None:
            raise Refusal(404, "没有此授权。There is no such grant.")
        return self.today(record)

    def listed(self, caller: Caller) -> list[Record]:
        """The grants the caller may see, in the state they are in today."""
        rules = self._system.rules
        return [self.today(one) for one in self._system.store.grants.all() if rules.concerns(caller, one["consumer"])]

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
        suspension = {"reason": reason, "at": self._stamp(), "by": caller.user}
        return self._system.store.grants.save({**record, "state": "suspended", "suspension": suspension})

    def end(self, record: Record, body: Record) -> Record:
        """End a grant, with the record of disposal; 409 when it has ended."""
        if record["state"] == "ended":
            raise Refusal(409, "授权已终止。The grant has ended.")
        now = self._stamp()
        disposal = self.dispose(record, body["reason"], body["disposal"])
        ended = {**record, "state": "ended", "endedAt": now, "disposal": disposal["id"]}
        return self._system.store.grants.save(ended)

    def dispose(self, record: Record, reason: str, done: Record) -> Record:
        """Keep what was done with the data obtained under a grant (D809 27)."""
        of = {"grant": record["id"], "resource": record["resource"], "consumer": record["consumer"]}
        disposals = self._system.store.disposals
        return disposals.add({"id": disposals.next_id(), **of, "reason": reason, **done})

    def withdraw(self, identifier: str, now: str) -> None:
        """End a grant because its request was withdrawn; it and what hangs on it are listed no more."""
        store, record = self._system.store, self.found(identifier)
        if record["state"] != "ended":
            store.grants.save({**record, "state": "ended", "endedAt": now})
        store.grants.unlist(identifier)
        if "disposal" in record:
            store.disposals.unlist(record["disposal"])

    def use(self, caller: Caller, record: Record, body: Record) -> Record:
        """Keep a record of use (D809 29); 409 under a grant that has ended."""
        if record["state"] == "ended":
            raise Refusal(409, "授权已终止。The grant has ended.")
        now, uses = self._stamp(), self._system.store.uses
        of = {"grant": record["id"], "resource": record["resource"], "consumer": record["consumer"]}
        kept = {"recordedAt": now, "recordedBy": caller.user, "keptUntil": self.kept_until(now)}
        return uses.add({"id": uses.next_id(), **of, **body, **kept})

    def kept_until(self, now: str) -> str:
        """Until when a record of use made now is kept."""
        day = datetime.fromisoformat(now).date()
        return day.replace(year=day.year + USES_KEPT_YEARS, day=min(day.day, 28)).isoformat()

    def uses(self, identifier: str) -> list[Record]:
        """The records of use of a grant."""
        return [use for use in self._system.store.uses.all() if use["grant"] == identifier]

    def _stamp(self) -> str:
        return self._system.clock.stamp(self._system.clock.tick())
