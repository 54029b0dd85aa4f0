"""The life of an application: taken in, confirmed, corrected, consulted on, extended, answered (OGI 29-45)."""

from __future__ import annotations

from datetime import date

from conformance.systems.disclosure.books import OfApplicant
from conformance.systems.disclosure.periods import ANSWER_DAYS, begun, due, opinion_due
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.working_days import after

OPTIONAL = ("description", "purpose")
IN_HAND = ("received", "supplied", "extended")
RECONSIDERED_FIRST = frozenset(
    {"state-secret", "law-forbids", "security", "third-party", "internal", "process", "case-file"}
)
"""The grounds of OGI 14 to 16: what is refused on them goes to administrative reconsideration first."""


class Applications(OfApplicant):
    """Takes applications in, and lets them be handled."""

    of = "application"

    def today(self, record: Record) -> Record:
        """An application as it stands today: an opinion not given in time is none, or the consent of a joint body."""
        today = self.now().isoformat()
        if not any(one["opinion"] == "pending" and one["dueOn"] < today for one in record["consultations"]):
            return record
        settled = [self.overdue(one) if one["dueOn"] < today else one for one in record["consultations"]]
        return self.with_due({**record, "consultations": settled})

    def overdue(self, consultation: Record) -> Record:
        """A consultation nobody answered in time (OGI 32, 34)."""
        if consultation["opinion"] != "pending":
            return consultation
        opinion = "deemed-consent" if consultation["kind"] == "joint-body" else "none"
        return {**consultation, "opinion": opinion, "closedOn": consultation["dueOn"]}

    def now(self) -> date:
        """The present day."""
        return self._system.clock.now().date()

    def beginning(self, caller: Caller, parent: str) -> Record:
        said = super().beginning(caller, parent)
        first = {"step": "registered", "at": said["submittedAt"]}
        return {**said, "channel": "internet", "corrections": [], "consultations": [], "steps": [first]}

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        """Put the application as sent in place of what was; where a correction was asked for, this is it."""
        self.in_turn("change", record)
        now = self.stamp()
        record = {name: value for name, value in record.items() if name not in OPTIONAL} | body
        if record["state"] == "correcting":
            record |= {"state": "supplied", "suppliedOn": now[:10]}
        return self.save(self.with_due(record))

    def with_due(self, record: Record) -> Record:
        """The application with the last day to answer; without it while nobody can tell."""
        record = {name: value for name, value in record.items() if name != "dueOn"}
        if record["state"] in ("submitted", "correcting"):
            return record
        until = record.get("extension", {}).get("until")
        last = until or due(record)
        return {**record, "dueOn": str(last)} if last else record

    def confirm(self, record: Record) -> Record:
        """Confirm the receipt with the applicant: the day of receipt of what came on line (OGI 31)."""
        self.only(record, "submitted")
        now = self.stamp()
        record = {**record, "state": "received", "confirmedOn": now[:10], "receivedOn": now[:10]}
        return self.save(self.stepped(self.with_due(record), "reviewed", now))

    def correct(self, record: Record, body: Record) -> Record:
        """Ask for a correction, once (OGI 30)."""
        self.only(record, "received")
        now = self.stamp()
        until = after(date.fromisoformat(now[:10]), body["days"])
        notice = {"toldAt": now, "items": body["items"], "until": str(until)}
        return self.save(self.with_due({**record, "state": "correcting", "corrections": [notice]}))

    def consult(self, record: Record, body: Record) -> Record:
        """Ask a third party or another body for its opinion (OGI 32, 34)."""
        self.only(record, *IN_HAND)
        now = self.stamp()
        received = date.fromisoformat(now[:10])
        asked = {**body, "sentAt": now, "receivedOn": now[:10], "dueOn": str(opinion_due(received))}
        consultations = [*record["consultations"], {**asked, "opinion": "pending"}]
        if len(consultations) > 10:
            raise Refusal(409, "征求意见已达十次。Ten were consulted already.")
        return self.save(self.with_due({**record, "consultations": consultations}))

    def extend(self, record: Record, body: Record) -> Record:
        """Extend the period to answer once, by at most twenty working days, and tell the applicant (OGI 33)."""
        self.only(record, "received", "supplied")
        now = self.stamp()
        days = body.get("days", ANSWER_DAYS)
        until = due(record, ANSWER_DAYS + days) or after(begun(record) or self.now(), ANSWER_DAYS + days)
        told = {"approver": body["approver"], "reason": body["reason"], "until": str(until), "toldAt": now}
        return self.save(self.with_due({**record, "state": "extended", "extension": told}))

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        """The answer, with the way to reconsideration where anything was not given."""
        now = self.stamp()
        answer = {**body, **self.remedy(body), "answeredAt": now, "answeredBy": caller.user}
        consultations = [self.closed(one, now[:10]) for one in record["consultations"]]
        done = self.stepped(self.stepped(record, "handled", now), "answered", now)
        return {"state": "answered", "answer": answer, "consultations": consultations, "steps": done["steps"]}

    def closed(self, consultation: Record, today: str) -> Record:
        """A consultation as the answer ends it."""
        return consultation if "closedOn" in consultation else {**consultation, "closedOn": today}

    def remedy(self, answer: Record) -> Record:
        """What the applicant may do against an answer (行政复议法 23, 实施条例 25)."""
        if answer["outcome"] == "disclosed":
            return {}
        first = answer["outcome"] in ("refused", "partial") and answer.get("ground") in RECONSIDERED_FIRST
        body = f"{self._system.identity.place.zh}人民政府"
        order = "reconsideration-first" if first else "either"
        return {"remedy": {"order": order, "body": body, "period": "P60D"}}

    def archive(self, record: Record, number: str) -> Record:
        """Put a case into the archive (OGI 45)."""
        self.only(record, "answered")
        if "archiveNumber" in record:
            raise Refusal(409, "已归档。It is in the archive already.")
        return self.save(self.stepped({**record, "archiveNumber": number}, "archived", self.stamp()))

    def stepped(self, record: Record, step: str, at: str) -> Record:
        """The application with one more step."""
        return {**record, "steps": [*record["steps"], {"step": step, "at": at}]}

    def only(self, record: Record, *states: str) -> None:
        """Refuse (409) what is for other states."""
        if record["state"] not in states:
            raise Refusal(409, "现处状态不允许此操作。Its present state does not allow this.")
