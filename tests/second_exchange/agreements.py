"""Sharing agreements, made from one template when a grant needs one."""

from __future__ import annotations

from tests.second_exchange.registry import Registry, Row
from tests.second_system.accounts import Unit

RIGHTS = (
    ("read-uses", "provider", "有权了解数据的使用情况。", "条例第二十九条"),
    ("suspend", "provider", "发现超范围使用的，有权暂停共享。", "条例第二十七条"),
    ("other", "provider", "有权就数据的用途提出意见。", "双方商定"),
    ("draw-data", "consumer", "有权按约定的方式和时限取得数据。", "条例第二十二条"),
    ("ask-for-correction", "consumer", "发现数据有误的，有权提出校核。", "条例第二十六条"),
)
DUTIES = (
    ("answer-in-time", "provider", "在规定时限内答复。", "条例第二十一条"),
    ("supply-in-time", "provider", "在规定时限内提供数据。", "条例第二十二条"),
    ("keep-quality", "provider", "保证数据准确、完整。", "双方商定"),
    ("correct-in-time", "provider", "按期核实、更正并反馈。", "条例第二十六条"),
    ("no-unilateral-end", "provider", "不擅自终止或者变更服务。", "条例第二十七条"),
    ("use-as-granted", "consumer", "只在授权的范围、用途和期限内使用数据。", "条例第二十五条"),
    ("record-uses", "consumer", "登记使用情况。", "条例第二十九条"),
    ("dispose", "consumer", "目的实现后按约定处置数据。", "条例第二十七条"),
    ("carry-unaltered", "platform", "完整传送报文，留存审计记录。", "双方商定"),
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
