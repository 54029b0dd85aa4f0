"""How a case ends: granted with what follows from it, denied, evaluated, given up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.second_centre.centre import Centre, Row
from tests.second_centre.identifiers import identifier
from tests.second_centre.parties import public_name
from tests.second_system.clock import stamp
from tests.second_system.days import day_of, working_days_after
from tests.second_system.refusal import Refused

CLOSED = ("granted", "denied")
BENEFIT = "05"
PRIVATE = "涉及个人隐私，依照《中华人民共和国政府信息公开条例》第十五条不予公开。"
REMEDIES = {
    "reconsideration": {"body": "临澜市人民政府", "period": "自收到决定书之日起六十日内"},
    "litigation": {"body": "汀溪县人民法院", "period": "自收到决定书之日起六个月内"},
}


def step(case: Row, name: str, by: str, at: datetime, opinion: str = "", status: str = "2") -> None:
    head = {"name": name, "status": status, "by": by, "at": stamp(at), "unit": case["department"]}
    case["steps"] = [*case["steps"], {**head, "opinion": opinion} if opinion else head]


def grant(centre: Centre, case: Row, by: str, at: datetime, opinion: str = "") -> None:
    """Grant: the certificate where the item gives one, publicity unless the law withholds it, delivery."""
    item = centre.item_of(case)
    number = centre.number("准")
    decision = {"result": "granted", "number": number, "decidedAt": stamp(at), "decidedBy": by}
    case.update(state="granted", decision=decision)
    method = "window" if case["channel"] == "1" else "online"
    case["delivery"] = {"deliveredAt": stamp(at), "method": method}
    if "resultType" in item:
        case["delivery"]["certificate"] = _certificate(centre, case, item, at)["id"]
    if case["itemType"] == BENEFIT:
        case["withheldReason"] = PRIVATE
    else:
        case["publicity"] = _published(centre, case, at)["id"]
    step(case, "办结", by, at, opinion)


def _last_day(first: date) -> date:
    return first.replace(year=first.year + 5) - timedelta(days=1)


def _certificate(centre: Centre, case: Row, item: Row, at: datetime) -> Row:
    day, unit = day_of(at), case["department"]
    row = centre.add("certificates", {
        "name": item["resultName"], "holder": case["applicant"], "issuer": unit, "issuedAt": stamp(at),
        "validFrom": day.isoformat(), "validTo": _last_day(day).isoformat(), "state": "valid", "case": case["id"],
    })  # fmt: skip
    row["identifier"] = identifier(item["resultType"], unit["uscc"], centre.given["certificates"])
    return row


def _published(centre: Centre, case: Row, at: datetime) -> Row:
    head = {name: case[name] for name in ("itemName", "itemType", "department")}
    return centre.add("publicity", {
        **head, "case": case["id"], "holder": public_name(case["applicant"]), "number": case["decision"]["number"],
        "decidedAt": stamp(at), "publishedAt": stamp(at), "validTo": _last_day(day_of(at)).isoformat(),
    })  # fmt: skip


def denied(centre: Centre, case: Row, content: Row, by: str, at: datetime) -> None:
    case.update(state="denied", decision={
        "result": "denied", "number": centre.number("不准"), "decidedAt": stamp(at), "decidedBy": by,
        "reason": content["reason"], "legalBasis": content["legalBasis"], "remedies": REMEDIES,
    })  # fmt: skip
    case["delivery"] = {"deliveredAt": stamp(at), "method": "window" if case["channel"] == "1" else "online"}
    step(case, "办结", by, at, content["reason"])


def evaluated(centre: Centre, case: Row, content: Row, at: datetime) -> Row:
    """An evaluation of a closed case, and the task a bad one opens; the task is given back, or the evaluation."""
    if case["state"] not in CLOSED or "evaluation" in case:
        raise Refused(409, "尚未办结，或者已经评价")
    head = {name: case[name] for name in ("itemName", "department")}
    said: Row = {name: content[name] for name in ("grade", "channel", "comment") if name in content}
    evaluation = centre.add("evaluations", {"case": case["id"], **head, **said, "evaluatedAt": stamp(at)})
    case["evaluation"] = evaluation["id"]
    if content["grade"] not in ("4", "5"):
        return evaluation
    return centre.add("rectifications", {
        "evaluation": evaluation["id"], "case": case["id"], "unit": case["department"],
        "named": content.get("named", "0"), "openedAt": stamp(at),
        "dueAt": working_days_after(day_of(at), 15).isoformat(), "state": "open",
    })  # fmt: skip


def withdrawn(centre: Centre, case: Row, by: str, at: datetime) -> None:
    """Give a case up: what came of it is taken down, its certificate is void; a repeat changes nothing."""
    if case["state"] == "withdrawn":
        return
    for kind in ("certificates", "publicity", "evaluations", "rectifications", "overdue"):
        for row in [row for row in centre.rows[kind].values() if row["case"] == case["id"]]:
            centre.given_up.add(row.get("identifier", ""))
            del centre.rows[kind][row["id"]]
    for name in ("publicity", "evaluation"):
        case.pop(name, None)
    case.get("delivery", {}).pop("certificate", None)
    case["state"] = "withdrawn"
    step(case, "撤回", by, at)
