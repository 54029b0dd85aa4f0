"""The life of a sharing request: taken in, supplemented, decided, withdrawn (D809 20, 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from conformance.systems.data_exchange.departments import OfDepartment
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.refusals import NotShared
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.record_forms import WITHDRAWN
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.working_days import after

ELEMENTS = ("basis", "scenario", "scope", "method", "period")
REPLY_DAYS = 10
EXTENSION_DAYS = 10


class Requests(OfDepartment):
    """Takes requests in, and lets them be decided."""

    of = "request"

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        """Take a request in: incomplete, awaiting a decision, or consented to at once."""
        holding = self._system.resources.holding(parent)
        self.refuse_unshared(holding)
        self.refuse_ended(holding)
        self.refuse_places(holding, body)
        now = self.stamp()
        record: Record = {
            "id": self.kept.next_id(),
            "resource": holding.code,
            "shareType": holding.share_type,
            "requester": self.party(caller),
            **self.elements(caller, holding, body),
            "submittedAt": now,
        }
        self.kept.add(record)
        return self.settled(caller, holding, record, now)

    def refuse_unshared(self, holding: Holding) -> None:
        """Refuse (403, with the legal basis) what is not shared."""
        if holding.share_type == "none":
            raise NotShared(holding.reason, holding.legal_basis)

    def refuse_ended(self, holding: Holding) -> None:
        """Refuse (409) a resource whose service has ended."""
        if holding.status == "ended":
            raise Refusal(409, "此资源的共享服务已终止。The service of this resource has ended.")

    def refuse_places(self, holding: Holding, body: Record) -> None:
        """Refuse (400) elements that do not fit the resource, each named."""
        places = tuple(self.places(holding, body))
        if places:
            raise Refusal(400, places=places[:20])

    def places(self, holding: Holding, body: Record) -> Iterable[Place]:
        """Where elements do not fit: items, regions and a method the resource has not, a period that runs backwards."""
        scope = body.get("scope", {})
        known = {item.name for item in holding.items}
        yield from _strange(scope.get("items", ()), known, "/scope/items", "没有此数据项。There is no such item.")
        regions = self._system.resources.regions(holding)
        yield from _strange(scope.get("regions", ()), regions, "/scope/regions", "不涉及此区划。No such region.")
        if body.get("method") not in (None, *holding.methods):
            yield Place("须为该资源的共享方式之一。Must be one of the resource's methods.", pointer="/method")
        if body.get("period", {}).get("to", "9") < body.get("period", {}).get("from", ""):
            yield Place("不得早于起始日。Must not be before the first day.", pointer="/period/to")

    def elements(self, caller: Caller, holding: Holding, body: Record) -> Record:
        """The elements a body gives, its scope spelled out."""
        given = {name: body[name] for name in (*ELEMENTS, "contact") if name in body}
        return given | ({"scope": self.scope(caller, holding, body["scope"])} if "scope" in body else {})

    def scope(self, caller: Caller, holding: Holding, given: Record) -> Record:
        """The scope asked for: all items and regions where none are named, a lower level its own region."""
        regions = self._system.resources.regions(holding)
        own = self._system.units[caller.unit].region
        everywhere = [own] if caller.role == "lower" and own in regions else list(regions)
        items = given.get("items") or [item.name for item in holding.items]
        return {"purpose": given["purpose"], "items": list(items), "regions": list(given.get("regions") or everywhere)}

    def settled(self, caller: Caller, holding: Holding, record: Record, now: str) -> Record:
        """The request in the state its elements put it in: what lacks is told at once, and in full."""
        missing = self.missing(record)
        record = {**record, "missing": missing, "state": "incomplete" if missing else "submitted"}
        if missing:
            return self.save({**record, "toldAt": record.get("toldAt", now)})
        record = self.save({**record, "completeAt": now})
        return self.consent(record, "system", now) if self.at_once(caller, holding, record) else record

    def missing(self, record: Mapping[str, Any]) -> list[str]:
        """The elements a request lacks, all of them."""
        return [name for name in ELEMENTS if name not in record]

    def at_once(self, caller: Caller, holding: Holding, record: Record) -> bool:
        """Whether a request is consented to without an approval: unconditional, or the return flow (D809 14, 24)."""
        return holding.share_type == "unconditional" or self.returns(caller, record)

    def returns(self, caller: Caller, record: Record) -> bool:
        """Whether a lower level asks for the data of its own region only."""
        own = self._system.units[caller.unit].region
        return caller.role == "lower" and set(record["scope"]["regions"]) <= {own}

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        """Put in what was lacking, or change what was given, before a decision; 409 after it."""
        self.in_turn("change", record)
        holding = self._holding(record)
        self.refuse_places(holding, body)
        record = {**record, **self.elements(caller, holding, body)}
        if record["state"] == "incomplete":
            return self.settled(caller, holding, record, self.stamp())
        self._system.clock.tick()
        return self.save(record)

    def decide(self, caller: Caller, record: Record, body: Record) -> Record:
        """Consent, refuse, or extend the time to decide. 409 unless the request awaits a decision."""
        self.in_turn("decide", record)
        now = self.stamp()
        if body["result"] == "consent":
            return self.consent(record, caller.user, now, body.get("opinion"))
        if body["result"] == "refuse":
            return self.refuse(record, caller.user, now, body)
        return self.extend(record, now, body)

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        """Consent, and make the grant."""
        decision = {"result": "consent", "decidedAt": now, "decidedBy": by, **({"reason": opinion} if opinion else {})}
        grant = self._system.grants.make(record, now)
        return self.save({**record, "state": "consented", "decision": decision, "grant": grant["id"]})

    def refuse(self, record: Record, by: str, now: str, body: Record) -> Record:
        """Refuse, saying why and on what basis."""
        why = {"reason": body["reason"], "legalBasis": body["legalBasis"]}
        decision = {"result": "refuse", **why, "decidedAt": now, "decidedBy": by}
        return self.save({**record, "state": "refused", "decision": decision})

    def extend(self, record: Record, now: str, body: Record) -> Record:
        """Extend the time to decide once, by at most ten working days, and tell the requester."""
        if "extension" in record:
            raise Refusal(409, "已延长过一次。The time limit was extended before.")
        latest = self.latest(record).isoformat()
        until = body.get("until", latest)
        if until > latest:
            raise Refusal(400, places=(Place(f"不得晚于 {latest}。Must not be after {latest}.", pointer="/until"),))
        told = {**self.approver(body["approver"]), "reason": body["reason"], "until": until, "toldAt": now}
        return self.save({**record, "state": "extended", "extension": told})

    def approver(self, name: str) -> Record:
        """Who agreed to an extension, with the credit code of the department in charge where it is that."""
        identity = self._system.identity
        return {"approver": name} | ({"approverUscc": identity.uscc} if name == identity.department.zh else {})

    def latest(self, record: Record) -> date:
        """The last day an extension may run to: twice ten working days after the request was complete."""
        return after(datetime.fromisoformat(record["completeAt"]).date(), REPLY_DAYS + EXTENSION_DAYS)

    def withdraw(self, caller: Caller, record: Record) -> None:
        """Withdraw a request, with the grant that rests on it; a repeat changes nothing."""
        super().withdraw(caller, record)
        if "grant" in record and record["state"] != WITHDRAWN:
            self._system.grants.lapse(record["grant"])

    def delivered(self, identifier: str) -> None:
        """Note on a request when data were first delivered under it."""
        record = self.known(identifier)
        if "firstDeliveredAt" not in record:
            self.save({**record, "firstDeliveredAt": self._system.clock.stamp(self._system.clock.now())})

    def _holding(self, record: Record) -> Holding:
        holding = self._system.resources.coded(record["resource"])
        if holding is None:
            raise LookupError(f"{record['resource']} is held no more")
        return holding


def _strange(given: Iterable[str], known: Iterable[str], pointer: str, message: str) -> Iterable[Place]:
    known = set(known)
    return (Place(message, pointer=f"{pointer}/{at}") for at, name in enumerate(given) if name not in known)
