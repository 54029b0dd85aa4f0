"""The annual reports. What a department tells of its applications is counted from them."""

from __future__ import annotations

from collections import Counter

from tests.second_disclosure.codes import GROUNDS
from tests.second_disclosure.files import Files, Row, body
from tests.second_system.accounts import CULTURE, REVENUE, WATER, Unit
from tests.second_system.clock import stamp
from tests.second_system.days import day_of
from tests.second_system.fields import moment

CITY = Unit("临澜市人民政府", "11339900HY2000730G", "339900")
TINGXI = Unit("临澜市汀溪县人民政府", "11339921HY3000310B", "339921")
OUT = {"department": "01-31T23:10:00+08:00", "government": "03-31T08:30:00+08:00"}
YEARS = range(2021, 2026)


def _camel(ground: str) -> str:
    first, *others = ground.split("-")
    return first + "".join(map(str.capitalize, others))


def _counts(received: int, carried: int, done: Counter[str]) -> Row:
    """Table three: what came in, the rows of what was done, and what goes over to the next year."""
    grouped = {
        _camel(outcome): {_camel(ground): done[ground] for ground in grounds.split()}
        for outcome, grounds in GROUNDS.items()
    }
    total = sum(done.values())
    plain = {"disclosed": done["disclosed"], "partial": done["partial"]}
    ends = {"received": received, "carriedIn": carried, "total": total, "carriedOut": received + carried - total}
    return {**ends, **plain, **grouped}


def _of(files: Files, unit: Unit, year: str) -> Row:
    """The counts of a department, from its applications: by the day of receipt and the day of answer."""
    received = carried = 0
    done: Counter[str] = Counter()
    for row in files.rows["applications"].values():
        begun = row.get("receivedOn", "9999") if row["body"]["uscc"] == unit.uscc else "9999"
        answer = row.get("answer")
        ended = day_of(moment(answer["answeredAt"])).isoformat() if answer else "9999"
        received += begun[:4] == year
        carried += begun[:4] < year <= ended[:4]
        if answer and begun != "9999" and ended[:4] == year:
            done[answer["outcome"] if answer["outcome"] in ("disclosed", "partial") else answer["ground"]] += 1
    return _counts(received, carried, done)


def _made_up(year: int, size: int) -> Row:
    """The counts of a government: of each year a few are carried over."""
    over = {each: size + each % 5 for each in (year - 1, year)}
    done = Counter({"disclosed": 40 * size + year % 7, "partial": 6 * size, "third-party": size, "not-held": 11 * size})
    return _counts(sum(done.values()) + over[year] - over[year - 1], over[year - 1], done)


def published(files: Files) -> None:
    """Publish the reports of five years, of three departments and two governments."""
    for year in YEARS:
        for unit in (WATER, CULTURE, REVENUE):
            _report(files, unit, year, "department", _of(files, unit, str(year)), f"{year + 1}-01-24")
        for unit, size in ((CITY, 9), (TINGXI, 2)):
            _report(files, unit, year, "government", _made_up(year, size), f"{year + 1}-03-20")


def _report(files: Files, unit: Unit, year: int, level: str, counts: Row, handed: str) -> None:
    assessed = (
        {"assessment": "考核结果为良好，社会评议满意率九成以上，没有责任追究的情形。"} if level == "government" else {}
    )
    files.add("reports", {
        "title": f"{unit.name} {year} 年政府信息公开工作年度报告", "year": str(year),
        "level": level, "body": body(unit),
        "submittedOn": handed, "publishedAt": stamp(moment(f"{year + 1}-{OUT[level]}")),
        "general": "本年继续健全制度，拓宽公开渠道。", "publication": "公开规章、规划、预决算等，详见附表。",
        "applications": f"新收 {counts['received']} 件，上年结转 {counts['carriedIn']} 件，办理 {counts['total']} 件。",
        "disputes": "被申请行政复议 1 件，未被提起行政诉讼。", "problems": "检索不够便捷，已改进栏目与检索。",
        "others": "本年未收取信息处理费。", **assessed, "counts": counts,
        "disputeCounts": {"reconsiderations": 1, "suits": 0},
    })  # fmt: skip
