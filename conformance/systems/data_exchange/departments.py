"""What is kept about a department that asks for data: for itself to see, and for those who provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class OfDepartment(Records):
    """Records that name the department they concern as their owner, or as the consumer."""

    _system: System

    def visible(self, caller: Caller, record: Record) -> bool:
        owner = self.form.owner.partition(".")[0] or "consumer"
        return self._system.rules.concerns(caller, record[owner])

    def party(self, caller: Caller) -> Record:
        return self._system.parties.of(caller)

    def withdrawal(self) -> Record:
        return {**super().withdrawal(), "withdrawnAt": self.stamp()}


class Disposals(OfDepartment):
    """What was done with data obtained under a grant (D809 27)."""

    of = "disposal"


class Terminations(Records):
    """Services that ended or changed (D809 27)."""

    of = "termination"


class Disputes(OfDepartment):
    """Disputes between departments (D809 28)."""

    of = "dispute"
