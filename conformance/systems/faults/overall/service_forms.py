"""Faults of form in a one-stop centre: dates, codes that are not checked, and what is stored though refused."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import shows
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import day_before_month
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.checking import Checking
from conformance.systems.service.accounts import Caller
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.refusal import Refusal


class ObjectGuessed(Checking):
    """An unknown kind of applicant is taken for an enterprise."""

    def read(self, raw: bytes) -> Any:
        value = super().read(raw)
        known = not isinstance(value, dict) or value.get("serviceObject") in (None, *"123456")
        return value if known else {**value, "serviceObject": "2"}


class CaseStoredFirst(Dispatch):
    """An application is stored, then it is checked; the refusal leaves it in the table."""

    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        try:
            return super().carry_out(operation, caller, request, raw)
        except Refusal as refusal:
            body = read_json(raw or b"").value
            if operation.id == "submitCase" and refusal.status == 400 and isinstance(body, dict):
                self._keep(caller, str(request.path_params["id"]), body)
            raise

    def _keep(self, caller: Caller, identifier: str, body: dict[str, Any]) -> None:
        system: Any = self._system
        words = {name: body[name] for name in ("subject", "statement") if isinstance(body.get(name), str)}
        if len(words) == 2:
            system.cases.submit(caller, identifier, {**words, "serviceObject": "2", "channel": "2"})


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "overall.datetime.valid",
        Text("证照颁发时间的日与月颠倒", "day and month of the issue of certificates change places"),
        shows("certificate", at("issuedAt", day_before_month)),
    ),
    Fault(
        "overall.codes.unknown-refused",
        Text("未知的服务对象当作企业", "an unknown kind of applicant is taken for an enterprise"),
        override_part("checking", ObjectGuessed),
    ),
    Fault(
        "overall.codes.refused-not-stored",
        Text("先存入后校验", "stored before it is checked"),
        override_part("dispatch", CaseStoredFirst),
    ),
)
