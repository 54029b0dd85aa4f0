"""Whether a grant serves its days and no others, and what was said of its suspension and end stays on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of
from conformance.checks.places import served
from conformance.checks.reading import first, not_exercised, read_whole, record, sent_body, shown, succeeded
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def first_and_last_day_are_served(trace: Trace, *, today: date) -> Iterator[Finding]:
    """A grant gives data on the first and last day of its period: one of a single day gives them that day.

    A request for a single day that is turned away (400), where one for longer was granted, is no period at all here.
    """
    proof = served(trace, ("in-force.items[]",))
    refused = [it for it in trace.at("asked") if it.status == 400 and _is_of_one_day(sent_body(it))]
    if refused and not trace.at("one-day"):
        seen = Text("申请一日的时限得到 400", "a request for a period of one day is answered 400")
        yield Finding(seen, Text("首尾两日均含", "both days are included"), exchanges=(*proof, refused[0]))
        return
    asked = first(trace, "one-day")
    days = {day_of(record(exchange.data).get("now")) for exchange in trace.at("time")}
    if days != {today}:
        zh, en = "平台的日期不是今日，或者其间过了午夜", "the platform has another day, or midnight passed"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if asked.status == 403:
        seen = Text(f"{today} 一日的授权，当日取用得到 403", f"a grant for {today} answers 403 that day")
        yield Finding(seen, Text("首尾两日均含", "both days are included"), exchanges=(*proof, asked))
    elif not 200 <= asked.status < 300 or not entries(asked.data):
        zh, en = f"应答 {asked.status}，没有记录，与时限无关", f"status {asked.status}, no record: not about the period"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _is_of_one_day(body: Mapping[str, Any]) -> bool:
    period = record(body.get("period"))
    return day_of(period.get("from")) is not None and period.get("from") == period.get("to")


def suspension_states_its_reason(trace: Trace) -> Iterator[Finding]:
    """A grant suspended for misuse says what was reported."""
    reported, read = succeeded(trace, "reported"), succeeded(trace, "suspended")
    due, suspension = sent_body(reported).get("reason"), record(record(read.data).get("suspension"))
    if suspension.get("reason") != due:
        said = shown(suspension.get("reason"))
        seen = Text(f"暂停的事由为 {said}", f"the reason of the suspension is {said}")
        yield Finding(seen, Text(f"所登记的“{due}”", f'what was reported, "{due}"'), "suspension", (reported, read))


def disposal_is_as_reported(trace: Trace) -> Iterator[Finding]:
    """The record of disposal of a grant says what its holder reported when it ended."""
    ended = succeeded(trace, "ended")
    grant, body = record(ended.data).get("id"), sent_body(ended)
    if not isinstance(grant, str):
        raise not_exercised("终止的授权没有标识", "the grant that was ended has no id")
    due = {"reason": body.get("reason"), **record(body.get("disposal"))}
    succeeded(trace, "disposals")
    for page in trace.at("disposals"):
        for kept in (item for item in entries(page.data) if item.get("grant") == grant):
            lost = next((name for name in due if kept.get(name) != due[name]), "")
            if lost:
                seen = Text(f"{lost} 为 {shown(kept.get(lost))}", f"{lost} is {shown(kept.get(lost))}")
                yield Finding(seen, Text(shown(due[lost]), shown(due[lost])), lost, (ended, page))
            return
    read_whole(trace, "disposals")
    raise not_exercised("没有此授权的处置记录", "there is no record of disposal of the grant")
