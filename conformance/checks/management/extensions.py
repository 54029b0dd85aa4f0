"""Whether a longer period to decide on a request was agreed to by the authority, told, reasoned, and not too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.in_force import predates_the_law
from conformance.checks.moments import day_of
from conformance.checks.places import tells_nothing
from conformance.checks.reading import Postponed, first, not_exercised, read_whole, record, sent_body, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays

Entry = Mapping[str, Any]
UNTOLD = (401, 403, 404, 409, 429)
"""Answers that say nothing of how long a period may be."""
APPROVER = Text("同级共享主管部门", "the authority of the level")


def extension_is_agreed(
    trace: Trace, *, calendar: WorkingDays, days: int, unconditional_days: int, extension: int
) -> Iterator[Finding]:
    """A longer period rests on the authority's consent, the requester is told, and it is no longer than allowed.

    `days` are those first due, `unconditional_days` those of a request for an unconditional resource. An approver is
    the authority where it is the department in charge of the platform, which may be a party to the request itself; any
    other party is not.
    """
    yield from _judged(trace, calendar, (days, unconditional_days, extension), None)


def _judged(trace: Trace, calendar: WorkingDays, figures: tuple[int, int, int], ours: date | None) -> Iterator[Finding]:
    """What is wrong with each longer period; one that ends on the day we asked for ourselves (`ours`) is no longer."""
    days, unconditional_days, extension = figures
    unknown, postponed = "", Postponed()
    for entry, granted, exchange in _extended(trace):
        place = f"{entry.get('id')}.extension"
        is_authority = _is_authority(entry, granted, trace)
        if is_authority is None:
            unknown = unknown or shown(granted.get("approver"))
        elif not is_authority:
            said = shown(granted.get("approver") or "-")
            yield Finding(Text(f"同意延长的是 {said}", f"agreed to by {said}"), APPROVER, place, (exchange,))
        if day_of(granted.get("toldAt")) is None:
            seen = Text("没有告知需求部门的时间", "it is not said when the requester was told")
            yield Finding(seen, Text("告知需求部门", "the requester is told"), place, (exchange,))
        most = _days(entry, days, unconditional_days) + extension
        begun, until = _begun(entry), day_of(granted.get("until"))
        with postponed:
            if begun and until and until != ours and calendar.exceeds(begun, until, most):
                yield _too_long(until, calendar.last(begun, most), place, exchange)
    postponed.settle()
    if unknown:
        zh, en = f"不知道{unknown}是不是同级共享主管部门", f"it is not known whether {unknown} is the authority"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def extension_is_as_given(
    trace: Trace, *, calendar: WorkingDays, days: int, unconditional_days: int, extension: int
) -> Iterator[Finding]:
    """A longer period this run had given reads as it was given; one the platform counts itself is within the law."""
    told = first(trace, "told")
    given = next((it for it in (*trace.at("too-far"), *trace.at("extended")) if 200 <= it.status < 300), None)
    granted = record(record(told.data).get("extension"))
    if given is None or not granted:
        raise not_exercised("没有延长答复期限", "the request was given no longer period")
    due, seen = shown(sent_body(given).get("approver")), shown(granted.get("approver"))
    if seen != due:
        told_as = Text(f"同意延长的写为 {seen}", f"it says that {seen} agreed")
        yield Finding(told_as, Text(f"所写的 {due}", f"what was given, {due}"), "extension.approver", (given, told))
    ours = day_of(sent_body(given).get("until"))
    yield from _judged(trace, calendar, (days, unconditional_days, extension), ours)


def extension_is_bounded(
    trace: Trace, *, calendar: WorkingDays, days: int, unconditional_days: int, extension: int
) -> Iterator[Finding]:
    """A longer period than the law allows is not given, though it was asked for: it is refused, or cut to the law's."""
    asked = first(trace, "too-far")
    if asked.status in UNTOLD or asked.status >= 500:
        raise tells_nothing(asked)
    entry = record(asked.data)
    begun, until = _begun(entry), day_of(record(entry.get("extension")).get("until"))
    most = _days(entry, days, unconditional_days) + extension
    if begun and until and calendar.exceeds(begun, until, most):
        yield _too_long(until, calendar.last(begun, most), "extension.until", asked)


