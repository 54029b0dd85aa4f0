"""The annual reports, counted from the applications themselves (OGI 49, 50; the unified format)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.part import Record
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

YEARS = (2024, 2025)
ROWS = {
    "refused": {
        "stateSecret": "state-secret",
        "lawForbids": "law-forbids",
        "security": "security",
        "thirdParty": "third-party",
        "internal": "internal",
        "process": "process",
        "caseFile": "case-file",
        "inquiry": "inquiry",
    },
    "unavailable": {"notHeld": "not-held", "toBeMade": "to-be-made", "stillUnclear": "still-unclear"},
    "notProcessed": {
        "petition": "petition",
        "repeated": "repeated",
        "publication": "publication",
        "excessive": "excessive",
        "reissue": "reissue",
    },
    "other": {"notSupplied": "not-supplied", "notPaid": "not-paid", "otherwise": "otherwise"},
}
"""The rows of table three by their members, and the ground each counts."""
OUTCOMES = {"refused": "refused", "unavailable": "unavailable", "notProcessed": "not-processed", "other": "other"}


def plant_reports(system: System) -> None:
    """Keep for each year the reports of the two departments and of the government of the place."""
    identity, kept = system.identity, system.reports.kept
    cases = [*system.applications.kept.all(), *system.applications.kept.withdrawn()]
    for year in YEARS:
        for unit in (identity.own, identity.peer):
            own = [case for case in cases if case["body"]["uscc"] == unit.uscc]
            kept.add({"id": kept.next_id(), **report(unit.zh, unit, year, own)})
        government = f"{identity.place.zh}人民政府"
        of_all = report(government, identity.owner, year, cases)
        found: Record = {"level": "government", "publishedAt": f"{year + 1}-03-25T10:00:00+08:00"}
        found["body"] = {"name": government, "uscc": government_uscc(identity.region, "HT100000")}
        found |= {"assessment": "经工作考核与社会评议，各部门均为合格以上，没有责任追究情况。"}
        del of_all["submittedOn"]
        kept.add({"id": kept.next_id(), **of_all, **found})


def report(name: str, unit: Unit, year: int, cases: Iterable[Record]) -> Record:
    """One report."""
    counts = counted(year, list(cases))
    return {
        "title": f"{name}{year}年政府信息公开工作年度报告",
        "year": str(year),
        "level": "department",
        "body": {"name": unit.zh, "uscc": unit.uscc},
        "submittedOn": f"{year + 1}-01-16",
        "publishedAt": f"{year + 1}-01-20T10:00:00+08:00",
        "general": f"{year}年，{name}依《政府信息公开条例》推进主动公开与依申请公开，更新指南与目录。",
        "publication": "主动公开规范性文件、行政许可、行政处罚、财政预决算等信息，均在二十个工作日内公开。",
        "applications": f"本年新收{counts['received']}件，上年结转{counts['carriedIn']}件，办结{counts['total']}件。",
        "disputes": "因政府信息公开工作被申请行政复议 1 件，没有被提起行政诉讼。",
        "problems": "部分目录更新不够及时，已建立按月核对制度。",
        "others": "本年收取信息处理费的情况已另行公布。",
        "counts": counts,
        "disputeCounts": {"reconsiderations": 1, "suits": 0},
    }


def counted(year: int, cases: list[Record]) -> Record:
    """The rows of table three for a year."""
    held = [case for case in cases if "receivedOn" in case]
    closed = [case for case in held if _closed(case)[:4] == str(year)]
    rows: Record = {
        "received": sum(case["receivedOn"][:4] == str(year) for case in held),
        "carriedIn": sum(case["receivedOn"][:4] < str(year) <= _closed(case)[:4] for case in held),
        "disclosed": sum(_outcome(case) == ("disclosed", "") for case in closed),
        "partial": sum(_outcome(case)[0] == "partial" for case in closed),
    }
    for name, grounds in ROWS.items():
        rows[name] = {
            row: sum(_outcome(case) == (OUTCOMES[name], ground) for case in closed) for row, ground in grounds.items()
        }
    rows["total"] = len(closed)
    rows["carriedOut"] = sum(case["receivedOn"][:4] <= str(year) < _closed(case)[:4] for case in held)
    return rows


def _closed(case: Record) -> str:
    """When a case was closed; far away where it is not."""
    return str(case.get("withdrawnAt") or case.get("answer", {}).get("answeredAt") or "9999")


def _outcome(case: Record) -> tuple[str, str]:
    """What came of a case; one taken back is counted under what is otherwise."""
    if case["state"] == "withdrawn":
        return "other", "otherwise"
    return case["answer"]["outcome"], case["answer"].get("ground", "")
