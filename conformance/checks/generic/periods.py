"""Whether what the members of one value tell was done within its period, the days a record sets aside left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from conformance.checks.in_force import refuse_earlier
from conformance.checks.moments import day_of
from conformance.checks.places import at_path, value_at
from conformance.checks.reading import apart, array, not_exercised, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Values
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays

OfPeriod = Annotated[Text, Values(("name", "since", "done", "days"))]

LATE = Text(
    "{name} 的期限自 {since} 起算，{done} 办理，期限内的工作日超过 {days} 个",
    "the period of {name} began on {since}; done on {done}, after more than {days} working days",
)
COUNTED = Text("{name} 自 {since} 起算，写为 {done}", "{name}, counted from {since}, is said to end on {done}")
ONE_DAY = timedelta(days=1)
Span = tuple[date, date]


def done_within_working_days(
    value: Value,
    *,
    today: date,
    calendar: WorkingDays,
    since: tuple[Member, ...],
    done: Member,
    days: int,
    extended: Member = "",
    extension: int = 0,
    stopped: Member = "",
    stop: Member = "",
    resume: Member = "",
    unless: tuple[Member, ...] = (),
    only: tuple[Member, ...] = (),
    in_force: str = "",
    seen: OfPeriod = LATE,
) -> Iterator[Finding]:
    """What has a period was done within so many working days, or they have not yet passed.

    The period begins at the first of the places `since` that holds a date. Where `extended` says something there are
    `extension` days more. What `stopped` lists does not count, from the day `stop` of each to the day `resume`; whether
    the first of these days counts is open, and what hangs on it is undecided. `only` names what a
    record must tell to be in question, `unless` what excepts it; what began before the day `in_force` is not in
    question either. Of several days at `done` the last counts.
    """
    entry = value.value
    _in_question(entry, only, unless)
    begun, said = _first_day(entry, since), _said(entry, done)
    ended = max((day for day in map(day_of, said) if day), default=None)
    if begun is None:
        raise _not_told(entry, f"没有 {since[-1]}", f"it has no {since[-1]}")
    refuse_earlier(begun, in_force)
    if ended is None and said:
        raise _not_told(entry, f"{done} 不是日期", f"{done} is no date")
    if ended is not None and ended < begun:
        raise _not_told(entry, f"{done}（{ended}）早于 {begun}", f"{done} ({ended}) is before {begun}")
    allowed = days + (extension if extended and value_at(entry, extended) else 0)
    spans = (
        [_span(entry, one, stop, resume, ended, today) for one in array(value_at(entry, stopped))] if stopped else []
    )
    late, at_most = _late(calendar, begun, ended or today, allowed, spans)
    if at_most != late:
        raise _not_told(entry, "不计入的首日是否计算有两种算法", "whether the first day set aside counts is open")
    if late:
        told = {"name": _named(entry), "since": begun, "days": allowed}
        due = Text(f"{allowed} 个工作日以内", f"within {allowed} working days")
        yield Finding(seen.filled(done=ended or Text("至今没有", "not yet"), **told), due, at=done)
    elif ended is None:
        raise apart("期限还没有届满", "the period has not passed yet")


def period_is_counted(
    value: Value,
    *,
    calendar: WorkingDays,
    since: tuple[Member, ...],
    until: Member,
    days: int,
    stopped: Member = "",
    stop: Member = "",
    resume: Member = "",
    only: tuple[Member, ...] = (),
    unless: tuple[Member, ...] = (),
    seen: OfPeriod = COUNTED,
) -> Iterator[Finding]:
    """The last day that is told of a period is the last of so many working days, those set aside left out."""
    entry = value.value
    _in_question(entry, only, unless)
    begun, told = _first_day(entry, since), day_of(value_at(entry, until))
    if begun is None or told is None:
        lacks = since[-1] if begun is None else until
        raise _not_told(entry, f"没有 {lacks}", f"it has no {lacks}")
    if told < begun:
        raise _not_told(entry, f"{until}（{told}）早于 {begun}", f"{until} ({told}) is before {begun}")
    spans = [_span(entry, one, stop, resume, told, told) for one in array(value_at(entry, stopped))] if stopped else []
    due = {_last(calendar, begun, days, _days(spans, first)) for first in (False, True)}
    if told not in due:
        one = min(due)
        words = {"name": _named(entry), "since": begun, "done": told, "days": days}
        text = Text(f"{one}，即 {days} 个工作日", f"{one}, the last of {days} working days")
        yield Finding(seen.filled(**words), text, at=until)


def done_by_day_of_next_year(
    value: Value, *, calendar: WorkingDays, year: Member, done: Member, month: int, day: int
) -> Iterator[Finding]:
    """What is done for a year was done by a day of the next one; a day off moves on to the next working day."""
    stated, ended = value_at(value.value, year), day_of(value_at(value.value, done))
    if not isinstance(stated, str) or not stated.isdigit() or not 1900 < int(stated) < 9000 or ended is None:
        raise not_exercised(f"没有 {year} 或 {done}", f"it has no {year} or no {done}")
    last = date(int(stated) + 1, month, day)
    if ended > last and ended > calendar.last_calendar(last - ONE_DAY, 1):
        seen = Text(f"{stated} 年度的，{ended} 才办理", f"that of {stated} was done on {ended}")
        yield Finding(seen, Text(f"{last} 以前", f"{last} at the latest"), at=done)


def _in_question(entry: Any, only: tuple[str, ...], unless: tuple[str, ...]) -> None:
    """Raises Apart for a record that lacks what it must tell to be in question, or tells what excepts it."""
    lacks = next((name for name in only if not value_at(entry, name)), None)
    excepted = next((name for name in unless if value_at(entry, name)), None)
    if lacks:
        raise apart(f"没有 {lacks}", f"it has no {lacks}")
    if excepted:
        raise apart(f"另有 {excepted}", f"it has {excepted}")


def _first_day(entry: Any, places: tuple[str, ...]) -> date | None:
    return next((day for day in (day_of(value_at(entry, place)) for place in places) if day), None)


def _said(entry: Any, path: str) -> list[Any]:
    """What stands at a path, of each item where it goes through a list."""
    found = at_path(entry, path) if "[]" in path else [value_at(entry, path)]
    return [one for one in found if one is not None]


def _span(entry: Any, one: Any, stop: str, resume: str, ended: date | None, today: date) -> Span:
    """The days of one time set aside; one that goes on lasts to this day. Raises Undecided where it cannot be told."""
    first, last = day_of(value_at(one, stop)), day_of(value_at(one, resume))
    if first is None or (last is None and (ended is not None or value_at(one, resume) is not None)):
        raise _not_told(
            entry, "看不出不计入期限的时间的起止", "it does not tell when what is set aside began and ended"
        )
    if last is not None and last < first:
        zh, en = f"不计入的时间 {first} 起、{last} 止", f"what is set aside begins on {first} and ends on {last}"
        raise _not_told(entry, zh, en)
    return first, last or today


def _late(calendar: WorkingDays, begun: date, end: date, allowed: int, spans: list[Span]) -> tuple[bool, bool]:
    """Whether an end is late with the first day of each span counted for none, and with it counted."""
    if not calendar.is_late(begun, end, allowed):
        return False, False
    taken = calendar.taken(begun, end)
    out = [
        sum(calendar.is_working(day) for day in _days(spans, first) if begun < day <= end) for first in (True, False)
    ]
    return taken - out[0] > allowed, taken - out[1] > allowed


def _days(spans: list[Span], with_first: bool) -> set[date]:
    """The days of all spans, each once however they overlap."""
    return {
        first + ONE_DAY * number
        for first, last in spans
        for number in range(0 if with_first else 1, min((last - first).days, 3660) + 1)
    }


def _last(calendar: WorkingDays, begun: date, days: int, out: set[date]) -> date:
    """The last of so many working days, without those set aside. Raises Undecided."""
    day = begun
    while days:
        day += ONE_DAY
        days -= calendar.is_working(day) and day not in out
    return day


def _named(entry: Any) -> str:
    return shown(value_at(entry, "id"))


def _not_told(entry: Any, zh: str, en: str) -> Undecided:
    name = _named(entry)
    return Undecided(Reason.PRECONDITION_NOT_MET, Text(f"{name}：{zh}", f"{name}: {en}"))
