"""Whether entries are kept current within the periods set: by update cycle, by law, and in review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from conformance.checks.management.workdays import last_calendar_day, last_working_day, working_days_taken
from conformance.checks.moments import CHINA, day_of, moment_of
from conformance.checks.reading import entries, not_exercised, record, shown
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

REAL_TIME = "1"
DUTIES = ("law", "duty")


def content_is_fresh(
    value: Value,
    *,
    today: date,
    real_time_hours: int,
    daily_days: int,
    weekly_days: int,
    monthly_days: int,
    quarterly_days: int,
    yearly_days: int,
) -> Iterator[Finding]:
    """The data of an entry were updated no longer ago than its update cycle allows.

    "Now" is the beginning of today: whatever is too old by then is too old at any hour of the day.
    """
    entry = record(value.value)
    updated, cycle = moment_of(entry.get("contentUpdatedAt")), entry.get("updateFrequency")
    days = dict(zip("23456", (daily_days, weekly_days, monthly_days, quarterly_days, yearly_days), strict=True))
    if updated is None or not isinstance(cycle, str) or (cycle != REAL_TIME and cycle not in days):
        raise not_exercised("没有更新时间或更新频率", "it has no time of update or no update cycle")
    stated = shown(entry["contentUpdatedAt"])
    day = updated.date()
    if day > today:
        seen = Text(f"内容更新时间 {stated} 在将来", f"the data are said to be updated at {stated}, in the future")
        yield Finding(seen, Text(f"不晚于 {today}", f"{today} at the latest"))
    elif cycle == REAL_TIME:
        morning = datetime.combine(today, time(), CHINA)
        if morning - updated > timedelta(hours=real_time_hours):
            due = Text(f"{real_time_hours} 小时以内", f"at most {real_time_hours} hours ago")
            yield _stale(stated, "实时", "real time", due)
    elif day + timedelta(days=days[cycle]) < today and last_calendar_day(day, days[cycle]) < today:
        due = Text(f"{days[cycle]} 天以内", f"at most {days[cycle]} days ago")
        yield _stale(stated, f"代码 {cycle}", f"code {cycle}", due)


def _stale(stated: str, zh: str, en: str, due: Text) -> Finding:
    seen = Text(f"更新频率为{zh}，内容更新于 {stated}", f"update cycle {en}, data updated at {stated}")
    return Finding(seen, due, "contentUpdatedAt")


def update_follows_the_change(trace: Trace, *, days: int, extension: int) -> Iterator[Finding]:
    """An entry was updated within so many working days of the change of law or duties that made it necessary."""
    judged, late, agreed = 0, 0, ""
    for entry, exchange in _made_necessary(trace):
        happened, changed = day_of(record(entry["changeTrigger"]).get("at")), day_of(entry.get("changedAt"))
        if happened is None or changed is None:
            continue
        judged += 1
        taken = working_days_taken(happened, changed)
        if taken > days + extension:
            late += 1
            yield Finding(
                Text(
                    f"{entry.get('id')} 于 {happened} 须变更，{changed} 才变更，历 {taken} 个工作日",
                    f"{entry.get('id')} had to change on {happened} and did on {changed}, {taken} working days later",
                ),
                Text(
                    f"{last_working_day(happened, days)} 以前，即 {days} 个工作日内",
                    f"{last_working_day(happened, days)} at the latest, within {days} working days",
                ),
                exchanges=(exchange,),
            )
        elif taken > days:
            agreed = agreed or str(entry.get("id"))
    if agreed and not late:
        zh = f"{agreed} 超过 {days} 个工作日，是否经同意延长，条目没有记载"
        en = f"{agreed} took more than {days} working days; the entry does not tell whether more were agreed"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not judged:
        raise not_exercised("没有因法律或职责变化而变更的条目", "no entry was changed for a change of law or duties")


def review_follows_the_update(trace: Trace, *, days: int) -> Iterator[Finding]:
    """An update made necessary by a change of law or duties was reviewed and published within so many working days."""
    judged = 0
    for entry, exchange in _made_necessary(trace):
        changed, published = day_of(entry.get("changedAt")), day_of(entry.get("publishedAt"))
        if changed is None or published is None:
            continue
        judged += 1
        taken = working_days_taken(changed, published)
        if taken > days:
            name = entry.get("id")
            yield Finding(
                Text(
                    f"{name} 于 {changed} 更新，{published} 才发布，历 {taken} 个工作日",
                    f"{name} was updated on {changed} and published on {published}, {taken} working days later",
                ),
                Text(
                    f"{last_working_day(changed, days)} 以前，即 {days} 个工作日内",
                    f"{last_working_day(changed, days)} at the latest, within {days} working days",
                ),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有因法律或职责变化而更新发布的条目", "no published update for a change of law or duties")


def _made_necessary(trace: Trace) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    """The published entries whose present version a change of law or duties made necessary."""
    for exchange in trace.at("list"):
        for entry in entries(exchange.data):
            kind = record(entry.get("changeTrigger")).get("kind")
            if entry.get("status") == "published" and kind in DUTIES:
                yield entry, exchange
