"""Faults against the separation of the departments that meet on a platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import skips, within
from conformance.systems.faults.parts import around


def _to_all(sound: Callable[..., Any], *given: Any) -> bool:
    return True


def _among_peers(sound: Callable[..., bool], caller: Any, record: Any) -> bool:
    return caller.role == "peer" or sound(caller, record)


def _not_for_colleagues(sound: Callable[..., bool], caller: Any, record: Any) -> bool:
    return caller.role != "own-unit" and sound(caller, record)


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "security.exchange.own-records",
        Text("授权按编号即可读取", "a grant is read by its number whoever asks"),
        within("grants.found", "grants.visible", _to_all),
        also=(
            "security.access.draft-of-unit",
            "security.access.unlisted-unread",
        ),
    ),
    Fault(
        "security.exchange.own-records",
        Text("处置记录对所有部门列出", "disposals are listed for every department"),
        around("disposals.visible", _to_all),
        variant="disposals",
    ),
    Fault(
        "security.exchange.own-records",
        Text("同级部门互相可见", "departments of one level see each other's"),
        around("requests.visible", _among_peers),
        variant="peers",
    ),
    Fault(
        "security.exchange.own-agreements",
        Text("协议列表不按部门筛选", "the list of agreements is not narrowed by department"),
        around("agreements.visible", _to_all),
    ),
    Fault(
        "security.exchange.own-agreements",
        Text("争议向所有部门通报", "disputes are made known to every department"),
        around("disputes.visible", _to_all),
        variant="disputes",
    ),
    Fault(
        "security.exchange.acts-of-holder",
        Text("登记使用与终止授权凭授权编号办理", "the number of a grant is enough to record uses and to end it"),
        skips("grants.may_change"),
        also=("security.access.foreign-entry",),
    ),
    Fault(
        "support.exchange.reaches-provider",
        Text("申请只列给经办人", "requests are listed to the officer in charge only"),
        around("requests.visible", _not_for_colleagues),
    ),
)
