"""Services ended or changed, and disputes: decided outside the platform, and entered into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

_WHY = {
    "ended": ("已由新版资源取代，继续维护不再必要。", "2026-05-11", "2026-05-18", "2026-05-20", "2026-06-30"),
    "changed": ("备案口径调整，数据项随之变更。", "2026-08-06", "2026-08-12", "2026-08-13", "2026-09-01"),
}


def plant_terminations(system: System) -> None:
    """Enter each service that ended or changed, with consultation, filing and notice in that order (D809 27)."""
    kept = system.terminations.kept
    using = [unit.uscc for unit in system.parties.consumers()]
    for holding in system.holdings:
        if holding.status not in _WHY:
            continue
        reason, consulted, filed, noticed, ended = _WHY[holding.status]
        identifier = kept.next_id()
        number = f"备〔2026〕{int(identifier[2:])}号"
        filing = {"at": _time(filed), "authority": system.identity.department.zh, "number": number}
        kept.add({
            "id": identifier,
            "resource": holding.code,
            "kind": holding.status,
            "reason": reason,
            "consultation": {"at": _time(consulted), "with": using, "outcome": "需求部门同意，约定过渡期。"},
            "filing": filing,
            "noticeAt": _time(noticed),
            "endedAt": _time(ended),
        })  # fmt: skip


def plant_disputes(system: System) -> None:
    """Enter a dispute that was settled between two departments, and one across levels that is still open (D809 28)."""
    shared = [holding for holding in system.holdings if holding.share_type == "conditional"]
    if not shared:
        return
    peer, upper = system.identity.peer, system.identity.upper
    both = "双方政务数据共享工作机构"
    settled = _step("consultation", "2026-09-10", both, "同意增加就业服务数据项，双方按补充协议执行。")
    first = _step("consultation", "2026-10-15", both, "对批量交换的频次未达成一致。")
    second = _step("common-superior", "2026-10-27", "示例省数据局", "已受理，正在协调。")
    kept = system.disputes.kept
    for unit, subject, state, steps in (
        (peer, "对数据项范围的理解不一致。", "resolved", [settled]),
        (upper, "对批量交换的频次有不同意见。", "open", [first, second]),
    ):
        outcome = {"outcome": steps[-1]["outcome"]} if state == "resolved" else {}
        kept.add({
            "id": kept.next_id(),
            "resource": shared[0].code,
            "provider": system.parties.provider(),
            "consumer": system.parties.party(unit),
            "subject": subject,
            "level": steps[-1]["level"],
            "state": state,
            "raisedAt": steps[0]["at"],
            "steps": steps,
            **outcome,
        })  # fmt: skip


def _step(level: str, day: str, by: str, outcome: str) -> dict[str, str]:
    return {"level": level, "at": _time(day), "by": by, "outcome": outcome}


def _time(day: str) -> str:
    return f"{day}T10:00:00+08:00"
