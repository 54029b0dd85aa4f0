"""Who may call what, as the contract states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.accounts import ANONYMOUS, Caller
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.part import Part
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class Rules(Part["Service"]):
    """Decides on authorisation. Every decision is a method of its own."""

    def uscc(self, caller: Caller) -> str:
        """The code of the caller's unit; empty for a member of the public."""
        unit = self._system.units.get(caller.unit)
        return unit.uscc if unit else ""

    def may_act_for(self, caller: Caller, uscc: str) -> None:
        """Refuse (403) what only the unit with that code may do."""
        if self.uscc(caller) != uscc:
            raise Refusal(403, "不属本单位。Not your unit's.")

    def challenge(self) -> tuple[str, str]:
        """The header that says which credential is wanted (RFC 9110 section 11.6.1)."""
        return ("WWW-Authenticate", f'Bearer realm="{self._system.kind}"')

    def authenticate(self, authorization: str | None) -> Caller:
        """The caller behind a request. A credential that names nobody is refused everywhere (401)."""
        caller = self._system.accounts.identify(authorization)
        if caller is None:
            raise Refusal(401, "凭据无效。The credential is not known.", headers=(self.challenge(),))
        return caller

    def may_call(self, operation: Operation, caller: Caller) -> None:
        """Refuse a caller whose role may not call the operation: 401 without a credential, else 403."""
        if operation.public or caller.role in operation.roles:
            return
        if caller == ANONYMOUS:
            raise Refusal(401, "此操作须先认证。This operation needs a credential.", headers=(self.challenge(),))
        raise Refusal(403, "此角色无权进行此操作。This role may not call this operation.")
