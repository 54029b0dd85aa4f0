"""Whether what a law sets a period for was done within it, judged on the dates in the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import Postponed, not_exercised, read_whole, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Step
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays


def is_done_within_working_days(
    trace: Trace,
    *,
    today: date,
    calendar: WorkingDays,
    step: Step,
    where: Mapping[Member, tuple[str, ...]],
    since: tuple[Member, ...],
    done: Member,
    days: int,
    extension: int = 0,
    given: Member = "",
) -> Iterator[Finding]:
    """Every record of a book was acted on within so many working days, or they have not yet passed.

    The period begins at the first of the places `since` that holds a date, and ends with the date at `done`. `where`
    names the records in question. A record that carries an `extension` has so many days more. Where `given` is there
    and `done` is not, others may not have come for what was theirs to take, and nothing is told.
    """
    judged, postponed = 0, Postponed()
    for entry, exchange in _concerned(trace, step, where):
        begun = next((day for day in (day_of(value_at(entry, place)) for place in since) if day), None)
        ended = day_of(value_at(entry, done))
        if begun is None:
            continue
        allowed = days + (extension if record(entry.get("extension")) else 0)
        with postponed:
            refuse_reversed(entry, begun, ended)
            late = calendar.is_late(begun, ended or today, allowed)
            if late and ended is None and given and value_at(entry, given):
                raise _lies_with_others(entry, given, done)
            judged += ended is not None or late
            if late:
                last = calendar.last(begun, allowed)
                yield Finding(
                    _taken(entry, begun, ended, calendar.told(begun, ended or today)),
                    Text(
                        f"{last} 以前，即 {allowed} 个工作日内", f"{last} at the latest, within {allowed} working days"
                    ),
                    exchanges=(exchange,),
                )
    postponed.settle()
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有期限可判的记录", "there is no record whose period could be judged")


def refuse_reversed(entry: Mapping[str, Any], begun: date, ended: date | None) -> None:
    """Raises Undecided for a period that ended before it began: nothing can be in time or late there."""
    if ended is not None and ended < begun:
        name = shown(entry.get("id"))
        zh = f"{name} 的期限自 {begun} 起算，却在此前的 {ended} 办理"
        en = f"the period of {name} began on {begun}, yet it was done before that, on {ended}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _lies_with_others(entry: Mapping[str, Any], given: str, done: str) -> Undecided:
    name = shown(entry.get("id"))
    zh = f"{name} 已有 {given} 而没有 {done}，不知是没有提供，还是无人来取"
    en = f"{name} has {given} and no {done}: either nothing was supplied, or nobody came for it"
    return Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _taken(entry: Mapping[str, Any], begun: date, ended: date | None, taken: Text) -> Text:
    name = shown(entry.get("id"))
    if ended is None:
        return Text(
            f"{name} 于 {begun} 开始计算期限，已历 {taken.zh}，仍未办理",
            f"the period of {name} began on {begun}; after {taken.en} nothing was done",
        )
    return Text(
        f"{name} 于 {begun} 开始计算期限，{ended} 才办理，历 {taken.zh}",
        f"the period of {name} began on {begun}; it was done on {ended}, {taken.en} later",
    )


def _concerned(
    trace: Trace, step: str, where: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    for exchange in trace.at(step):
        for entry in entries(exchange.data):
            if all(value_at(entry, name) in values for name, values in where.items()):
                yield entry, exchange
