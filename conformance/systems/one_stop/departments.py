"""The departments, which of their items are handled at the centre, and how those are evaluated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

GRADES = ("best", "good", "fair", "poor", "worst")


class Departments(Records):
    """Counted anew each time, from the items and the evaluations there are."""

    _system: System
    of = "department"

    def get(self, identifier: str) -> Record | None:
        return next((one for one in self.all({}) if one["id"] == identifier), None)

    def all(self, asked: Mapping[str, Any]) -> Iterable[Record]:
        items, grades = self._system.items.kept.all(), self.grades()
        known = {one["department"]["uscc"]: one["department"]["name"] for one in items}
        for number, (uscc, name) in enumerate(known.items(), 1):
            own = [one for one in items if one["department"]["uscc"] == uscc]
            yield self.department(f"d-{number:06d}", name, uscc, own) | {"evaluations": grades.get(uscc, _none())}

    def department(self, identifier: str, name: str, uscc: str, items: list[Record]) -> Record:
        """A department, its items here and elsewhere."""
        away = [one for one in items if one["atCentre"] == "0"]
        here = len(items) - len(away)
        return {
            "id": identifier,
            "name": name,
            "uscc": uscc,
            "items": len(items),
            "itemsHere": here,
            "rate": self.rate(here, len(items)),
            "elsewhere": [{"item": one["id"], "name": one["name"], **_why(one)} for one in away],
        }

    def rate(self, here: int, items: int) -> float:
        """The share at the centre, in per cent to one decimal."""
        return round(100 * here / items, 1) if items else 0.0

    def grades(self) -> dict[str, Record]:
        """How often each grade was given, by department."""
        given: dict[str, Counter[str]] = {}
        for one in self._system.evaluations.kept.all():
            given.setdefault(one["department"]["uscc"], Counter())[one["grade"]] += 1
        return {
            uscc: {name: count[str(grade)] for grade, name in enumerate(GRADES, 1)} for uscc, count in given.items()
        }


def _none() -> Record:
    return dict.fromkeys(GRADES, 0)


def _why(item: Record) -> Record:
    """Why an item is not at the centre, where it is said."""
    return {"reason": item["elsewhereReason"]} if "elsewhereReason" in item else {}
