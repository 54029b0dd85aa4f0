"""Whether what the members of one value tell was done within its period, the days a record sets aside left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from conformance.checks.in_force import refuse_earlier
from conformance.checks.in_question import ANY, Where, is_one, refuse_others, refuse_unless
from conformance.checks.moments import day_of
from conformance.checks.places import at_path, value_at
from conformance.checks.reading import apart, array, not_exercised, record, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Values
from conformance.model.record import whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import LAST, WorkingDays

OfPeriod = Annotated[Text, Values(("name", "since", "done", "days", "taken"))]

LATE = Text(
    "{name} 的期限自 {since} 起算，办理日期：{done}，历 {taken}，期限为 {days} 个工作日",
    "the period of {name} began on {since}; done: {done}, after {taken}; it has {days} working days",
)
COUNTED = Text("{name} 自 {since} 起算，写为 {done}", "{name}, counted from {since}, is said to end on {done}")
NOT_YET = Text("至今没有", "not yet")
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
    longer: Member = "",
    stopped: Member = "",
    stop: Member = "",
    resume: Member = "",
    within: bool = False,
    halted: Member = "",
    settled: Where = ANY,
    told_ahead: bool = False,
    where: Where = ANY,
    unless: tuple[Member, ...] = (),
    only: tuple[Member, ...] = (),
    in_force: str = "",
    seen: OfPeriod = LATE,
) -> Iterator[Finding]:
    """What has a period was done within so many working days, or they have not yet passed.

    The period begins at the first of the places `since` that holds a date; where `halted` is there and the first of
    them is not, when it began is not known. `extended` adds `extension` days; a longer period at `longer` counts where
    it names its law. What `stopped` lists does not count, from the day `stop` to the day `resume`; whether the first
    of these days counts is open, unless it lies `within` the period as the last does. What is `settled` was done,
    whether or not it tells when; of several days at `done` the last counts, and one that was `told_ahead` may be a day
    off after it. `where`, `only` and `unless` say what is in question, as does the day `in_force`.
    """
    entry = value.value
    refuse_others(entry, where)
    refuse_unless(entry, only, unless)
    begun, ended = _first_and_last(entry, since, done, in_force)
    end, allowed = ended or today, days + (extension if extended and value_at(entry, extended) else 0)
    if longer and calendar.is_late(begun, end, allowed):
        allowed += _added_by_law(entry, longer, days)
    late = calendar.is_late(begun, end, allowed)
    spans = _set_aside(entry, stopped, stop, resume, ended, today) if late and stopped else []
    if within and ended and any(last > ended for _, last in spans):
        raise _unclear(entry)
    spans = [(first, min(last, end)) for first, last in spans]
    last, surely = (_past(calendar, begun, end, allowed, _out(spans, first), told_ahead) for first in (False, True))
    if last and not surely and not within:
        raise _not_told(entry, "不计入的首日是否计算有两种算法", "whether the first day set aside counts is open")
    if surely and halted and value_at(entry, halted) and day_of(value_at(entry, since[0])) is None:
        raise _not_told(entry, f"没有 {since[0]}", f"it has no {since[0]}")
    if surely and ended is None and settled and is_one(entry, settled):
        raise _not_told(entry, f"没有 {done}", f"it has no {done}")
    if surely:
        told = {"name": _named(entry), "since": begun, "days": allowed}
        due = Text(f"{surely} 以前，即 {allowed} 个工作日内", f"{surely} at the latest, within {allowed} working days")
        yield Finding(seen.filled(done=ended or NOT_YET, taken=calendar.told(begun, end), **told), due, at=done)
    elif ended is None:
        raise apart("期限还没有届满", "the period has not passed yet")
    elif not all(map(day_of, _said(entry, done))):  # the one that cannot be read may be the last
        raise _not_told(entry, f"{done} 不都是日期", f"not every {done} is a date")


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
    refuse_unless(entry, only, unless)
    begun, told = _first_day(entry, since), day_of(value_at(entry, until))
    if begun is None or told is None:
        lacks = since[-1] if begun is None else until
        raise _not_told(entry, f"没有 {lacks}", f"it has no {lacks}")
    if told < begun:
        raise _not_told(entry, f"{until}（{told}）早于 {begun}", f"{until} ({told}) is before {begun}")
    spans = _set_aside(entry, stopped, stop, resume, told, told) if stopped else []
    due = {calendar.last(begun, days, _out(spans, first)) for first in (False, True)}
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


def _first_day(entry: Any, places: tuple[str, ...]) -> date | None:
    return next((day for day in (day_of(value_at(entry, place)) for place in places) if day), None)


def _said(entry: Any, path: str) -> list[Any]:
    """What stands at a path, of each item where it goes through a list."""
    found = at_path(entry, path) if "[]" in path else [value_at(entry, path)]
    return [one for one in found if one is not None]


def _first_and_last(entry: Any, since: tuple[str, ...], done: str, in_force: str) -> tuple[date, date | None]:
    """The day a period began, and that of what was done; None where nothing was. Raises Undecided."""
    begun, said = _first_day(entry, since), _said(entry, done)
    ended = max((day for day in map(day_of, said) if day), default=None)
    if begun is None:
        raise _not_told(entry, f"没有 {since[-1]}", f"it has no {since[-1]}")
    refuse_earlier(begun, in_force)
    if ended is None and said:
        raise _not_told(entry, f"{done} 不是日期", f"{done} is no date")
    if ended is not None and ended < begun:
        raise _not_told(entry, f"{done}（{ended}）早于 {begun}", f"{done} ({ended}) is before {begun}")
    return begun, ended


def _added_by_law(entry: Any, place: str, days: int) -> int:
    """How many days more a record states, by the law it names. Raises Undecided where it names none."""
    limit = record(value_at(entry, place))
    longer = whole(limit.get("days"))
    if longer is None or longer <= days:
        return 0
    if not limit.get("basis") or limit.get("unit") != "working-day":
        zh = f"写明的时限为 {longer}，看不出依何法律、以何计算"
        en = f"it states a period of {longer}, and not by which law or in which days"
        raise _not_told(entry, zh, en)
    return longer - days


def _set_aside(entry: Any, listed: str, stop: str, resume: str, ended: date | None, today: date) -> list[Span]:
    """The days of what a record lists, up to this day of what goes on. Raises Undecided where it cannot be told."""
    spans = []
    for one in array(value_at(entry, listed)):
        first, last = day_of(value_at(one, stop)), day_of(value_at(one, resume))
        if first is None or (last is None and (ended is not None or value_at(one, resume) is not None)):
            raise _unclear(entry)
        if last is not None and last < first:
            zh, en = f"不计入的时间 {first} 起、{last} 止", f"what is set aside begins on {first} and ends on {last}"
            raise _not_told(entry, zh, en)
        spans.append((first, min(last or today, LAST)))
    return spans


def _unclear(entry: Any) -> Undecided:
    return _not_told(entry, "看不出不计入期限的时间的起止", "it does not tell when what is set aside began and ended")


def _out(spans: list[Span], with_first: bool) -> list[Span]:
    """The spans whose days do not count, the first of each with them or without."""
    return spans if with_first else [(first + ONE_DAY, last) for first, last in spans if first < last]


def _past(
    calendar: WorkingDays, begun: date, end: date, allowed: int, out: list[Span], told_ahead: bool
) -> date | None:
    """The last day of a period that an end lies past; None where it does not."""
    is_past = calendar.exceeds if told_ahead else calendar.is_late
    return calendar.last(begun, allowed, out) if is_past(begun, end, allowed, out) else None


def _named(entry: Any) -> str:
    return shown(value_at(entry, "id"))


def _not_told(entry: Any, zh: str, en: str) -> Undecided:
    name = _named(entry)
    return Undecided(Reason.PRECONDITION_NOT_MET, Text(f"{name}：{zh}", f"{name}: {en}"))
