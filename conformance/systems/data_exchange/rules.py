"""Who may see what, and who may draw data under which grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service import rules
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

PROVIDING = frozenset({"officer", "own-unit", "administrator", "auditor"})
"""The roles of the providing department and of the authority that runs the platform."""


class Rules(rules.Rules):
    """Decides on visibility and on what a grant allows."""

    _system: System

    def concerns(self, caller: Caller, party: Record) -> bool:
        """Whether a record about a requesting department is for the caller to see."""
        return caller.role in PROVIDING or self.is_party(caller, party)

    def is_party(self, caller: Caller, party: Record) -> bool:
        """Whether the caller belongs to the department."""
        return bool(self.uscc(caller) == party["uscc"])

    def may_draw(self, caller: Caller, grant: Record, method: str) -> None:
        """Refuse (403) to deliver to another department, by another method, or under a grant not in force."""
        self.may_act_for(caller, grant["consumer"]["uscc"])
        self.in_force(grant)
        self.granted_method(grant, method)

    def in_force(self, grant: Record) -> None:
        """Refuse (403) a grant that is suspended, expired, ended, or has not begun."""
        today = self._system.clock.now().date().isoformat()
        if grant["state"] != "active" or today < grant["period"]["from"]:
            raise Refusal(403, "授权未在有效期内，或者已暂停、终止。The grant is not in force.")

    def granted_method(self, grant: Record, method: str) -> None:
        """Refuse (403) another method than granted."""
        if grant["method"] != method:
            raise Refusal(403, "授权的是另一种共享方式。The grant is for another method.")

    def granted_scenario(self, grant: Record, scenario: str | None) -> None:
        """Refuse (403) a use in another scenario than granted."""
        if scenario is not None and scenario != grant["scenario"]:
            raise Refusal(403, "使用场景超出授权。The scenario is beyond the grant.")

    def granted_region(self, grant: Record, region: str | None) -> None:
        """Refuse (403) records of a region that was not granted."""
        if region is not None and region not in grant["regions"]:
            raise Refusal(403, "行政区划超出授权。The region is beyond the grant.")
