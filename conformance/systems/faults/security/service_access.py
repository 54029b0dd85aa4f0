"""Faults of access in a one-stop centre: by id alone, by what the caller says, by what the public is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list, within
from conformance.systems.faults.parts import both, override_part
from conformance.systems.faults.security.content import CITIZEN, SearchBoxNotEscaped
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.cases import Cases
from conformance.systems.one_stop.checking import Checking
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place

BOUND = {"/state", "/acceptedAt"}


class CasesChangedByIdAlone(Cases):
    """Supplement and withdrawal go by id alone."""

    def own(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)


class BoundMembersPass(Checking):
    """The body is bound onto the case, and so may hold what the system itself fills in."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        bound = BOUND if schema == "CaseInput" else set()
        return [place for place in super().places(schema, value) if place.pointer not in bound]


class GrantedAsSent(Cases):
    """The state is what the caller says."""

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        record = super().submit(caller, parent, body)
        bound = body.get("state") == "granted" and record["state"] == "submitted"
        return self.save({**record, "state": "granted", "acceptedAt": body.get("acceptedAt", "")}) if bound else record


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "security.access.draft-of-unit",
        Text("读取办件只凭编号，不核对申请人", "cases are read by id alone, whosever they are"),
        within("cases.found", "cases.visible", lambda sound, caller, record: True),
        also=("security.services.own-cases",),
    ),
    Fault(
        "security.access.foreign-entry",
        Text("补正与撤回只凭编号，不核对申请人", "supplement and withdrawal go by id alone, whosever the case is"),
        override_part("cases", CasesChangedByIdAlone),
    ),
    Fault(
        "security.access.privileged-fields",
        Text(
            "正文直接绑定到办件，状态由提交者说了算",
            "the body is bound onto the case, its state is what the caller says",
        ),
        both(override_part("checking", BoundMembersPass), override_part("cases", GrantedAsSent)),
    ),
    Fault(
        "security.access.unlisted-unread",
        Text("投诉逐条读取只凭编号", "a complaint is read by its id alone"),
        within("complaints.found", "complaints.visible", lambda sound, caller, record: True),
        also=("security.access.draft-of-unit",),
    ),
    Fault(
        "security.input.markup-escaped",
        Text("检索框回显未转义", "the search box repeats words unescaped"),
        override_part("pages", SearchBoxNotEscaped),
    ),
    Fault(
        "security.privacy.no-personal-numbers",
        Text("公示带出自然人的身份号码", "what is made public shows citizen ids"),
        patched_list("publicity", at("holder", lambda holder: f"{holder}（{CITIZEN}）" if "*" in holder else holder)),
    ),
)
