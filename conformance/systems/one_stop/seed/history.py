"""What happened in the two years before the fixed day: the centre itself does each step, on the day it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from conformance.systems.one_stop.cases import day_of
from conformance.systems.one_stop.people import ACTS_FOR, company, person
from conformance.systems.one_stop.seed.after import plant_complaints, spoken
from conformance.systems.one_stop.seed.plan import items
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.part import Record
from conformance.systems.service.seed_audit import seed_audit
from conformance.systems.service.working_days import after, is_working

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

SEED = 20261101
CASES, RECENT, MONTH = 600, 60, 30
FIRST, LAST = date(2024, 11, 4), date(2026, 10, 30)
TODAY = AS_OF.date()
MAYOR = {"name": "高远", "post": "市长"}
HEAD = {"name": "周敏", "post": "局长"}
PROCEDURES = (
    ("inspection", "需现场检验设施设备。"),
    ("hearing", "利害关系人申请听证。"),
    ("expert-review", "需组织专家评审。"),
    ("testing", "需委托机构检测。"),
    ("appraisal", "需委托机构鉴定。"),
)
DENIED = "经审查，经营场所不符合法定条件。"
LATE = "承办期间系统升级，核验环节延后，已向申请人说明并致歉。"


@dataclass(frozen=True)
class Life:
    """How a case fares: what happens to it that does not happen to most."""

    lacks: bool
    declined: bool
    withdrawn: bool
    suspended: bool
    extended: bool
    late: bool
    denied: bool


def plant(system: System) -> None:
    """Plant items, two years of cases with what came of them, complaints, and the audit records of the year before."""
    for item in items(system):
        system.items.kept.add({"id": system.items.kept.next_id(), **item})
    random = Random(SEED)  # noqa: S311 - the same cases every time
    here = [one for one in system.items.kept.all() if one["atCentre"] == "1"]
    for number in range(CASES):
        _live(system, random, number, here[random.randrange(len(here))], _day(number))
    plant_complaints(system, random)
    for event in seed_audit(AS_OF, "listCases", "/cases"):
        system.journal.append(event)


def _day(number: int) -> date:
    """The working day a case was submitted on: over two years, the last sixty in the last month."""
    before = CASES - RECENT
    if number < before:
        day = FIRST + timedelta(days=number * (LAST - FIRST).days // (before - 1))
    else:
        day = LAST - timedelta(days=(CASES - number) * MONTH // RECENT)
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def _drawn(random: Random, item: Record, more: int) -> Life:
    """How a case fares; `more` times as many lack something or stand still as usual."""
    plain, licence = item["handling"] != "1", item["itemType"] == "01"
    chance = [random.random() for _ in range(7)]
    return Life(
        lacks=plain and chance[0] < 0.07 * more,
        declined=plain and chance[1] < 0.03,
        withdrawn=chance[2] < 0.02,
        suspended=plain and chance[3] < 0.07 * more,
        extended=licence and chance[4] < 0.06 and "basis" not in item["statutoryLimit"],
        late=plain and chance[5] < 0.06 and item["promisedLimit"]["days"] + 1 < item["statutoryLimit"]["days"],
        denied=plain and chance[6] < 0.07,
    )


def _live(system: System, random: Random, number: int, item: Record, day: date) -> None:
    cases, life = system.cases, _drawn(random, item, 1 if number < CASES - RECENT else 4)
    user = "citizen-01" if number % 19 == 0 else "citizen-02" if number % 31 == 0 else f"citizen-{100 + number % 240}"
    body = _body(random, number, item, user)
    whole = body["materials"]
    if life.lacks:
        body = {**body, "materials": whole[1:]}
    record: Record = {"id": cases.kept.next_id(), **cases.begun(item, user, body, _at(day, number))}
    if record["state"] == "incomplete":
        day = after(day, random.randrange(2, 9))
        if day <= TODAY:
            record = cases.settled(item, cases.given(record, {"materials": whole}), _at(day, number))
    if record["state"] == "submitted":
        record = _handled(system, random, life, item, record, day, number)
    if record["state"] == "withdrawn":
        cases.kept.add(record)
        cases.kept.unlist(record["id"])
    else:
        cases.kept.add(spoken(system, random, record, number))


def _handled(
    system: System, random: Random, life: Life, item: Record, record: Record, day: date, number: int
) -> Record:
    """A case from acceptance to its decision, as far as the days until now go."""
    cases = system.cases
    if item["lowerFirst"] == "1":
        begun, day = day, after(day, random.randrange(4, 16))
        unit = system.units["lower"]
        review = {"unit": {"name": unit.zh, "uscc": unit.uscc}, "from": _at(begun, number), "to": _at(day, number)}
        record = {**record, "firstReview": review}
    day = day if item["handling"] == "1" else after(day, random.randrange(0, 4))
    if day > TODAY:
        return {name: held for name, held in record.items() if name != "firstReview"}
    now = _at(day, number, 1)
    if life.declined:
        reason = {"reason": "申请事项依法不属于本机关职权范围。", "advice": "请向有管辖权的行政机关申请。"}
        return cases.declined(record, "officer-01", reason, now)
    record, begun = cases.accepted(record, "officer-01", now), day
    if life.withdrawn:
        return {**record, "state": "withdrawn"}
    if life.suspended:
        record = _suspended(system, random, record, begun, number)
        if record["state"] == "suspended":
            return record
    return _decided(system, random, life, item, record, number)


def _decided(system: System, random: Random, life: Life, item: Record, record: Record, number: int) -> Record:
    """A case from its acceptance to its decision: in time, past what was promised, or with a longer period."""
    begun = day_of(record["acceptedAt"])
    paused = [(day_of(one["from"]), day_of(one["to"])) for one in record["procedures"]]
    promised, statutory = item["promisedLimit"]["days"], item["statutoryLimit"]["days"]
    taken = random.randrange(promised // 2, promised + 1) if promised else 0
    if life.extended:
        told = after(begun, statutory - 1, paused)
        if told > TODAY:
            return record
        record = system.cases.extended(record, _extension(item), _at(told, number, 2))
        taken = statutory + random.randrange(1, 8)
    elif life.late:
        taken = random.randrange(promised + 1, statutory + 1)
    day = after(begun, taken, paused)
    return record if day > TODAY else _closed(system, random, life, record, day, number)


def _suspended(system: System, random: Random, record: Record, begun: date, number: int) -> Record:
    """A case with a special procedure, over or not."""
    kind, reason = random.choice(PROCEDURES)
    first = after(begun, 1)
    last = after(first, random.randrange(4, 15))
    if first > TODAY:
        return record
    body = {"procedure": kind, "days": 20, "reason": reason}
    record = system.cases.suspended(record, body, _at(first, number, 2))
    return record if last > TODAY else system.cases.resumed(record, _at(last, number, 3))


def _extension(item: Record) -> Record:
    """A longer period: jointly handled the head of the government agrees to it, else the head of the organ."""
    joint = item["joint"] == "1"
    approver = {**MAYOR, "unit": "云州市人民政府"} if joint else {**HEAD, "unit": item["department"]["name"]}
    return {"days": 15 if joint else 10, "reason": "需向有关单位核实情况。", "approver": approver}


def _closed(system: System, random: Random, life: Life, record: Record, day: date, number: int) -> Record:
    """A case with its decision, and what follows it."""
    cases, now = system.cases, _at(day, number, 2)
    if life.denied:
        said = {"reason": DENIED, "legalBasis": "《中华人民共和国行政许可法》第三十八条"}
        record = cases.denied(record, "officer-01", now, said)
    else:
        record = cases.closed(record, "granted", "officer-01", now, {})
        instant = record["handling"] == "1"
        given, shown = (day if instant else after(day, random.randrange(most)) for most in (7, 6))
        record = cases.delivered(record, _at(given, number, 4)) if given <= TODAY else record
        record = cases.published(record, _at(shown, number, 3)) if shown <= TODAY else record
    if day.isoformat() > record["dueAt"]:
        record = {**record, "overrun": {"reason": LATE, "toldAt": now, "publishedAt": now}}
        system.overdue.publish(record)
    filed = day + timedelta(days=random.randrange(15, 45))
    if filed <= TODAY:
        archive = {"number": f"YZ-{day.year}-{record['id'][-6:]}", "archivedAt": _at(filed, number, 6)}
        record = {**record, "archive": archive}
    return record


def _body(random: Random, number: int, item: Record, user: str) -> Record:
    of = random.choice(item["serviceObjects"])
    applicant = ACTS_FOR.get(user) or (person(random) if of == "1" else company(2 + random.randrange(200)))
    due = [one["name"] for one in item["materials"] if one["required"] == "1" and one["shared"] == "0"]
    consent = {"consent": "1"} if item["personalBasis"] == "consent" else {}
    return {
        "subject": f"申请办理{item['name']}",
        "statement": f"申请人符合条件，申请办理{item['name']}，材料真实有效。",
        "serviceObject": of,
        "channel": random.choice(("1", "2", "2", "3", "3", "4")),
        "applicant": applicant,
        "materials": due,
        **consent,
    }


def _at(day: date, number: int, order: int = 0) -> str:
    """A moment of a day, each case at a minute of its own, its steps of one day in their order."""
    return f"{day.isoformat()}T{9 + order:02d}:{number % 60:02d}:00+08:00" if day < TODAY else AS_OF.isoformat()
