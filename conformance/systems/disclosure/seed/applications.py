"""The applications of three years: each lives its life day by day, as far as the fixed day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from conformance.systems.disclosure.periods import ANSWER_DAYS, begun, due, opinion_due
from conformance.systems.disclosure.seed.days import at, later, working
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

MANY = 340
FIRST = date(2024, 1, 3)
TODAY = AS_OF.date()
CHANNELS = ("internet",) * 6 + ("in-person", "registered-post", "registered-post", "fax", "ordinary-post")
OUTCOMES = ("disclosed",) * 9 + ("partial",) * 2 + ("refused",) * 4 + ("unavailable",) * 3 + ("not-processed",) * 2
PARTIAL = ("internal", "process", "case-file")
NOTE = ["请写明所需信息的年度与名称。", "请补交身份证明。"]


def plant_applications(system: System) -> None:
    """Keep the applications in the order they came; those taken back are off the list."""
    words = json.loads((files(__package__) / "applications.json").read_text(encoding="utf-8"))
    for number in range(MANY):
        life = _Life(system, words, number)
        life.live()
        record = system.applications.kept.add(life.record)
        if record["state"] == "withdrawn":
            system.applications.kept.unlist(record["id"])


class _Life:
    """One application from its submission on. What would lie after the fixed day has not happened yet."""

    def __init__(self, system: System, words: dict[str, Any], number: int) -> None:
        self.system, self.words, self.number = system, words, number
        self.chance = Random(f"application {number}")  # noqa: S311 - data that look real, the same every time
        self.record: Record = {}

    def live(self) -> None:
        """Take the application from step to step."""
        self.submitted()
        steps = (self.received, self.corrected, self.consulted, self.extended, self.answered, self.archived)
        for step in steps:
            if not step():
                break

    def submitted(self) -> None:
        """It is sent in."""
        number, identity = self.number, self.system.identity
        day = working(FIRST + timedelta(days=number * 303 // 100))
        unit = identity.peer if number % 10 in (2, 5, 8) else identity.own
        subject, description = self.words["subjects"][number % len(self.words["subjects"])]
        account = {3: "citizen-01", 13: "citizen-02"}.get(number % 20, f"citizen-{number + 100}")
        self.record = {
            "id": self.system.applications.kept.next_id(),
            "account": account,
            "body": {"name": unit.zh, "uscc": unit.uscc},
            "channel": self.chance.choice(CHANNELS),
            "applicant": self.applicant(),
            "subject": subject.format(year=day.year - 1),
            "description": description,
            "form": {
                "medium": self.chance.choice(("electronic", "electronic", "paper", "copy")),
                "means": self.chance.choice(("online", "online", "post", "in-person")),
            },
            "state": "submitted",
            "submittedAt": at(day, number),
            "corrections": [],
            "consultations": [],
            "steps": [{"step": "registered", "at": at(day, number)}],
        }
        self.day = day

    def applicant(self) -> Record:
        """Who applies: a citizen, or every seventh time an organisation."""
        number = self.number
        if number % 7 == 6:
            name, kind = self.words["organisations"][number % 3], "organisation"
            proof = {"kind": "credit-code", "tail": f"{number * 37 % 1000:03d}X"}
        else:
            name, kind = self.words["people"][number % len(self.words["people"])], "citizen"
            proof = {"kind": "resident-card", "tail": f"{number * 53 % 10000:04d}"}
        return {"kind": kind, "name": name, "proof": proof, "contact": f"applicant{number:03d}@example.com"}

    def onto(self, day: date) -> bool:
        """Go on to a later day; false where that has not come yet."""
        if day > TODAY:
            return False
        self.day = max(day, self.day)
        return True

    def says(self, **members: Any) -> bool:
        """Put members into the record."""
        self.record |= members
        return True

    def stepped(self, step: str) -> None:
        self.record["steps"] = [*self.record["steps"], {"step": step, "at": at(self.day, self.number)}]

    def received(self) -> bool:
        """The day of receipt by its channel (OGI 31); some are taken back soon after."""
        channel = self.record["channel"]
        days = {"in-person": 0, "registered-post": self.chance.randint(2, 4)}.get(channel, self.chance.randint(0, 2))
        if not self.onto(later(self.day, days)):
            return False
        told = {"in-person": (), "registered-post": ("signedOn",)}.get(channel, ("confirmedOn",))
        self.says(state="received", receivedOn=str(self.day), **dict.fromkeys(told, str(self.day)))
        self.stepped("reviewed")
        if self.number % 97 == 41 and self.onto(later(self.day, 3)):
            return not self.says(state="withdrawn", withdrawnAt=at(self.day, self.number))
        return self.due()

    def due(self) -> bool:
        """Say until when an answer is due, where that can be told."""
        last = due(self.record)
        self.record.pop("dueOn", None)
        return self.says(dueOn=str(last)) if last else True

    def corrected(self) -> bool:
        """Every eighth is unclear, and told so once within seven working days (OGI 30)."""
        if self.number % 8 != 3 or not self.onto(later(self.day, self.chance.randint(1, 6))):
            return self.number % 8 != 3
        until = later(self.day, 15)
        notice = {"toldAt": at(self.day, self.number), "items": NOTE[: 1 + self.number % 2], "until": str(until)}
        self.says(state="correcting", corrections=[notice])
        self.record.pop("dueOn", None)
        if self.number % 40 == 27:
            return self.onto(later(until, 2)) and self.gave_up("not-supplied", "逾期没有补正，视为放弃申请。")
        if not self.onto(later(self.day, self.chance.randint(2, 10))):
            return False
        self.says(state="supplied", suppliedOn=str(self.day))
        return self.due()

    def gave_up(self, ground: str, reason: str) -> bool:
        """The applicant did not do what was asked for."""
        return self.answer({"outcome": "other", "ground": ground, "reason": reason}) and self.archived() and False

    def consulted(self) -> bool:
        """Third parties, and bodies that made it jointly, are asked in writing (OGI 32, 34)."""
        kind = {4: "third-party", 9: "joint-body", 14: "third-party"}.get(self.number % 20, "")
        if not kind or not self.onto(later(self.day, 2)):
            return not kind
        sent, received = self.day, later(self.day, 2)
        last = opinion_due(received)
        party = "云州市启明职业培训学校" if kind == "third-party" else "云州市财政局"
        asked: Record = {"kind": kind, "party": party, "sentAt": at(sent, self.number), "receivedOn": str(received)}
        asked |= {"dueOn": str(last), "opinion": "pending"}
        silent = self.number % 60 in (9, 14, 44)
        closed = last if silent else later(received, self.chance.randint(4, 13))
        self.says(consultations=[asked])
        self.record.pop("dueOn", None)
        if received > TODAY or not self.onto(closed):
            return False
        if silent:
            opinion = {"opinion": "none" if kind == "third-party" else "deemed-consent"}
        else:
            given = self.chance.choice(("consent", "dissent")) if kind == "third-party" else "consent"
            opinion = {"opinion": given, "repliedAt": at(closed, self.number)}
            opinion |= {"reason": "涉及本单位的经营信息，不同意公开。"} if given == "dissent" else {}
        self.says(consultations=[{**asked, **opinion, "closedOn": str(closed)}])
        return self.due()

    def extended(self) -> bool:
        """Some take longer: agreed to by the head of the disclosure office and told, or delayed or paid for."""
        start, number = begun(self.record) or self.day, self.number
        if number % 13 == 7:
            if not self.onto(later(max(self.day, start), 8)):
                return False
            until = due(self.record, 2 * ANSWER_DAYS)
            agreed = {"approver": f"{self.record['body']['name']}办公室主任", "reason": "所涉档案较多，需逐件查找。"}
            told = {**agreed, "until": str(until), "toldAt": at(self.day, number)}
            return self.says(state="extended", extension=told, dueOn=str(until))
        if number % 113 == 50 and self.onto(later(self.day, 5)):
            told = {"until": str(later(self.day, 60)), "toldAt": at(self.day, number)}
            return self.says(delay={"reason": "为课题研究所需，数量较多。", **told})
        if number % 89 == 30 and self.onto(later(self.day, 4)):
            by, quantity, amount = (("files", 12, 200), ("pages", 150, 1700))[number // 89 % 2]
            fee = {"by": by, "quantity": quantity, "amount": amount, "noticedAt": at(self.day, number)}
            if not self.onto(later(self.day, 6)):
                return not self.says(fee=fee)
            self.says(fee={**fee, "paidOn": str(self.day)})
            return self.due()
        return True

    def answered(self) -> bool:
        """It is answered, in time."""
        last = date.fromisoformat(self.record["dueOn"])
        if "delay" in self.record:
            last = date.fromisoformat(self.record["delay"]["until"])
        wanted = min(later(self.day, self.chance.randint(3, 12)), last)
        return self.onto(wanted) and self.answer(self.outcome())

    def outcome(self) -> Record:
        """What comes of it."""
        words, number = self.words, self.number
        opinions = {one["opinion"] for one in self.record["consultations"] if one["kind"] == "third-party"}
        outcome = "refused" if "dissent" in opinions else self.chance.choice(OUTCOMES)
        if outcome == "disclosed":
            return {"outcome": outcome, "provided": [self.record["subject"]]}
        if outcome in ("refused", "partial"):
            grounds = PARTIAL if outcome == "partial" else [one for one in words["refused"] if one != "third-party"]
            ground = "third-party" if "dissent" in opinions else self.chance.choice(grounds)
            reason, basis = words["refused"][ground]
            provided = {"provided": [f"{self.record['subject']}（已隐去部分内容）"]} if outcome == "partial" else {}
            return {"outcome": outcome, "ground": ground, "reason": reason, "legalBasis": basis, **provided}
        grounds = list(words[outcome])
        if outcome == "unavailable" and "suppliedOn" not in self.record:
            grounds.remove("still-unclear")
        ground = self.chance.choice(grounds)
        said: Record = {"outcome": outcome, "ground": ground, "reason": words[outcome][ground]}
        if ground == "not-held" and number % 2:
            said["competent"] = "云州市财政局，0999-5550801"
        return said

    def answer(self, said: Record) -> bool:
        self.record.pop("dueOn", None) if begun(self.record) is None else None
        remedy = self.system.applications.remedy(said)
        moment = at(self.day, self.number)
        by = "officer-01" if self.record["body"]["uscc"] == self.system.identity.own.uscc else "officer-11"
        self.says(state="answered", answer={**said, **remedy, "answeredAt": moment, "answeredBy": by})
        self.stepped("handled")
        self.stepped("answered")
        return True

    def archived(self) -> bool:
        """A closed case goes into the archive."""
        if self.onto(later(self.day, 5)):
            self.says(archiveNumber=f"GK-{self.day.year}-{self.number + 1:04d}")
            self.stepped("archived")
        return True