def _too_long(until: date, due: date, place: str, exchange: Exchange) -> Finding:
    seen = Text(f"延长至 {until}", f"extended until {until}")
    return Finding(seen, Text(f"不晚于 {due}", f"{due} at the latest"), place, (exchange,))


def extension_is_explained(
    trace: Trace, *, calendar: WorkingDays, days: int, unconditional_days: int
) -> Iterator[Finding]:
    """A longer period states its reason, and the requester is told of it within the period first due."""
    postponed = Postponed()
    for entry, granted, exchange in _extended(trace):
        place = f"{entry.get('id')}.extension"
        if not str(granted.get("reason") or "").strip():
            seen = Text(f"reason 为 {shown(granted.get('reason'))}", f"reason is {shown(granted.get('reason'))}")
            yield Finding(seen, Text("事由", "a reason"), place, (exchange,))
        begun, told = _begun(entry), day_of(granted.get("toldAt"))
        most = _days(entry, days, unconditional_days)
        with postponed:
            if begun and told and calendar.is_late(begun, told, most):
                due = calendar.last(begun, most)
                seen = Text(f"{told} 才告知", f"told on {told} only")
                yield Finding(seen, Text(f"{due} 以前", f"{due} at the latest"), place, (exchange,))
    postponed.settle()


def extension_runs_past_the_limit(
    trace: Trace, *, calendar: WorkingDays, days: int, unconditional_days: int
) -> Iterator[Finding]:
    """A longer period runs past the last day that was first due."""
    postponed = Postponed()
    for entry, granted, exchange in _extended(trace):
        begun, until = _begun(entry), day_of(granted.get("until"))
        with postponed:
            if begun and until and (due := calendar.last(begun, _days(entry, days, unconditional_days))) >= until:
                yield Finding(
                    Text(f"延长至 {until}", f"extended until {until}"),
                    Text(f"晚于原期限 {due}", f"a day past {due}, the time first due"),
                    f"{entry.get('id')}.extension",
                    (exchange,),
                )
    postponed.settle()


def _extended(trace: Trace) -> Iterator[tuple[Entry, Entry, Exchange]]:
    """The requests that were given a longer period, with that and the page. Raises Undecided at its end."""
    extended = 0
    for exchange in (*trace.at("requests"), *trace.at("told")):
        for entry in entries(exchange.data) or [record(exchange.data)]:
            granted = {} if predates_the_law(entry, "completeAt", "submittedAt") else record(entry.get("extension"))
            extended += bool(granted)
            if granted:
                yield entry, granted, exchange
    read_whole(trace, "requests")
    if not extended:
        raise not_exercised("没有延长答复期限的申请", "no request was given a longer period")


def _days(entry: Entry, days: int, unconditional_days: int) -> int:
    return unconditional_days if entry.get("shareType") == "unconditional" else days


def _begun(entry: Entry) -> date | None:
    """The day a period begins; None where something was lacking, and when it came is not told."""
    complete = day_of(entry.get("completeAt"))
    return complete or (None if entry.get("toldAt") else day_of(entry.get("submittedAt")))


def _is_authority(entry: Entry, granted: Entry, trace: Trace) -> bool | None:
    """Whether the approver is the department in charge, by credit code or else by name; None where nothing tells."""
    approver = {"name": granted.get("approver"), "uscc": granted.get("approverUscc")}
    told = [str(one).strip() for one in approver.values() if one]
    if not any(told):
        return False
    declared = next((record(exchange.data) for exchange in trace.at("declaration")), {})
    if _same(approver, {"name": declared.get("department"), "uscc": declared.get("uscc")}):
        return True
    parties = _provider(entry, trace), record(entry.get("requester"))
    return False if any(_same(approver, party) for party in parties) else None


def _same(one: Entry, other: Entry) -> bool:
    """Whether two are the same department, by credit code where both state it."""
    name = "uscc" if one.get("uscc") and other.get("uscc") else "name"
    return bool(one.get(name)) and one.get(name) == other.get(name)


def _provider(entry: Entry, trace: Trace) -> Entry:
    """The provider of the resource that was asked for."""
    steps = ("resources", "ended", "changed", "offered")
    listed = (item for step in steps for exchange in trace.at(step) for item in entries(exchange.data))
    return next((record(it.get("provider")) for it in listed if it.get("code") == entry.get("resource")), {})
