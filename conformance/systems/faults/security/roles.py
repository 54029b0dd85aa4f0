"""Faults of roles: who is taken for whom, who is left out, and what is read one by one that no list shows."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.accounts import Caller
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch


class TrustsTheGateway(Dispatch):
    """The role is taken from a header that a gateway is thought to set."""

    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        claimed = request.headers.get("x-role")
        return super().carry_out(operation, self._system.accounts.of(claimed) if claimed else caller, request, raw)


LEFT_OUT = {
    "listChanges": "upper",
    "listDisputes": "upper",
    "listCorrections": "own-unit",
    "listOverdue": "upper",
}
"""By list the role that was left out of its table."""


def _no_such_role(sound: Callable[..., None], operation: Operation, caller: Caller) -> None:
    if LEFT_OUT.get(operation.id) == caller.role:
        raise LookupError(caller.role)
    sound(operation, caller)


FAULTS = (
    Fault(
        "security.access.admitted-roles",
        Text(
            "一个列表漏配了一种角色，查表即出错",
            "one list lacks a role, and looking it up fails",
        ),
        around("rules.may_call", _no_such_role),
        also=("support.errors.no-server-error", "security.exchange.own-agreements"),
    ),
    Fault(
        "security.access.spoofed-identity",
        Text("以 X-Role 头认定角色", "the role is what the header X-Role says"),
        override_part("dispatch", TrustsTheGateway),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "security.access.unlisted-unread",
            Text("逐条读取不核对可见范围", "a single read does not ask who may see the draft"),
            within("operations.read", "rules.sees_drafts", lambda sound, caller, unit: True),
            also=(
                "security.access.draft-of-unit",
                "application.catalogue.draft-unread",
                "application.catalogue.two-persons",
                "application.catalogue.returned-draft",
                "application.catalogue.change-reviewed",
                "application.catalogue.pending-unseen",
                "application.catalogue.public-no-more",
            ),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "security.access.unlisted-unread",
            Text("校核申请逐条读取只凭编号", "a request for correction is read by its id alone"),
            within("corrections.found", "corrections.visible", lambda sound, caller, record: True),
            also=("security.access.draft-of-unit", "security.exchange.own-records"),
        ),
    ),
)
