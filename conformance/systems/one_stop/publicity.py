"""What the centre makes public: decisions, and cases that took longer than promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

PERSON = "111"


class Publicity(Records):
    """Decisions anybody may look at, names of natural persons masked."""

    _system: System
    of = "publicity"

    def publish(self, case: Record, now: str, valid_to: str = "") -> Record:
        """Make a decision public."""
        record = {
            "id": self.kept.next_id(),
            "case": case["id"],
            "itemName": case["itemName"],
            "itemType": case["itemType"],
            "department": case["department"],
            "holder": self.holder(case["applicant"]),
            "number": case["decision"]["number"],
            "decidedAt": case["decision"]["decidedAt"],
            "publishedAt": now,
        }
        return self.kept.add(record | ({"validTo": valid_to} if valid_to else {}))

    def holder(self, applicant: Record) -> str:
        """The name of an applicant as the public is shown it."""
        name: str = applicant["name"]
        return f"{name[0]}{'*' * (len(name) - 1)}" if applicant["idType"] == PERSON else name


class Overdue(Records):
    """Cases that took longer than promised, each with its reason."""

    of = "overdue"

    def publish(self, case: Record) -> Record:
        """Make public why a case took longer."""
        return self.kept.add(
            {
                "id": self.kept.next_id(),
                "case": case["id"],
                "itemName": case["itemName"],
                "department": case["department"],
                "dueAt": case["dueAt"],
                "reason": case["overrun"]["reason"],
                "publishedAt": case["overrun"]["publishedAt"],
            }
        )
