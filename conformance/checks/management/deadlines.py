"""Whether data were supplied within the period the law sets, judged on the dates in the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.in_force import predates_the_law
from conformance.checks.moments import day_of
from conformance.checks.places import value_at
from conformance.checks.reading import Postponed, not_exercised, read_whole, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays


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
    for entry, exchange in _consented(trace):
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


def _consented(trace: Trace) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    for exchange in trace.at("requests"):
        yield from ((entry, exchange) for entry in entries(exchange.data) if entry.get("state") == "consented")
