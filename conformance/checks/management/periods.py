"""Whether entries are kept current within the periods set: by update cycle, by law, and in review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.checks.in_force import predates_the_law
from conformance.checks.management.deadlines import refuse_reversed
from conformance.checks.moments import CHINA, day_of, moment_of
from conformance.checks.reading import Postponed, not_exercised, read_whole, record, shown
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays

REAL_TIME = "1"
LONGEST_HOLIDAY = 15
"""Days after which no holiday, however long, is why data were not updated."""
DUTIES = ("law", "duty")


def content_is_fresh(
    value: Value,
    *,
    today: date,
    calendar: WorkingDays,
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
    elif day + timedelta(days=days[cycle] + LONGEST_HOLIDAY) < today or (
        day + timedelta(days=days[cycle]) < today and calendar.last_calendar(day, days[cycle]) < today
    ):
        due = Text(f"{days[cycle]} 天以内", f"at most {days[cycle]} days ago")
        yield _stale(stated, f"代码 {cycle}", f"code {cycle}", due)


def _stale(stated: str, zh: str, en: str, due: Text) -> Finding:
    seen = Text(f"更新频率为{zh}，内容更新于 {stated}", f"update cycle {en}, data updated at {stated}")
    return Finding(seen, due, "contentUpdatedAt")


def update_follows_the_change(trace: Trace, *, calendar: WorkingDays, days: int, extension: int) -> Iterator[Finding]:
    """An entry was updated within so many working days of the change of law or duties that made it necessary.

    Of several versions made for it the first counts: the others mend what was returned.
    """
    judged, late, agreed, postponed = 0, 0, "", Postponed()
    for entry, exchange in _made_necessary(trace, "published", "draft"):
        happened, changed = day_of(record(entry["changeTrigger"]).get("at")), day_of(entry.get("changedAt"))
        if happened is None or changed is None or predates_the_law(entry, "changeTrigger.at"):
            continue
        judged += 1
        with postponed:
            if calendar.is_late(happened, changed, days):
                changed = _first_made(trace, entry, changed)
            if calendar.is_late(happened, changed, days + extension):
                late += 1
                due = calendar.last(happened, days)
                yield Finding(
                    _changed_late(entry, happened, changed, calendar.told(happened, changed)),
                    Text(f"{due} 以前，即 {days} 个工作日内", f"{due} at the latest, within {days} working days"),
                    exchanges=(exchange,),
                )
            elif calendar.is_late(happened, changed, days):
                agreed = agreed or shown(entry.get("id"))
    postponed.settle()
    if agreed and not late:
        zh = f"{agreed} 超过 {days} 个工作日，是否经同意延长，条目没有记载"
        en = f"{agreed} took more than {days} working days; the entry does not tell whether more were agreed"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    read_whole(trace, "list")
    if not judged:
        raise not_exercised("没有因法律或职责变化而变更的条目", "no entry was changed for a change of law or duties")


def _first_made(trace: Trace, entry: Mapping[str, Any], changed: date) -> date:
    """When the first version was made that names the change the entry names. Raises Undecided where none tells."""
    number = whole(entry.get("version"))
    if number is None or number == 1:
        return changed
    name, trigger = entry.get("id"), record(entry["changeTrigger"])
    for history in trace.at("history"):
        if history.status == 200 and unquote(urlsplit(history.request.url).path).endswith(f"/{name}/versions"):
            versions = entries(history.data)
            told = [record(version.get("changeTrigger")) for version in versions]
            days = [
                day_of(version.get("changedAt"))
                for version, named in zip(versions, told, strict=True)
                if all(named.get(part) == trigger.get(part) for part in ("kind", "at"))
            ]
            known = [day for day in days if day is not None]
            if {whole(version.get("version")) for version in versions} >= {*range(1, number + 1)} and days == known:
                return min(known, default=changed)
    zh = f"{shown(name)} 为第 {number} 版，看不出何时首次更新"
    en = f"{shown(name)} is version {number}, and when it was first updated is not told"
    raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _changed_late(entry: Mapping[str, Any], happened: date, changed: date, taken: Text) -> Text:
    name = shown(entry.get("id"))
    return Text(
        f"{name} 于 {happened} 须变更，{changed} 才变更，历 {taken.zh}",
        f"{name} had to change on {happened} and did on {changed}, {taken.en} later",
    )


def review_follows_the_update(trace: Trace, *, today: date, calendar: WorkingDays, days: int) -> Iterator[Finding]:
    """What was submitted for a change of law or duties is reviewed and published within so many working days.

    The days run from `submittedAt`. Where an entry does not tell it, a publication soon after the change was soon after
    the submission too, and one that came later tells nothing.
    """
    judged, unknown, postponed = 0, "", Postponed()
    for entry, exchange in _made_necessary(trace, "published", "draft"):
        submitted, changed = day_of(entry.get("submittedAt")), day_of(entry.get("changedAt"))
        published = day_of(entry.get("publishedAt")) if entry["status"] == "published" else None
        since = submitted or changed
        if predates_the_law(entry, "submittedAt", "changedAt"):
            continue
        if since is None or (published is None and (submitted is None or entry["status"] == "published")):
            continue
        with postponed:
            refuse_reversed(entry, since, published)
            late = calendar.is_late(since, published or today, days)
            judged += published is not None or late
            if late and submitted is None:
                unknown = unknown or shown(entry.get("id"))
            elif late:
                taken, last = calendar.told(since, published or today), calendar.last(since, days)
                due = Text(f"{last} 以前，即 {days} 个工作日内", f"{last} at the latest, within {days} working days")
                yield Finding(_unreviewed(entry, since, published, taken), due, exchanges=(exchange,))
    postponed.settle()
    read_whole(trace, "list")
    if unknown:
        zh, en = f"{unknown} 没有写明何时报送审核", f"{unknown} does not tell when it was submitted for review"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not judged:
        raise not_exercised("没有因法律或职责变化而更新发布的条目", "no published update for a change of law or duties")


def _unreviewed(entry: Mapping[str, Any], since: date, published: date | None, taken: Text) -> Text:
    zh = f"{published} 才发布" if published else "至今没有发布"
    en = f"was published on {published}" if published else "is not published yet"
    return Text(
        f"{shown(entry.get('id'))} 于 {since} 报送，{zh}，历 {taken.zh}",
        f"{shown(entry.get('id'))} was submitted on {since} and {en}, {taken.en} later",
    )


def _made_necessary(trace: Trace, *states: str) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    """The entries in these states whose present version a change of law or duties made necessary."""
    for exchange in trace.at("list"):
        for entry in entries(exchange.data):
            kind = record(entry.get("changeTrigger")).get("kind")
            if entry.get("status") in states and kind in DUTIES:
                yield entry, exchange
