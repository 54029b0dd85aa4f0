"""Whether what a law sets a period for was done within it, judged on the dates in the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.management.workdays import last_working_day, working_days_taken
from conformance.checks.moments import day_of
from conformance.checks.overall.coded import at_path
from conformance.checks.reading import entries, not_exercised, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text


def is_done_within_working_days(
    trace: Trace,
    *,
    today: date,
    step: str,
    where: Mapping[str, tuple[str, ...]],
    since: tuple[str, ...],
    done: str,
    days: int,
    extension: int = 0,
) -> Iterator[Finding]:
    """Every record of a book was acted on within so many working days, or they have not yet passed.

    The period begins at the first of the places `since` that holds a date, and ends with the date at `done`. `where`
    names the records in question. A record that carries an `extension` has so many days more.
    """
    judged = 0
    for entry, exchange in _concerned(trace, step, where):
        begun = next((day for day in (day_of(_at(entry, place)) for place in since) if day), None)
        ended = day_of(_at(entry, done))
        if begun is None:
            continue
        allowed = days + (extension if record(entry.get("extension")) else 0)
        taken = working_days_taken(begun, ended or today)
        judged += ended is not None or taken > allowed
        if taken > allowed:
            last = last_working_day(begun, allowed)
            yield Finding(
                _taken(entry, begun, ended, taken),
                Text(f"{last} 以前，即 {allowed} 个工作日内", f"{last} at the latest, within {allowed} working days"),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有期限可判的记录", "there is no record whose period could be judged")


def _taken(entry: Mapping[str, Any], begun: date, ended: date | None, taken: int) -> Text:
    name = shown(entry.get("id"))
    if ended is None:
        return Text(
            f"{name} 于 {begun} 开始计算期限，已历 {taken} 个工作日，仍未办理",
            f"the period of {name} began on {begun}; after {taken} working days nothing was done",
        )
    return Text(
        f"{name} 于 {begun} 开始计算期限，{ended} 才办理，历 {taken} 个工作日",
        f"the period of {name} began on {begun}; it was done on {ended}, {taken} working days later",
    )


def extension_is_agreed(trace: Trace, *, days: int, unconditional_days: int, extension: int) -> Iterator[Finding]:
    """A longer period rests on the authority's consent and a reason, is told in time, and is no longer than allowed.

    `days` are those first due, `unconditional_days` those of a request for an unconditional resource.
    """
    judged = 0
    for exchange in trace.at("requests"):
        for entry in entries(exchange.data):
            granted = record(entry.get("extension"))
            if granted:
                judged += 1
                first_due = unconditional_days if entry.get("shareType") == "unconditional" else days
                for seen, due in _flaws(entry, granted, first_due, extension):
                    yield Finding(seen, due, f"{entry.get('id')}.extension", (exchange,))
    if not judged:
        raise not_exercised("没有延长答复期限的申请", "no request was given a longer period")


def _flaws(
    entry: Mapping[str, Any], granted: Mapping[str, Any], days: int, extension: int
) -> Iterator[tuple[Text, Text]]:
    for name, zh, en in (
        ("approver", "同意延长的主管部门", "the authority that agreed"),
        ("reason", "事由", "a reason"),
    ):
        if not isinstance(granted.get(name), str) or not granted[name].strip():
            yield Text(f"{name} 为 {shown(granted.get(name))}", f"{name} is {shown(granted.get(name))}"), Text(zh, en)
    begun = day_of(entry.get("completeAt")) or day_of(entry.get("submittedAt"))
    told, until = day_of(granted.get("toldAt")), day_of(granted.get("until"))
    if told is None:
        yield (
            Text("没有告知需求部门的时间", "it is not said when the requester was told"),
            Text("告知需求部门", "the requester is told"),
        )
    elif begun and working_days_taken(begun, told) > days:
        due = last_working_day(begun, days)
        yield Text(f"{told} 才告知", f"told on {told} only"), Text(f"{due} 以前", f"{due} at the latest")
    if begun and until and working_days_taken(begun, until) > days + extension:
        due = last_working_day(begun, days + extension)
        yield Text(f"延长至 {until}", f"extended until {until}"), Text(f"不晚于 {due}", f"{due} at the latest")


def _concerned(
    trace: Trace, step: str, where: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    for exchange in trace.at(step):
        for entry in entries(exchange.data):
            if all(entry.get(name) in values for name, values in where.items()):
                yield entry, exchange


def _at(entry: Mapping[str, Any], place: str) -> Any:
    return next(iter(at_path(entry, place)), None)
