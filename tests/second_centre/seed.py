"""The seed: items, and cases played through the centre's own handling in the weeks before the fixed day."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.second_centre import closing, complaints, handling
from tests.second_centre.centre import Centre, Row
from tests.second_centre.parties import COMPANY, OWN, unit_of
from tests.second_centre.seed_rows import (
    CASES,
    COMPLAINTS,
    FORM,
    IDENTITY,
    ITEMS,
    LICENCE_COPY,
    LISTED_FIRST,
    PEOPLE,
    Item,
    Past,
)
from tests.second_system.accounts import COUNTY, CULTURE, DATA_OFFICE, REVENUE, WATER, Account
from tests.second_system.audit import Audit
from tests.second_system.clock import stamp
from tests.second_system.days import day_of

DEPARTMENTS = (CULTURE, DATA_OFFICE, REVENUE, WATER)
OFFICERS = {WATER: "water:lin.yue", CULTURE: "culture:bai.qing", REVENUE: "revenue:gao.yi",
            DATA_OFFICE: "dataoffice:xu.lan"}  # fmt: skip
MAYOR = {"name": "顾长风", "post": "市长", "unit": "临澜市人民政府"}
HEADS = {"name": "江远帆", "post": "局长", "unit": WATER.name}
REFUSAL = {"reason": "经营场所不符合规定的条件。", "legalBasis": "《中华人民共和国行政许可法》第三十八条第二款"}
COMMENT = {"1": "一次办成，说明清楚。", "2": "办得较快。", "3": "尚可，等候稍久。",
           "4": "来回跑了两趟。", "5": "答复前后不一。"}  # fmt: skip
ELSEWHERE = {"reason": "不属于本机关职权范围。", "advice": "请向汀溪县水利站申请。"}
BY_CODE = {unit.uscc: unit for unit in DEPARTMENTS}


def at(text: str) -> datetime:
    """A moment of 2026 in Shanghai, written MM-DD HH:MM."""
    return datetime.fromisoformat(f"2026-{text.replace(' ', 'T')}:00+08:00")


def planted(centre: Centre, morning: datetime) -> Centre:
    """The centre as it stands on the fixed morning."""
    for unit in DEPARTMENTS:
        centre.add("departments", unit_of(unit))
    centre.add("items", _item(LISTED_FIRST, 0))
    items = [centre.add("items", _item(row, number)) for number, row in enumerate(ITEMS, 1)]
    for past in CASES:
        _play(centre, items[past.item], past, morning)
    for row in list(centre.rows["rectifications"].values()):
        _mended(row, morning)
    for user, kind, subject, content, when, days in COMPLAINTS:
        said = {"kind": kind, "subject": subject, "content": content}
        complaint = complaints.raised(centre, said, user, stamp(at(when)))
        if days:
            complaints.replied(complaint, "已核实，并已电话告知。", stamp(at(when) + timedelta(days=days)))
    return centre


def _item(row: Item, number: int) -> Row:
    base = f"{row.kind:0>2}{number:07d}000"
    code = f"{row.unit.uscc}3{base}"
    limits = [{"days": days, "unit": "working-day"} for days in row.limits]
    shared = IDENTITY if row.objects == PEOPLE else LICENCE_COPY
    return {
        "name": row.name, "taskCode": code, "baseCode": base, "handlingCode": f"{code}01", "itemType": row.kind,
        "legalBasis": row.basis, "department": unit_of(row.unit), "nature": "1", "level": "3",
        "region": row.unit.region, "serviceObjects": row.objects.split(), "channels": ["1", "2", "3"],
        "handling": "1" if row.instant else "2", "joint": _yes("j" in row.marks), "lowerFirst": _yes("l" in row.marks),
        "statutoryLimit": limits[0], "promisedLimit": limits[1], "conditions": f"符合{row.basis}规定的条件。",
        "materials": [_material(text) for text in [FORM, shared, *row.materials.split()]],
        "process": "申请、受理、审查、决定、送达。", "charged": _yes(bool(row.fee)), "resultName": row.result,
        "place": "临澜市便民服务中心二楼综合窗口", "hours": "工作日 8:30 至 12:00，13:30 至 17:00",
        "consultPhone": "0999-5551600", "complaintPhone": "0999-5551601", "atCentre": _yes(not row.elsewhere),
        "personalBasis": "consent" if "c" in row.marks else "duty",
        "state": "suspended" if "s" in row.marks else "in-service", "publishedAt": stamp(at("03-02 09:00")),
        **({"fee": row.fee, "feeBasis": "澜江省行政事业性收费目录"} if row.fee else {}),
        **({"resultType": row.type} if row.type else {}),
        **({"elsewhereReason": row.elsewhere} if row.elsewhere else {}),
    }  # fmt: skip


def _yes(fact: bool) -> str:
    return "1" if fact else "0"


def _material(text: str) -> Row:
    name, originals, copies, required, issuer, shared = text.split(":")
    counts = {"originals": int(originals), "copies": int(copies)}
    return {"name": name, **counts, "required": required, "issuer": issuer, "shared": shared}


def _play(centre: Centre, item: Row, past: Past, morning: datetime) -> None:
    """A case from its application to what became of it."""
    unit, begun = BY_CODE[item["department"]["uscc"]], at(past.at)
    names = [one["name"] for one in item["materials"] if one["shared"] == "0"]
    content = {
        "subject": f"申请{item['name']}", "statement": "各项条件均已具备，材料随附。", "channel": past.channel,
        "serviceObject": _served(item["serviceObjects"], past.user),
        "applicant": OWN[past.user], "materials": names[:1] if past.fate == "lack" else names,
        **({"consent": "1"} if item["personalBasis"] == "consent" else {}),
    }  # fmt: skip
    case = handling.received(centre, item, content, past.user, begun)
    if case["state"] == "submitted":
        _handled(centre, case, past, OFFICERS[unit], begun + timedelta(hours=2))
    if case["state"] in closing.CLOSED:
        _closed(centre, case, past, morning)


def _served(objects: list[str], user: str) -> str:
    """Who is served: a person or an enterprise, where the item is for such, else whoever it is for."""
    own = "2" if OWN[user]["idType"] == COMPANY else "1"
    return own if own in objects else objects[0]


def _handled(centre: Centre, case: Row, past: Past, by: str, taken: datetime) -> None:
    if past.fate == "return":
        handling.told(centre, case, ["取水口位置图未注明坐标"], by, taken)
    elif past.fate == "decline":
        handling.declined(centre, case, ELSEWHERE, by, taken)
    elif past.fate == "withdraw":
        closing.withdrawn(centre, case, past.user, taken)
    elif past.fate != "submit":
        handling.accepted(centre, case, by, taken)
        _held_up(case, past, by, taken)
        if past.fate not in ("accept", "suspend"):
            _decided(centre, case, past, by, taken + timedelta(days=past.days))


def _held_up(case: Row, past: Past, by: str, taken: datetime) -> None:
    if case["itemName"] == "洪水影响评价类审批":
        begin = stamp(taken - timedelta(hours=1))
        case["firstReview"] = {"unit": unit_of(COUNTY), "from": begin, "to": stamp(taken + timedelta(days=2))}
    if past.fate == "extend":
        approver = MAYOR if case["joint"] == "1" else HEADS
        said = {"days": 12 if case["joint"] == "1" else 8, "reason": "须逐一核实现场情况。", "approver": approver}
        handling.extended(case, said, by, taken + timedelta(days=8))
    if past.fate in ("procedure", "suspend"):
        said = {"procedure": "expert-review", "days": 7, "reason": "须组织专家评审。"}
        handling.suspended(case, said, by, taken + timedelta(days=1))
    if past.fate == "procedure":
        handling.resumed(case, by, taken + timedelta(days=6))


def _decided(centre: Centre, case: Row, past: Past, by: str, when: datetime) -> None:
    if past.fate == "deny":
        closing.denied(centre, case, REFUSAL, by, when)
        return
    closing.grant(centre, case, by, when, "符合条件，准予。")
    if past.fate == "overdue":
        reason = "主办方变更演出场地，须重新核验安全方案。"
        case["overrun"] = {"reason": reason, "toldAt": stamp(when), "publishedAt": stamp(when)}
        head = {name: case[name] for name in ("itemName", "department", "dueAt")}
        centre.add("overdue", {"case": case["id"], **head, "reason": reason, "publishedAt": stamp(when)})


def _closed(centre: Centre, case: Row, past: Past, morning: datetime) -> None:
    ended = at(past.at) + timedelta(days=past.days)
    if past.grade:
        said = {"grade": past.grade, "channel": past.channel, "comment": COMMENT[past.grade], "named": "1"}
        closing.evaluated(centre, case, said, ended + timedelta(hours=5))
    archived = ended + timedelta(days=12)
    if archived < morning:
        case["archive"] = {"number": centre.number("档"), "archivedAt": stamp(archived)}


def _mended(task: Row, morning: datetime) -> None:
    """A task of rectification as it was done, two weeks after it was opened."""
    opened = datetime.fromisoformat(task["openedAt"])
    done = opened + timedelta(days=13)
    if done < morning and day_of(done).isoformat() <= task["dueAt"]:
        task.update(finding="情况属实，告知不清。", measure="已修订一次告知单并培训窗口人员。", state="closed",
                    closedAt=stamp(done), calledBackAt=stamp(done + timedelta(hours=3)))  # fmt: skip


def past_acts(audit: Audit, morning: datetime) -> None:
    """Audit records of the year and a month before the fixed morning."""
    citizen, water = Account("citizen:80017", "applicant"), Account(OFFICERS[WATER], "officer", WATER)
    for month in range(13):
        when = morning - timedelta(days=390 - 30 * month)
        audit.record(citizen, "submitCase", "/items/i-610014/cases", 201, True, when)
        audit.record(water, "acceptCase", "/cases/b-610007/acceptance", 200, True, when + timedelta(hours=1))
        audit.record(citizen, "decideCase", "/cases/b-610007/decision", 403, True, when + timedelta(hours=2))
