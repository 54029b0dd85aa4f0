"""Whether the change feed tells what changed, all of it and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from conformance.checks.moments import moment_of
from conformance.checks.reading import first, not_exercised, query, record, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Step
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

Line = tuple[str, str, str]


def increment_is_exact(trace: Trace) -> Iterator[Finding]:
    """Asked since a moment, the feed gives exactly the changes the whole feed has at or after it, as often as it does.

    What changed after the whole feed had been read is in the increment alone, and no fault of it.
    """
    whole, part = _walked(trace, "all"), _walked(trace, "since")
    since = moment_of(query(succeeded(trace, "since")).get("since"))
    if since is None:
        raise not_exercised("变更的时间不可读", "the times of the changes cannot be read")
    told = [(at, _line(item)) for item in whole if (at := moment_of(item.get("at"))) is not None]
    last, due = max((at for at, _ in told), default=since), Counter(line for at, line in told if at >= since)
    if due.total() == len(whole):
        raise not_exercised("全部变更同时发生，无从增量", "all changes happened at once, there is no increment")
    given = Counter(_line(item) for item in part if (moment_of(item.get("at")) or last) <= last)
    yield from _differing(due - given, Text("增量中缺少", "the increment lacks"), succeeded(trace, "since"))
    yield from _differing(given - due, Text("增量中多出", "the increment holds more:"), succeeded(trace, "since"))


def _differing(lines: Counter[Line], what: Text, exchange: Exchange) -> Iterator[Finding]:
    for identifier, change, at in sorted(lines)[:3]:
        yield Finding(
            Text(f"{what.zh} {identifier} {change} {at}", f"{what.en} {identifier} {change} {at}"),
            Text("恰为该时起的变更", "exactly the changes from that moment on"),
            exchanges=(exchange,),
        )


def changes_are_in_order(trace: Trace) -> Iterator[Finding]:
    """The feed lists changes oldest first, over all its pages."""
    lines = _walked(trace, "all")
    moments = [moment for item in lines if (moment := moment_of(item.get("at"))) is not None]
    if len(set(moments)) < 2:
        raise not_exercised("没有先后不同的两次变更", "there are no two changes at different times")
    for before, after in pairwise(moments):
        if after < before:
            yield Finding(
                Text(
                    f"{before.isoformat()} 之后是 {after.isoformat()}",
                    f"{after.isoformat()} after {before.isoformat()}",
                ),
                Text("先旧后新", "oldest first"),
                exchanges=trace.at("all"),
            )
            return


def change_is_in_the_feed(trace: Trace, *, step: Step, change: str, after: Step) -> Iterator[Finding]:
    """What was done in one step shows in the feed read at another, as a change of that entry and that kind."""
    succeeded(trace, after)
    identifier = record(succeeded(trace, "registered").data).get("id")
    feed = succeeded(trace, step)
    mine = [item for item in entries(feed.data) if item.get("id") == identifier]
    if not any(item.get("change") == change for item in mine):
        if record(feed.data).get("next"):
            raise Undecided(
                Reason.PRECONDITION_NOT_MET, Text("变更清单首页没有读全", "the first page is not all of the feed")
            )
        kinds = "、".join(str(item.get("change")) for item in mine) or "-"
        yield Finding(
            Text(f"{identifier} 在变更清单中：{kinds}", f"the feed says of {identifier}: {kinds}"),
            Text(f"有 {change}", f"{change} is among them"),
            exchanges=(feed,),
        )


def _walked(trace: Trace, step: str) -> Sequence[Mapping[str, Any]]:
    """The entries of every page of a walk. Raises Undecided where it is not whole."""
    first(trace, step)
    pages = trace.at(step)
    if not all(page.status == 200 for page in pages):
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text("变更清单没有读到", "the feed could not be read"))
    if record(pages[-1].data).get("next"):
        raise Undecided(Reason.BUDGET, Text("变更清单没有读完", "the feed was not read to its end"))
    found = [item for page in pages for item in entries(page.data)]
    if not found and step == "all":
        raise not_exercised("变更清单是空的", "the feed is empty")
    return found


def _line(item: Mapping[str, Any]) -> Line:
    return str(item.get("id")), str(item.get("change")), str(item.get("at"))
