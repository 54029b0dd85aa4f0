"""Cases from submission to delivery: what each act of the centre makes of one, and who sees it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conformance.systems.one_stop.people import ACTS_FOR
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.record_forms import WITHDRAWN
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.working_days import after

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

CENTRE = ("officer", "own-unit", "administrator", "auditor")
WINDOW = "1"
PERSON = "111"
LICENCE = "01"
MOST_DAYS = {"0": 10, "1": 15}
"""How many working days a period may be extended by, jointly handled or not (XKF 42)."""
RECONSIDERATION, LITIGATION = "自知道本决定之日起60日内", "自知道本决定之日起6个月内"


class Cases(Records):
    """An applicant sees its own, a department its own, the centre and its authority all."""

    _system: System
    of = "case"

    def visible(self, caller: Caller, record: Record) -> bool:
        return (
            self.is_of(caller, record)
            or caller.role in CENTRE
            or record["department"]["uscc"] == self._system.rules.uscc(caller)
        )

    def is_of(self, caller: Caller, record: Record) -> bool:
        """Whether a case is the caller's: sent in by its account, or at the window for whom it acts for."""
        acts_for = ACTS_FOR.get(caller.user)
        numbers = (record.get("applicant", {}).get("idNumber"),) if acts_for else ()
        return record["by"] == caller.user or (acts_for is not None and acts_for["idNumber"] in numbers)

    def may_change(self, caller: Caller, record: Record) -> None:
        """Refuse (403) what only the applicant may do, or the window for who came there."""
        if not self.is_of(caller, record) and not (caller.role == "own-unit" and record["channel"] == WINDOW):
            raise Refusal(403, "不是本人的办件。It is not your case.")

    def applied(self, caller: Caller, identifier: str) -> Record:
        """A case of the caller's own."""
        return self.own(caller, identifier)

    def shown(self, caller: Caller, record: Record) -> Record:
        return {name: held for name, held in record.items() if name != "by"}

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        """Take an application in; instant items are closed at once."""
        item = self._system.items.open(parent)
        self.consented(item, body)
        self.channelled(caller, body)
        record = self.begun(item, caller.user, body, self.stamp())
        record = self.kept.add({self.form.key: self.kept.next_id(), **record})
        if item["handling"] == "1" and record["state"] == "submitted":
            now = self.stamp()
            record = self.granted(self.accepted(record, caller.user, now), "system", now)
        return self.save(record)

    def consented(self, item: Record, body: Record) -> None:
        """Refuse (400) to handle sensitive information without the consent it rests on (PIPL 29)."""
        if item["personalBasis"] == "consent" and body.get("consent") != "1":
            raise Refusal(400, places=(Place("须单独同意。Consent is needed.", pointer="/consent"),))

    def channelled(self, caller: Caller, body: Record) -> None:
        """Refuse (403) an entry at the window by anybody but its staff."""
        if (body["channel"] == WINDOW) != (caller.role == "own-unit"):
            raise Refusal(403, "窗口办件由窗口人员录入。Cases at the window are entered by its staff.")

    def begun(self, item: Record, user: str, body: Record, now: str) -> Record:
        """A new case on an item, in the state its materials put it in."""
        copied = ("itemType", "taskCode", "handling", "joint", "department", "statutoryLimit", "promisedLimit")
        record = {
            "by": user,
            "item": item["id"],
            "itemName": item["name"],
            **{name: item[name] for name in copied},
            **{name: body[name] for name in ("subject", "statement", "serviceObject", "channel")},
            "submittedAt": now,
            "materials": self._system.items.shared(item),
            "missing": [],
            "notices": [],
            "procedures": [],
            "steps": [],
        }
        record = self.step(record, "收件", user, now)
        return self.settled(item, self.given(record, body), now)

    def given(self, record: Record, body: Record) -> Record:
        """A case with what was handed in."""
        names = [one["name"] for one in record["materials"]]
        more = [{"name": name, "source": "submitted"} for name in body.get("materials", ()) if name not in names]
        words = ("subject", "statement", "serviceObject", "channel", "consent")
        said: Record = {name: body[name] for name in words if name in body}
        applicant = {"applicant": self.masked(body["applicant"])} if "applicant" in body else {}
        return {**record, **said, **applicant, "materials": [*record["materials"], *more]}

    def masked(self, applicant: Record) -> Record:
        """An applicant with the number of a natural person masked."""
        number = applicant["idNumber"]
        hidden = applicant["idType"] == PERSON and len(number) == 18
        return {**applicant, "idNumber": f"{number[:6]}{'*' * 8}{number[14:]}" if hidden else number}

    def missing(self, item: Record, record: Record) -> list[str]:
        """All that a case lacks."""
        given = [one["name"] for one in record["materials"]]
        return [*([] if "applicant" in record else ["申请者信息"]), *self._system.items.lacking(item, given)]

    def settled(self, item: Record, record: Record, now: str) -> Record:
        """A case in the state that what it holds puts it in; what lacks is told at once, and in full."""
        missing = self.missing(item, record)
        record = {**record, "missing": missing, "state": "incomplete" if missing else "submitted"}
        if missing and not record["notices"]:
            return self.told(record, missing, now)
        if not missing and record["notices"]:
            record = {**record, "suppliedAt": record.get("suppliedAt", now)}
        return record

    def told(self, record: Record, missing: list[str], now: str) -> Record:
        """A case with the notice of what is missing."""
        number = f"补〔{now[:4]}〕{len(record['notices']) + 1}号"
        notice = {"number": number, "missing": missing, "toldAt": now, "unit": record["department"]}
        told = {"toldAt": record.get("toldAt", now), "missing": missing, "state": "incomplete"}
        return {**record, "notices": [*record["notices"], notice], **told}

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        """Put in what was lacking, or change what was given, before acceptance; 409 after it."""
        self.in_states(record, "incomplete", "submitted")
        item = self._system.items.known(record["item"])
        return self.save(self.settled(item, self.given(record, body), self.stamp()))

    def in_states(self, record: Record, *states: str) -> None:
        """Refuse (409) what may be done in other states only."""
        if record["state"] not in states:
            raise Refusal(409, "现处状态不允许此操作。Its present state does not allow this.")

    def accept(self, caller: Caller, record: Record, body: Record) -> Record:
        """Accept, decline, or tell once what is missing."""
        self.in_states(record, "submitted")
        now = self.stamp()
        if body["result"] == "accept":
            return self.save(self.accepted(record, caller.user, now))
        if body["result"] == "decline":
            return self.save(self.declined(record, caller.user, body, now))
        if record["notices"]:
            raise Refusal(409, "补正已告知过一次。What is missing was told before.")
        return self.save(self.told(record, body["missing"], now))

    def receipt(self, record: Record, kind: str, now: str) -> Record:
        """The sealed and dated receipt (XKF 32)."""
        number = f"{'受' if kind == 'accepted' else '不受'}〔{now[:4]}〕{record['id'][-6:]}号"
        return {"number": number, "kind": kind, "unit": record["department"], "issuedAt": now, "sealed": "1"}

    def accepted(self, record: Record, by: str, now: str) -> Record:
        """A case as accepted."""
        record = self.step(record, "受理", by, now)
        record = {**record, "state": "accepted", "acceptedAt": now, "receipt": self.receipt(record, "accepted", now)}
        return {**record, "dueAt": self.due(record)}

    def declined(self, record: Record, by: str, body: Record, now: str) -> Record:
        """A case as declined."""
        said = {name: body[name] for name in ("reason", "advice") if name in body}
        receipt = self.receipt(record, "declined", now) | said
        return {**self.step(record, "不予受理", by, now), "state": "declined", "receipt": receipt}

    def due(self, record: Record) -> str:
        """The last day promised: the clock stands still in special procedures, and an extension adds to it."""
        limit, day = record["promisedLimit"], day_of(record["acceptedAt"])
        days = limit["days"] + record.get("extension", {}).get("days", 0)
        if limit["unit"] == "calendar-day":
            return (day + timedelta(days=days)).isoformat()
        paused = [(day_of(one["from"]), day_of(one["to"])) for one in record["procedures"] if "to" in one]
        return after(day, days, paused).isoformat()

    def decide(self, caller: Caller, record: Record, body: Record) -> Record:
        """Grant, deny, extend, begin or end a special procedure."""
        now, result = self.stamp(), body["result"]
        if result in ("grant", "deny"):
            self.in_states(record, "accepted", "extended")
            make = self.granted if result == "grant" else self.denied
            return self.save(make(record, caller.user, now, body))
        self.in_states(record, "suspended" if result == "resume" else "accepted")
        if result == "extend":
            return self.save(self.extended(record, body, now))
        if result == "suspend":
            return self.save(self.suspended(record, body, now))
        return self.save(self.resumed(record, now))

    def extended(self, record: Record, body: Record, now: str) -> Record:
        """A case with a longer period, once, approved by the head and told with its reason (XKF 42)."""
        if "extension" in record:
            raise Refusal(409, "已延长过一次。Its period was extended before.")
        most = MOST_DAYS[record["joint"]]
        if body["days"] > most:
            raise Refusal(400, places=(Place(f"不得超过 {most}。At most {most}.", pointer="/days"),))
        said = {name: body[name] for name in ("days", "reason", "approver")}
        record = {**record, "extension": {**said, "approvedAt": now, "toldAt": now}, "state": "extended"}
        return {**record, "dueAt": self.due(record)}

    def suspended(self, record: Record, body: Record, now: str) -> Record:
        """A case whose clock stands still, the time needed told in writing (XKF 45)."""
        said = {"kind": body["procedure"], "sort": "2", "from": now, "days": body["days"], "toldAt": now}
        procedure = {**said, "reason": body["reason"]}
        return {**record, "procedures": [*record["procedures"], procedure], "state": "suspended"}

    def resumed(self, record: Record, now: str) -> Record:
        """A case whose clock runs again."""
        *before, last = record["procedures"]
        record = {**record, "procedures": [*before, {**last, "to": now}], "state": "accepted"}
        return {**record, "dueAt": self.due(record)}

    def granted(self, record: Record, by: str, now: str, body: Record | None = None) -> Record:
        """A case as granted: its certificate, its publicity, its delivery."""
        record = self.closed(record, "granted", by, now, {})
        return self.published(self.delivered(record, now), now)

    def delivered(self, record: Record, now: str) -> Record:
        """A granted case with its certificate, delivered."""
        item = self._system.items.known(record["item"])
        delivery: Record = {"deliveredAt": now, "method": "window" if record["channel"] == WINDOW else "online"}
        if "resultType" in item:
            delivery["certificate"] = self._system.certificates.issue(record, item)["id"]
        return {**record, "delivery": delivery}

    def published(self, record: Record, now: str) -> Record:
        """A granted licence made public."""
        if record["itemType"] != LICENCE:
            return record
        return {**record, "publicity": self._system.publicity.publish(record, now)["id"]}

    def denied(self, record: Record, by: str, now: str, body: Record) -> Record:
        """A case as denied, with reasons and remedies (XKF 38)."""
        said = {"reason": body["reason"], "legalBasis": body["legalBasis"], "remedies": self.remedies(record)}
        return self.closed(record, "denied", by, now, said)

    def closed(self, record: Record, result: str, by: str, now: str, said: Record) -> Record:
        """A case with its decision."""
        number = f"{'准' if result == 'granted' else '不准'}〔{now[:4]}〕{record['id'][-6:]}号"
        decision = {"result": result, "number": number, "decidedAt": now, "decidedBy": by, **said}
        return {**self.step(record, "办结", by, now), "decision": decision, "state": result}

    def remedies(self, record: Record) -> Record:
        """To whom, and within which time, an applicant may turn."""
        place = self._system.identity.place.zh
        return {
            "reconsideration": {"body": f"{place}人民政府", "period": RECONSIDERATION},
            "litigation": {"body": f"{place}中级人民法院", "period": LITIGATION},
        }

    def evaluate(self, record: Record, body: Record) -> Record:
        """A case with its evaluation."""
        made = self._system.evaluations.evaluate(record, body, self.stamp())
        return self.save({**record, "evaluation": made["id"]})

    def withdraw(self, caller: Caller, record: Record) -> None:
        """Take a case back, and what came of it; a repeat changes nothing."""
        if record["state"] != WITHDRAWN:
            self.undone(record)
        super().withdraw(caller, record)

    def undone(self, record: Record) -> None:
        """Take down what came of a case."""
        system = self._system
        if "publicity" in record:
            system.publicity.kept.remove(record["publicity"])
        if "certificate" in record.get("delivery", {}):
            system.certificates.revoke(record["delivery"]["certificate"])
        if "evaluation" in record:
            system.evaluations.kept.remove(record["evaluation"])
            system.rectifications.drop(record["evaluation"])

    def step(self, record: Record, name: str, by: str, now: str) -> Record:
        """A case with one more step done."""
        done = {"name": name, "status": "2", "by": by, "at": now, "unit": record["department"]}
        return {**record, "steps": [*record["steps"], done]}


def day_of(moment: str) -> date:
    """The day of a moment as records show it."""
    return datetime.fromisoformat(moment).date()
