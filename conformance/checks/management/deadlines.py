"""Whether what a law sets a period for was done within it, judged on the dates in the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.in_force import predates_the_law
from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import Postponed, array, not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Step
from conformance.model.record import entries, whole
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
    settled: tuple[str, ...],
    days: int,
    extension: int = 0,
    halted: Member = "",
    paused: Member = "",
    stated: Member = "",
    only_done: bool = False,
    in_force: str = "",
) -> Iterator[Finding]:
    """Every record of a book was acted on within so many working days, or they have not yet passed.

    The period begins at the first of the places `since` that holds a date, and ends with the date at `done`. `where`
    names the records in question. A record that carries an `extension` has so many days more. One in a state that is
    `settled` was acted on, whether or not it tells when. Where `halted` is there and the first of `since` is not,
    something was lacking, and when it came is not known. The time of what stands at `paused`, each with `from` and
    `to`, is left out. A longer period that a record has at `stated` counts where it names the law it is of.
    With `only_done` a record that was never acted on is none of those in question, nor is one from before the day
    `in_force`.
    """
    judged, postponed = 0, Postponed()
    for entry, exchange in _concerned(trace, step, where):
        if predates_the_law(entry, *since, since=day_of(in_force)):
            continue
        begun = next((day for day in (day_of(value_at(entry, place)) for place in since) if day), None)
        ended = day_of(value_at(entry, done))
        if begun is None or (only_done and ended is None):
            continue
        with postponed:
            refuse_reversed(entry, begun, ended)
            more = extension if record(entry.get("extension")) else 0
            allowed = days + more
            late = calendar.is_late(begun, ended or today, allowed)
            if late and stated:
                allowed = longer_by_law(entry, stated, days) + more
                late = calendar.is_late(begun, ended or today, allowed)
            out = pauses_of(entry, paused, ended, today) if late and paused else ()
            late = late and (ended or today) > calendar.last(begun, allowed, out)
            if late and halted and value_at(entry, halted) and day_of(value_at(entry, since[0])) is None:
                raise _untold(entry, since[0])
            if late and ended is None and entry.get("state") in settled:
                raise _untold(entry, done)
            judged += ended is not None or late
            if late:
                taken = _taken(entry, begun, ended, calendar.told(begun, ended or today))
                yield Finding(taken, _within(calendar.last(begun, allowed, out), allowed), exchanges=(exchange,))
    postponed.settle()
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有期限可判的记录", "there is no record whose period could be judged")


def pauses_of(entry: Mapping[str, Any], place: str, ended: date | None, today: date) -> tuple[tuple[date, date], ...]:
    """The first and last days of the procedures at a place, whose time a period leaves out.

    One that goes on in what is not closed is left out up to `today`. Raises Undecided for one that ends before it
    begins, or that was not over when the record was closed.
    """
    found = []
    for one in array(value_at(entry, place)):
        first, last = day_of(record(one).get("from")), day_of(record(one).get("to"))
        if last is None or ended is None:
            last = min(last or today, today) if ended is None else None
        if first is None or last is None or last < first or last > (ended or today):
            name = shown(entry.get("id"))
            zh, en = f"{name} 有起止不明的 {place}", f"{name} has {place} of which first and last day are not known"
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
        found.append((first, last))
    return tuple(found)


def longer_by_law(entry: Mapping[str, Any], place: str, days: int) -> int:
    """The days of a longer period that a record states, by the law it names. Raises Undecided where it names none."""
    limit = record(value_at(entry, place))
    longer = whole(limit.get("days"))
    if longer is None or longer <= days:
        return days
    if not limit.get("basis") or limit.get("unit") != "working-day":
        name = shown(entry.get("id"))
        zh = f"{name} 写明的时限为 {longer}，看不出依何法律、以何计算"
        en = f"{name} states a period of {longer}, and not by which law or in which days"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    return longer


def data_are_supplied_in_time(trace: Trace, *, today: date, calendar: WorkingDays, days: int) -> Iterator[Finding]:
    """What was consented to was there to be taken within so many working days of the consent.

    The days run from the first day asked for where that is later than the consent. A first delivery in time shows that
    it was; one that came late may be the consumer's, unless the grant itself came late or never.
    """
    granted: dict[str, list[tuple[Mapping[str, Any], Exchange]]] = {}
    for page in trace.at("grants"):
        for grant in entries(page.data):
            granted.setdefault(str(grant.get("request")), []).append((grant, page))
    judged, postponed = 0, Postponed()
    for entry, exchange in _concerned(trace, "requests", {"state": ("consented",)}):
        consented, supplied = (day_of(value_at(entry, name)) for name in ("decision.decidedAt", "firstDeliveredAt"))
        if consented is None or predates_the_law(entry, "decision.decidedAt"):
            continue
        begun = max(consented, day_of(value_at(entry, "period.from")) or consented)
        with postponed:
            refuse_reversed(entry, consented, supplied)
            is_late = supplied is None or calendar.is_late(begun, supplied, days)
            judged += not is_late
            if not is_late or not calendar.is_late(begun, supplied or today, days):
                continue
            opened, proof = _opened(entry, granted.get(str(entry.get("id")), []))
            if opened is None and (proof or entry.get("grant") or entry.get("firstDeliveredAt")):
                raise _lies_with_others(entry)
            if opened is None:
                succeeded(trace, "grants")
                read_whole(trace, "grants")
            elif not calendar.is_late(begun, opened, days):
                raise _lies_with_others(entry)
            judged += 1
            taken = _taken(entry, begun, opened, calendar.told(begun, opened or today))
            yield Finding(taken, _within(calendar.last(begun, days), days), exchanges=(exchange, *proof))
    postponed.settle()
    read_whole(trace, "requests")
    if not judged:
        raise not_exercised("没有期限可判的记录", "there is no record whose period could be judged")


def _opened(
    entry: Mapping[str, Any], grants: list[tuple[Mapping[str, Any], Exchange]]
) -> tuple[date | None, tuple[Exchange, ...]]:
    """The day of the first of the grants made on a request, None where one does not tell it; with their pages."""
    days = [day_of(grant.get("grantedAt")) for grant, _ in grants]
    known = [day for day in days if day is not None]
    named = entry.get("grant") is None or any(grant.get("id") == entry["grant"] for grant, _ in grants)
    first = min(known) if known and len(known) == len(days) and named else None
    return first, tuple({id(page): page for _, page in grants}.values())


def _within(last: date, days: int) -> Text:
    return Text(f"{last} 以前，即 {days} 个工作日内", f"{last} at the latest, within {days} working days")


def refuse_reversed(entry: Mapping[str, Any], begun: date, ended: date | None) -> None:
    """Raises Undecided for a period that ended before it began: nothing can be in time or late there."""
    if ended is not None and ended < begun:
        name = shown(entry.get("id"))
        zh = f"{name} 的期限自 {begun} 起算，却在此前的 {ended} 办理"
        en = f"the period of {name} began on {begun}, yet it was done before that, on {ended}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _untold(entry: Mapping[str, Any], place: str) -> Undecided:
    name = shown(entry.get("id"))
    zh, en = f"{name} 看不出 {place}", f"{name} does not tell {place}"
    return Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _lies_with_others(entry: Mapping[str, Any]) -> Undecided:
    name = shown(entry.get("id"))
    zh = f"{name} 首次提供不在期限内，而看不出授权有迟延：不知是没有提供，还是无人来取"
    en = f"data of {name} came late or never, and nothing shows a late grant: not supplied, or nobody came for them"
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
