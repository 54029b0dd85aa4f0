"""Whether the figures of annual reports on disclosure add up, and are those of the applications themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text

GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "refused": (
        "refused",
        {
            "stateSecret": "state-secret",
            "lawForbids": "law-forbids",
            "security": "security",
            "thirdParty": "third-party",
            "internal": "internal",
            "process": "process",
            "caseFile": "case-file",
            "inquiry": "inquiry",
        },
    ),
    "unavailable": (
        "unavailable",
        {"notHeld": "not-held", "toBeMade": "to-be-made", "stillUnclear": "still-unclear"},
    ),
    "notProcessed": (
        "not-processed",
        {
            "petition": "petition",
            "repeated": "repeated",
            "publication": "publication",
            "excessive": "excessive",
            "reissue": "reissue",
        },
    ),
    "other": ("other", {"notSupplied": "not-supplied", "notPaid": "not-paid", "otherwise": "otherwise"}),
}
"""The rows of table three below each outcome, and the ground each of them counts."""
Row = tuple[str, str]
Cases = list[tuple[Mapping[str, Any], Exchange]]


def report_adds_up(value: Value) -> Iterator[Finding]:
    """What came in and what was carried over is what was handled and what is carried on; parts make the total."""
    counts = record(value_at(value.value, "counts"))
    rows = _rows(counts)
    came, total, left = (whole(counts.get(name)) for name in ("received", "total", "carriedOut"))
    before = whole(counts.get("carriedIn"))
    if came is None or total is None or left is None or before is None or None in rows.values():
        raise not_exercised("报告没有写明各项件数", "the report does not tell its figures")
    parts = sum(number or 0 for number in rows.values())
    if parts != total:
        seen = Text(f"各项之和 {parts}，总计 {total}", f"the parts make {parts}, the total is {total}")
        yield Finding(seen, Text("两者相等", "both are the same"), at="counts.total")
    if came + before != total + left:
        zh = f"新收 {came} 加上年结转 {before}，总计 {total} 加结转下年 {left}"
        en = f"received {came} and carried in {before}; handled {total} and carried out {left}"
        yield Finding(Text(zh, en), Text("两者相等", "both are the same"), at="counts.carriedOut")


def report_carries_on(trace: Trace, *, step: str = "reports") -> Iterator[Finding]:
    """What one year's report carries on is what the next year's of the same body has carried over."""
    known: dict[tuple[str, str, int], tuple[int, Exchange]] = {}
    for report, page in _reports(trace):
        left = whole(value_at(report, "counts.carriedOut"))
        if left is not None:
            known[_body(report), shown(report.get("level")), _year(report)] = (left, page)
    judged = False
    for report, page in _reports(trace):
        before = known.get((_body(report), shown(report.get("level")), _year(report) - 1))
        carried = whole(value_at(report, "counts.carriedIn"))
        if before is None or carried is None:
            continue
        judged = True
        if carried != before[0]:
            zh = f"{shown(report.get('id'))} 上年结转 {carried}，上年度报告结转下年 {before[0]}"
            en = f"{shown(report.get('id'))} carries over {carried}, the report before carries on {before[0]}"
            yield Finding(Text(zh, en), Text("两者相等", "both are the same"), exchanges=(before[1], page))
    if not judged:
        raise not_exercised("没有前后两年的报告", "there are no reports of two years on end")


def report_is_of_the_cases(trace: Trace) -> Iterator[Finding]:
    """The figures of a department's report are those counted from its applications.

    A year is counted where applications of the year before it, or of its first month, show that the book goes so far.
    """
    cases = _cases(trace)
    read_whole(trace, "applications", "withdrawn")
    succeeded(trace, "withdrawn")
    first = min((day for case, _ in cases if (day := day_of(case.get("receivedOn")))), default=None)
    judged = False
    for report, page in _reports(trace):
        year = _year(report)
        if report.get("level") != "department" or not year or first is None or (first.year, first.month) > (year, 1):
            continue
        of_body = [case for case, _ in cases if value_at(case, "body.uscc") == _body(report)]
        counted, told = _counted(of_body, year), _told(report)
        judged = judged or bool(told)
        for name, number in told.items():
            if number != counted[name]:
                zh = f"{shown(report.get('id'))} 的 {name} 为 {number}，申请台账为 {counted[name]}"
                en = f"{name} of {shown(report.get('id'))} is {number}, that of the applications is {counted[name]}"
                yield Finding(Text(zh, en), Text("两者相等", "both are the same"), at=name, exchanges=(page,))
    if not judged:
        raise not_exercised(
            "没有可以同申请台账核对的报告", "there is no report that the applications can be held against"
        )


def _reports(trace: Trace) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    succeeded(trace, "reports")
    read_whole(trace, "reports")
    for page in trace.at("reports"):
        yield from ((report, page) for report in entries(page.data))


def _cases(trace: Trace) -> Cases:
    succeeded(trace, "applications")
    return [
        (case, page)
        for step in ("applications", "withdrawn")
        for page in trace.at(step)
        for case in entries(page.data)
        if day_of(case.get("receivedOn"))
    ]


def _counted(cases: list[Mapping[str, Any]], year: int) -> Counter[str]:
    """The figures of a year by the names the report has for them."""
    counted: Counter[str] = Counter()
    for case in cases:
        came, closed = _year_of(case.get("receivedOn")), _year_of(_closed(case))
        counted["received"] += came == year
        counted["carriedIn"] += came < year <= closed
        counted["carriedOut"] += came <= year < closed
        if closed == year:
            counted["total"] += 1
            counted[_row(case)] += 1
    return counted


def _closed(case: Mapping[str, Any]) -> Any:
    return case.get("withdrawnAt") or value_at(case, "answer.answeredAt")


def _row(case: Mapping[str, Any]) -> str:
    """The row a closed case counts in; one taken back is among what is otherwise."""
    if case.get("state") == "withdrawn":
        return "other.otherwise"
    outcome, ground = value_at(case, "answer.outcome"), value_at(case, "answer.ground")
    for group, (name, rows) in GROUPS.items():
        if outcome == name:
            return next((f"{group}.{row}" for row, of in rows.items() if of == ground), group)
    return shown(outcome)


def _told(report: Mapping[str, Any]) -> dict[str, int]:
    """The figures a report tells, by the same names."""
    counts = record(report.get("counts"))
    plain = {name: whole(counts.get(name)) for name in ("received", "carriedIn", "total", "carriedOut")}
    return {name: number for name, number in {**plain, **_rows(counts)}.items() if number is not None}


def _rows(counts: Mapping[str, Any]) -> dict[str, int | None]:
    """Every row that counts cases handled."""
    rows = {name: whole(counts.get(name)) for name in ("disclosed", "partial")}
    for group, (_, below) in GROUPS.items():
        rows |= {f"{group}.{row}": whole(value_at(counts, f"{group}.{row}")) for row in below}
    return rows


def _body(report: Mapping[str, Any]) -> str:
    return shown(value_at(report, "body.uscc"))


def _year(report: Mapping[str, Any]) -> int:
    year = report.get("year")
    return int(year) if isinstance(year, str) and year.isascii() and year.isdigit() and len(year) == 4 else 0


def _year_of(value: Any) -> int:
    """The year of a day; one far away where there is none."""
    day = day_of(value)
    return day.year if day else 9999
