"""The seed: three departments of 临澜市 with what they hold, laid out in time before the fixed day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.second_system.accounts import CULTURE, REVENUE, WATER, Account
from tests.second_system.audit import Audit
from tests.second_system.clock import DAY, stamp
from tests.second_system.holdings import Change, Entry, Holdings, Version
from tests.second_system.seed_rows import ROWS, Row

REGISTRARS = {
    WATER: Account("water:lin.yue", "officer", WATER),
    CULTURE: Account("culture:bai.qing", "officer", CULTURE),
    REVENUE: Account("revenue:gao.yi", "officer", REVENUE),
}
OFFICES = {
    WATER: ("水资源科", "0999-5551201"),
    CULTURE: ("公共服务科", "0999-5551302"),
    REVENUE: ("国库科", "0999-5551403"),
}
HEADS = {WATER: "江远帆", CULTURE: "柳知秋", REVENUE: "郑怀谷"}
STALE = {"1": 1 / 288, "2": 1, "3": 5, "4": 20, "5": 60, "6": 200}
APPROVAL = {"decision": "approve", "opinion": "符合编制要求，准予发布。", "reviewedBy": "dataoffice:su.ming"}


def planted() -> Holdings:
    """Holdings as they stand on the fixed morning."""
    held = Holdings()
    for row in ROWS:
        _plant(held, row)
    _change(held, held.entries["r-300020"], "2026-10-14T06:20:00+00:00", {"kind": "law", "at": "2026-09-24"})
    # By Shanghai days: changed on the tenth working day, a Monday, and published on the second one after that.
    _change(held, held.entries["r-300020"], "2026-11-15T23:00:00+00:00", {"kind": "duty", "at": "2026-11-02"}, 51)
    _change(held, held.entries["r-300110"], "2026-11-20T01:10:00+00:00", {"kind": "other", "at": "2026-11-19"})
    # Published in the last hours of 17 March by UTC: in Shanghai, whose days count, it was the 18th already.
    held.entries["r-300030"].latest.content["assessment"]["approvedAt"] = "2026-03-18"
    held.entries["r-300030"].latest.content["relatedCodes"] = [held.entries["r-300010"].latest.code]
    _withdraw(held, held.entries["r-300180"])
    held.changes.sort(key=lambda change: change.at)
    return held


def _plant(held: Holdings, row: Row) -> None:
    begun = datetime.fromisoformat(row.registered)
    entry = held.register(_content(row, begun), REGISTRARS[row.unit], begun)
    entry.content_updated = DAY - timedelta(days=STALE[row.frequency])
    if row.published:
        _approve(held, entry, begun + timedelta(hours=22))


def _approve(held: Holdings, entry: Entry, at: datetime) -> None:
    kind = "changed" if entry.in_force else "registered"
    entry.latest.published = at
    entry.latest.review = {**APPROVAL, "reviewedAt": stamp(at)}
    held.changes.append(Change(entry, entry.latest.code, kind, at))


def _change(held: Holdings, entry: Entry, at: str, trigger: dict[str, str], hours: int = 20) -> None:
    begun = datetime.fromisoformat(at)
    last = entry.latest
    content = {**last.content, "summary": last.content["summary"] + "口径已调整。", "changeTrigger": trigger}
    entry.versions.append(Version(last.number + 1, last.code, content, begun, last.by))
    _approve(held, entry, begun + timedelta(hours=hours))


def _withdraw(held: Holdings, entry: Entry) -> None:
    held.withdraw(entry, datetime(2026, 11, 25, 3, 0, tzinfo=UTC))


def _content(row: Row, begun: datetime) -> dict[str, Any]:
    office, phone = OFFICES[row.unit]
    content: dict[str, Any] = {
        "name": row.name,
        "summary": row.summary,
        "keywords": row.keywords.split(),
        "category": row.category,
        "theme": row.theme,
        "items": [_item(item) for item in row.items.split()],
        "formatClass": row.format[0],
        "formats": row.format[2:].split(","),
        "updateFrequency": row.frequency,
        "sharingClass": row.sharing[0],
        "sharingMethod": row.method,
        "conditions": _conditions(row.sharing),
        "dataClass": row.data_class,
        "dataGrade": "2" if row.sharing[0] == "3" else "1",
        "open": row.open,
        "openConditions": "登录后即可下载" if row.open == "1" else "仅限政务部门使用",
        "assessment": {
            "secrecy": "1",
            "personalData": "2" if row.data_class == "1" else "1",
            "approvedBy": HEADS[row.unit],
            "approvedAt": begun.date().isoformat(),
        },
        "contact": {"office": office, "phone": phone},
    }
    if row.source:
        content["dataSource"] = {"name": row.source.name, "uscc": row.source.uscc}
    if row.service:
        content["serviceInfo"] = row.service
    return content


def _item(text: str) -> dict[str, Any]:
    name, _, kind = text.partition(":")
    return {"name": name, "type": kind[0], **({"length": int(kind[1:])} if kind[1:] else {})}


def _conditions(sharing: tuple[str, ...]) -> dict[str, str]:
    if sharing[0] == "1":
        return {"text": "无条件"}
    first, second = ("scope", "use") if sharing[0] == "2" else ("reason", "legalBasis")
    text = "经提供单位同意后使用" if sharing[0] == "2" else "不向其他部门提供"
    return {"text": text, first: sharing[1], second: sharing[2]}


def past(audit: Audit) -> None:
    """Records of the year and a month before the fixed morning."""
    begun = DAY - timedelta(days=390)
    water, office = REGISTRARS[WATER], Account("dataoffice:su.ming", "administrator")
    for month in range(13):
        at = begun + timedelta(days=30 * month, hours=month)
        audit.record(water, "registerResource", "/resources", 201, True, at)
        audit.record(office, "reviewResource", f"/resources/r-3000{month + 1:02d}/review", 200, True, at)
        audit.record(water, "reviewResource", "/resources/r-300010/review", 403, True, at + timedelta(hours=1))
