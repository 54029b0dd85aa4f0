"""A case from the application to the last day for its decision: taken in, completed, accepted, declined, held up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.second_centre.centre import Centre, Owner, Row
from tests.second_centre.closing import grant, step
from tests.second_centre.parties import masked
from tests.second_system.clock import stamp
from tests.second_system.days import day_of, working_days_after
from tests.second_system.fields import moment
from tests.second_system.refusal import Refused

COUNTER = "即办窗口"
NOBODY = "申请者的姓名或者名称、证件类型与号码"
REMEDY = "可自收到本凭证之日起六十日内向临澜市人民政府申请行政复议。"
WORDS = ("subject", "statement", "serviceObject", "channel", "consent")
OPEN = ("incomplete", "submitted")
AT_WORK = ("accepted", "extended")
BY_OPINION = ("hearing", "tender", "auction")


def received(centre: Centre, item: Row, content: Row, user: str, at: datetime) -> Row:
    """Take an application in; of an instant item that lacks nothing the result is given at once."""
    head = {name: item[name] for name in ("itemType", "taskCode", "handling", "joint", "department")}
    case = centre.add("cases", {
        "item": item["id"], "itemName": item["name"], **head,
        **{name: content[name] for name in WORDS if name in content},
        "submittedAt": stamp(at), "materials": [], "missing": [], "notices": [], "procedures": [], "steps": [],
        "state": "submitted",
    })  # fmt: skip
    centre.owners[case["id"]] = Owner(user)
    case["materials"] = [{"name": one["name"], "source": "shared"} for one in item["materials"] if one["shared"] == "1"]
    _filled(centre, case, content)
    _settled(centre, case, at)
    return case


def supplied(centre: Centre, case: Row, content: Row, at: datetime) -> None:
    """Put in what an applicant supplies; what a notice asked for in words is looked at on acceptance."""
    _expect(case, *OPEN)
    case.update({name: content[name] for name in WORDS if name in content})
    _filled(centre, case, content)
    if case["state"] == "incomplete":
        _settled(centre, case, at)


def _filled(centre: Centre, case: Row, content: Row) -> None:
    party, held = content.get("applicant"), {one["name"] for one in case["materials"]}
    if party:
        case["applicant"] = masked(party)
        centre.owners[case["id"]] = Owner(centre.owners[case["id"]].user, party["idNumber"])
    new = [name for name in content.get("materials", []) if name not in held]
    case["materials"] = [*case["materials"], *({"name": name, "source": "submitted"} for name in new)]


def _lacking(centre: Centre, case: Row) -> list[str]:
    held = {one["name"] for one in case["materials"]}
    due = [one["name"] for one in centre.item_of(case)["materials"] if one["required"] == "1"]
    return [name for name in due if name not in held] + ([] if "applicant" in case else [NOBODY])


def _settled(centre: Centre, case: Row, at: datetime) -> None:
    case["missing"] = _lacking(centre, case)
    if case["missing"]:
        case["state"] = "incomplete"
        case.setdefault("toldAt", stamp(at))
        return
    case["state"] = "submitted"
    if "toldAt" in case:
        case["suppliedAt"] = stamp(at)
    if case["handling"] == "1":
        accepted(centre, case, COUNTER, at)
        grant(centre, case, COUNTER, at)


def accepted(centre: Centre, case: Row, by: str, at: datetime) -> None:
    _expect(case, "submitted")
    item = centre.item_of(case)
    case.update(
        state="accepted", acceptedAt=stamp(at), receipt=_receipt(centre, case, "accepted", at),
        statutoryLimit=item["statutoryLimit"], promisedLimit=item["promisedLimit"],
    )  # fmt: skip
    case["dueAt"] = _due(case)
    step(case, "受理", by, at, "材料齐全，符合法定形式，予以受理。")


def declined(centre: Centre, case: Row, content: Row, by: str, at: datetime) -> None:
    _expect(case, *OPEN)
    said = {"reason": content["reason"], "advice": content.get("advice", REMEDY)}
    case.update(state="declined", missing=[], receipt={**_receipt(centre, case, "declined", at), **said})
    step(case, "不予受理", by, at, content["reason"])


def _receipt(centre: Centre, case: Row, kind: str, at: datetime) -> Row:
    number = centre.number("受" if kind == "accepted" else "不受")
    day = day_of(at).isoformat()
    return {"number": number, "kind": kind, "unit": case["department"], "issuedAt": day, "sealed": "1"}


def told(centre: Centre, case: Row, missing: list[str], by: str, at: datetime) -> None:
    """Tell what is missing, with every required material that is not there, once."""
    _expect(case, *OPEN)
    if "toldAt" in case:
        raise Refused(409, "已经告知过一次，不得再次告知")
    whole = missing + [name for name in _lacking(centre, case) if name not in missing]
    notice = {"number": centre.number("补"), "missing": whole, "toldAt": stamp(at), "unit": case["department"]}
    case.update(state="incomplete", missing=whole, notices=[notice])
    case.setdefault("toldAt", stamp(at))
    step(case, "补正告知", by, at)


def extended(case: Row, content: Row, by: str, at: datetime) -> None:
    """A longer period, once, and at most by as many days as the law allows."""
    _expect(case, "accepted")
    most = 15 if case["joint"] == "1" else 10
    if content["days"] > most:
        raise Refused(400, "延长超出法定日数", [{"pointer": "/days", "message": f"不得超过 {most} 个工作日"}])
    if "extension" in case:
        raise Refused(409, "期限只能延长一次")
    said = {name: content[name] for name in ("days", "reason", "approver")}
    case.update(state="extended", extension={**said, "approvedAt": stamp(at), "toldAt": stamp(at)})
    case["dueAt"] = _due(case)
    step(case, "延长期限", by, at, content["reason"])


def suspended(case: Row, content: Row, by: str, at: datetime) -> None:
    _expect(case, *AT_WORK)
    kind = content["procedure"]
    case["procedures"] = [*case["procedures"], {
        "kind": kind, "sort": "1" if kind in BY_OPINION else "2", "from": day_of(at).isoformat(),
        "days": content["days"], "toldAt": stamp(at), "reason": content["reason"],
    }]  # fmt: skip
    case["state"] = "suspended"
    step(case, "特别程序", by, at, content["reason"], status="1")


def resumed(case: Row, by: str, at: datetime) -> None:
    _expect(case, "suspended")
    case["procedures"][-1]["to"] = day_of(at).isoformat()
    case.update(state="extended" if "extension" in case else "accepted", dueAt=_due(case))
    step(case, "特别程序结束", by, at)


def _due(case: Row) -> str:
    """The last day promised: the period promised, what it was extended by, and the time of procedures."""
    day, limit = day_of(moment(case["acceptedAt"])), case["promisedLimit"]
    if limit["unit"] == "calendar-day":
        day += timedelta(days=limit["days"])
    else:
        day = working_days_after(day, limit["days"])
    more = int(case.get("extension", {}).get("days", 0)) + sum(map(_left_out, case["procedures"]))
    return working_days_after(day, more).isoformat()


def _left_out(procedure: Row) -> int:
    return working_days_between(date.fromisoformat(procedure["from"]), date.fromisoformat(procedure["to"]))


def working_days_between(begin: date, end: date) -> int:
    """How many working days after the first day, until the other."""
    return sum(
        (begin + timedelta(days=number)).isoweekday() <= 5 for number in range(1, max(0, (end - begin).days) + 1)
    )


def _expect(case: Row, *states: str) -> None:
    if case["state"] not in states:
        raise Refused(409, f"办件的状态为 {case['state']}")
