"""Faults of a disclosure platform against codes and forms that every kind of system keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.disclosure.headings import HEADINGS
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives, shows
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import day_before_month
from conformance.systems.service.accounts import Caller
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.refusal import Refusal

KNOWN = {code for code, *_ in HEADINGS}


class StoredFirst(Dispatch):
    """A document is stored, then it is checked; the refusal leaves it in the table."""

    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        try:
            return super().carry_out(operation, caller, request, raw)
        except Refusal as refusal:
            body = read_json(raw or b"").value
            if operation.id == "registerDocument" and refusal.status == 400 and isinstance(body, dict):
                self._keep(caller, body)
            raise

    def _keep(self, caller: Caller, body: Mapping[str, Any]) -> None:
        system: Any = self._system
        blank = {
            "title": "未命名",
            "summary": "未填写",
            "heading": "others",
            "madeOn": "2026-11-02",
            "content": "未填写",
        }
        known = {name: body[name] for name in blank if isinstance(body.get(name), str)}
        system.documents.submit(caller, "", {**blank, **known, "heading": "others", "madeOn": "2026-11-02"})


def _guessed(value: Any) -> Any:
    """An unknown heading is taken for the last one."""
    is_unknown = isinstance(value, dict) and "heading" in value and value["heading"] not in KNOWN
    return {**value, "heading": "others"} if is_unknown else value


FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "overall.datetime.valid",
        Text("登记时间的日与月颠倒", "day and month of the registration change places"),
        shows("document", at("registeredAt", day_before_month)),
    ),
    Fault(
        "overall.codes.unknown-refused",
        Text("未知的栏目归入其他", "an unknown heading is taken for the last one"),
        gives("checking.read", _guessed),
        also=("overall.codes.refused-not-stored", "support.contract.refuses"),
    ),
    Fault(
        "overall.codes.refused-not-stored",
        Text("先存入后校验", "stored before it is checked"),
        override_part("dispatch", StoredFirst),
    ),
)
