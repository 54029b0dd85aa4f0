"""What the register holds when it begins: planted by living it, its clock set back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from conformance.systems.service.clock import AS_OF, Clock
from conformance.systems.service.seed_audit import seed_audit

if TYPE_CHECKING:
    from tests.trial_kind.system import System

# Who keeps it, its name, what there is to say, category, facilities, whether it is admitted.
VENUES = (
    ("officer", "云州市全民健身中心", "含游泳馆与羽毛球馆。", "sports", ("parking", "lift"), True),
    ("officer", "云州市职工体育馆", "以篮球与乒乓球为主。", "sports", ("parking",), True),
    ("officer", "云州市职业技能展示馆", "常设技能竞赛展。", "culture", ("lift", "nursery"), True),
    ("officer", "云州市青年就业活动中心", "每周举办就业讲座。", "youth", ("nursery",), True),
    ("officer", "云州市滨江健身广场", "正在施工，尚未验收。", "sports", (), False),
    ("peer", "云州市社区文化中心", "设图书室与排练厅。", "culture", ("parking", "lift", "nursery"), True),
    ("peer", "云州市少年宫", "周末开放。", "youth", ("parking", "nursery"), True),
    ("peer", "云州市老年活动中心", "设书画室。", "culture", ("lift",), True),
    ("upper", "示例省博物馆云州分馆", "周一闭馆。", "culture", ("parking", "lift", "nursery"), True),
    ("lower", "云溪县图书馆", "设少儿阅览室。", "culture", ("nursery",), True),
    ("lower", "云溪县青少年科技馆", "须预约。", "youth", ("lift",), True),
)
# By whom, of which venue, what was found, the grade, whether it is closed.
INSPECTIONS = (
    ("peer", 0, "消防通道畅通。", "A", True),
    ("peer", 0, "泳池水质余氯偏低。", "B", True),
    ("peer", 1, "二层疏散指示灯损坏。", "B", False),
    ("upper", 0, "应急预案已备案。", "A", True),
    ("upper", 1, "器材年检逾期。", "C", False),
    ("lower", 0, "无障碍通道完好。", "A", False),
    ("peer", 1, "急救设备缺失。", "C", False),
)


def plant(system: System) -> None:
    """Plant venues, the periods they open in, inspections, and the audit records of the year before."""
    for number, venue in enumerate(VENUES):
        _venue(system, number, *venue)
    for number, inspection in enumerate(INSPECTIONS):
        _inspection(system, number, *inspection)
    system.clock = Clock()
    for event in seed_audit(AS_OF, "listVenues", "/venues"):
        system.journal.append(event)


def _venue(
    system: System,
    number: int,
    by: str,
    called: str,
    notes: str,
    category: str,
    has: tuple[str, ...],
    is_admitted: bool,
) -> None:
    _at(system, 700 - 40 * number)
    caller = system.accounts.of(by)
    body = {"called": called, "notes": notes, "category": category, "facilities": [*has]}
    region, seats = system.units[caller.unit].region, 300 + 100 * number
    made = system.venues.submit(caller, "", {**body, "region": region, "seats": seats})
    if is_admitted:
        _at(system, 690 - 40 * number)
        system.venues.decide(caller, made, {"decision": "admit"})
        for month in ("07", "08", "09", "10", "11"):
            period = {
                "from": f"2026-{month}-01",
                "to": f"2026-{month}-28",
                "hours": "09:00-21:00",
                "remarks": "周一闭馆。",
            }
            system.openings.submit(caller, made["code"], period)


def _inspection(system: System, number: int, by: str, of: int, finding: str, grade: str, is_closed: bool) -> None:
    _at(system, 200 - 20 * number)
    body = {
        "basis": "年度安全检查计划",
        "finding": finding,
        "grade": grade,
        "day": system.clock.now().date().isoformat(),
    }
    made = system.inspections.submit(system.accounts.of(by), f"v-{of + 1:06d}", body)
    if is_closed:
        _at(system, 190 - 20 * number)
        officer = system.accounts.of("officer")
        system.inspections.decide(officer, made, {"outcome": "rectified", "note": "已复查。"})


def _at(system: System, days: int) -> None:
    """Set the clock back by so many days."""
    system.clock = Clock(datetime.fromisoformat(AS_OF.isoformat()) - timedelta(days=days))
