"""What people say of how their cases were handled, and what is done where they were not satisfied."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.working_days import after

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

BAD = ("4", "5")
RECTIFIED_DAYS = 15


class Evaluations(Records):
    """One a case, once it is closed; nobody is told who gave it."""

    _system: System
    of = "evaluation"

    def evaluate(self, case: Record, body: Record, now: str) -> Record:
        """Keep an evaluation; a bad one opens a task. 409 before the case is closed, and for a second one."""
        self.may_evaluate(case)
        evaluation = self.kept.add(self.evaluation(case, body, now))
        if body["grade"] in BAD:
            self._system.rectifications.open(evaluation, body.get("named", "0"), now)
        return evaluation

    def may_evaluate(self, case: Record) -> None:
        """Refuse (409) a case that is not closed, or was evaluated."""
        if case["state"] not in ("granted", "denied", "declined"):
            raise Refusal(409, "办结后方可评价。It may be evaluated once it is closed.")
        if "evaluation" in case:
            raise Refusal(409, "一个办件评价一次。A case is evaluated once.")

    def evaluation(self, case: Record, body: Record, now: str) -> Record:
        """An evaluation as it is shown."""
        return {
            "id": self.kept.next_id(),
            "case": case["id"],
            "itemName": case["itemName"],
            "department": case["department"],
            "grade": body["grade"],
            "channel": body["channel"],
            **({"comment": body["comment"]} if "comment" in body else {}),
            "evaluatedAt": now,
        }


class Rectifications(Records):
    """Tasks that bad evaluations open."""

    of = "rectification"

    def open(self, evaluation: Record, named: str, now: str) -> Record:
        """Open the task of a bad evaluation."""
        due = after(datetime.fromisoformat(now).date(), RECTIFIED_DAYS)
        return self.kept.add(
            {
                "id": self.kept.next_id(),
                "evaluation": evaluation["id"],
                "case": evaluation["case"],
                "unit": evaluation["department"],
                "named": named,
                "openedAt": now,
                "dueAt": due.isoformat(),
                "state": "open",
            }
        )

    def drop(self, evaluation: str) -> None:
        """Take the task of an evaluation off the list."""
        for one in self.kept.all():
            if one["evaluation"] == evaluation:
                self.kept.unlist(one["id"])
