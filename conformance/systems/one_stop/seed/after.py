"""What people said afterwards: evaluations, what was mended, questions and complaints."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from conformance.systems.service.clock import AS_OF
from conformance.systems.service.part import Record
from conformance.systems.service.working_days import after

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

TODAY = AS_OF.date()
SAID = {
    "1": "窗口一次办成，说明清楚。",
    "2": "办理较快，材料要求明确。",
    "3": "排队时间稍长。",
    "4": "等候时间过长，电话无人接听。",
    "5": "往返两次才说清所缺材料。",
}
GRADES = "1111111122222233445"
COMPLAINTS = (
    (
        "question",
        "咨询劳务派遣许可延续",
        "许可证将于年底到期，请问何时可以申请延续？",
        "届满三十个工作日前提出，网上即可办理。",
    ),
    ("question", "咨询异地办理", "本人在外地工作，能否网上办理失业登记？", "可以，经移动端实名认证后办理。"),
    ("complaint", "窗口等候时间过长", "上午取号后等候近两个小时。", "已增开两个综合窗口，并公布高峰时段。"),
    ("question", "咨询材料份数", "经营场所证明需要原件还是复印件？", "核验原件即可，不留复印件。"),
    ("complaint", "电话无人接听", "咨询电话多次拨打无人接听。", "已核实当日线路故障，现已恢复。"),
)


def spoken(system: System, random: Random, record: Record, number: int) -> Record:
    """A case with its evaluation, of one closed case in three; a bad one was looked into and mended."""
    if "decision" not in record or random.random() > 0.36:
        return record
    day = date.fromisoformat(record["decision"]["decidedAt"][:10]) + timedelta(days=random.randrange(0, 9))
    if day >= TODAY:
        return record
    grade = random.choice(GRADES)
    body = {"grade": grade, "channel": record["channel"], "comment": SAID[grade], "named": str(number % 2)}
    made = system.evaluations.evaluate(record, body, _at(day, number))
    if grade in "45":
        _mended(system, random, made["id"], day, number)
    return {**record, "evaluation": made["id"]}


def _mended(system: System, random: Random, evaluation: str, day: date, number: int) -> None:
    """Close the task of a bad evaluation within its time."""
    task = next(one for one in system.rectifications.kept.all() if one["evaluation"] == evaluation)
    done = after(day, random.randrange(3, 13))
    if done >= TODAY:
        return
    said = {
        "finding": "经核实，评价所述情况属实。",
        "measure": "已调整窗口排班并向评价人致歉。",
        "closedAt": _at(done, number),
    }
    called = {"calledBackAt": _at(done, number + 5)} if task["named"] == "1" else {}
    system.rectifications.save({**task, **said, **called, "state": "closed"})


def plant_complaints(system: System, random: Random) -> None:
    """Questions and complaints of the last year, replied to in time; the last of them await a reply."""
    items = system.items.kept.all()
    for number in range(45):
        kind, subject, content, reply = COMPLAINTS[number % len(COMPLAINTS)]
        day = after(date(2025, 11, 3) + timedelta(days=8 * number), 1)
        user = ("citizen-01", "citizen-02", f"citizen-{100 + number}")[number % 3]
        department = items[random.randrange(len(items))]["department"]
        begun = system.complaints.begun(user, department, _at(day, number))
        said = {"kind": kind, "subject": subject, "content": content}
        record = {"id": system.complaints.kept.next_id(), **begun, **said}
        replied = after(day, random.randrange(1, 9))
        if replied < TODAY:
            record |= system.complaints.reply(record, reply, _at(replied, number)) | {"overdueDays": 0}
        system.complaints.kept.add(record)


def _at(day: date, number: int) -> str:
    return f"{day.isoformat()}T{14 + number % 3:02d}:{number % 60:02d}:00+08:00"
