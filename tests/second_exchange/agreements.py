"""Sharing agreements, made from one template when a grant needs one."""

from __future__ import annotations

from tests.second_exchange.registry import Registry, Row
from tests.second_system.accounts import Unit

RIGHTS = (
    ("know-the-use", "provider", "有权了解数据的使用情况。", "条例第二十九条"),
    ("suspend-misuse", "provider", "发现超范围使用的，有权暂停共享。", "条例第三十条"),
    ("receive-in-time", "consumer", "有权按约定的方式和时限取得数据。", "条例第二十一条"),
    ("ask-for-correction", "consumer", "发现数据有误的，有权提出校核。", "条例第二十三条"),
)
DUTIES = (
    ("supply-in-time", "provider", "在规定时限内提供数据，并保证其准确、完整。", "条例第二十一条"),
    ("keep-the-scope", "consumer", "只在授权的范围、用途和期限内使用数据。", "条例第二十九条"),
    ("record-and-dispose", "consumer", "登记使用情况，目的实现后按约定处置数据。", "条例第二十九条"),
    ("deliver-whole", "platform", "完整传送报文，留存审计记录。", "条例第三十一条"),
)
LEVELS = (
    ("consultation", "提供部门与需求部门"),
    ("authority", "临澜市数据管理办公室"),
    ("common-superior", "澜江省数据管理局"),
    ("government", "临澜市人民政府"),
)


def agreed(registry: Registry, grant: Row, contact: Row | None, today: str) -> None:
    """Keep an agreement for a grant whose parties have none in force about the resource."""
    for row in registry.rows["agreements"].values():
        same = (row["resource"], row["consumer"]["uscc"]) == (grant["resource"], grant["consumer"]["uscc"])
        if same and row["term"]["to"] >= max(today, grant["period"]["to"]):
            return
    registry.add("agreements", {
        "resource": grant["resource"],
        "provider": _signed(registry.provider(grant)),
        "consumer": {"name": grant["consumer"]["name"], "uscc": grant["consumer"]["uscc"],
                     "contact": contact or _contact(grant["consumer"]["uscc"])},
        "rights": _clauses(RIGHTS), "duties": _clauses(DUTIES), "term": grant["period"],
        "escalation": [{"level": level, "body": body} for level, body in LEVELS],
    })  # fmt: skip


def _clauses(rows: tuple[tuple[str, str, str, str], ...]) -> list[Row]:
    return [dict(zip(("id", "party", "text", "source"), row, strict=True)) for row in rows]


def _signed(unit: Unit) -> Row:
    return {"name": unit.name, "uscc": unit.uscc, "contact": _contact(unit.uscc)}


def _contact(uscc: str) -> Row:
    return {"name": "数据共享联络员", "phone": f"0999-555{uscc[10:14]}", "email": f"share{uscc[10:14]}@linlan.example"}
