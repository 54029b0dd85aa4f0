"""Faults of a disclosure platform that open what applicants sent in to others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.disclosure.applications import Applications
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives, within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.security.content import CITIZEN, SearchBoxNotEscaped
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

BOUND = ("/state", "/receivedOn")


class ChangedByNumberAlone(Applications):
    def own(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)


def _bound(sound: Callable[..., Iterable[Any]], schema: str, value: Any) -> list[Any]:
    """The body is bound onto the entity, and so may hold what the system itself fills in."""
    return [place for place in sound(schema, value) if schema != "ApplicationInput" or place.pointer not in BOUND]


def _to_anybody(sound: Callable[..., bool], caller: Caller, record: Record) -> bool:
    return True


FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "security.access.draft-of-unit",
        Text("读取申请只凭编号，不核对是否本人", "applications are read by number alone, whosever they are"),
        within("applications.found", "applications.visible", _to_anybody),
        also=("security.access.unlisted-unread",),
    ),
    Fault(
        "security.access.unlisted-unread",
        Text("读取更正申请只凭编号", "requests for correction are read by number alone"),
        within("corrections.found", "corrections.visible", _to_anybody),
        also=("security.access.draft-of-unit",),
    ),
    Fault(
        "security.access.foreign-entry",
        Text("更改与撤回申请只凭编号", "applications are changed and taken back by number alone"),
        override_part("applications", ChangedByNumberAlone),
    ),
    Fault(
        "security.access.privileged-fields",
        Text("正文直接绑定到申请，状态由申请人说了算", "the body is bound onto the application, its state with it"),
        around("checking.places", _bound),
    ),
    Fault(
        "security.input.markup-escaped",
        Text("检索框回显未转义", "the search box repeats words unescaped"),
        override_part("pages", SearchBoxNotEscaped),
    ),
    Fault(
        "security.privacy.no-personal-numbers",
        Text("处理规则页面带出经办人身份号码", "the page of the notice shows an officer's citizen id"),
        gives("pages.notice", lambda parts: (*parts, ("经办人", f"何静，身份号码 {CITIZEN}。"))),
        variant="notice",
    ),
)
