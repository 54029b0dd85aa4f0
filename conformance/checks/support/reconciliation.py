"""Whether the counts of messages by resource and day are those of the messages themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conformance.checks.reading import first, not_exercised, query, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

COUNTS = ("sent", "received", "accepted", "rejected")
NARROWED = ("resource", "day")


def reconciliation_counts_what_was_sent(trace: Trace) -> Iterator[Finding]:
    """Each count grew by the messages received, accepted and rejected; where none grew, nothing was counted yet.

    What others sent meanwhile counts too. `sent` counts what the provider sends, and a consumer sent these.
    """
    before, after = (_totals(succeeded(trace, step)) for step in ("counts-before", "counts-after"))
    taken = [it for it in (*trace.at("fit"), *trace.at("unfit")) if 200 <= it.status < 300]
    results = Counter(str(record(it.data).get("result")) for it in taken)
    due = {"received": len(taken)} | {name: results[name] for name in COUNTS[2:]}
    grown = {name: after[name] - before[name] for name in COUNTS}
    if not taken or sum(results[name] for name in COUNTS[2:]) < len(taken):
        raise not_exercised("没有收到回执", "no receipt was given")
    if not any(grown.values()):
        raise not_exercised("所发报文尚未计入对账", "what was sent was not counted yet")
    wrong = {name: grown[name] for name in due if grown[name] < due[name]}
    if wrong:
        wanted = {name: due[name] for name in wrong}
        yield Finding(
            Text(f"增加 {shown(wrong)}", f"they grew by {shown(wrong)}"),
            Text(shown(wanted), shown(wanted)),
            exchanges=(first(trace, "counts-before"), *taken, first(trace, "counts-after")),
        )
    elif any(grown[name] > due[name] for name in due):
        raise not_exercised("其间另有报文计入", "others were counted meanwhile")


def reconciliation_is_narrowed(trace: Trace) -> Iterator[Finding]:
    """Counts asked for by resource, and by day, are of that resource and that day alone."""
    judged = 0
    for exchange in (succeeded(trace, "counts-after"), *trace.at("counts-of-day")):
        asked = {name: value for name, value in query(exchange).items() if name in NARROWED}
        for line in entries(exchange.data):
            judged += 1
            name = next((name for name, value in asked.items() if line.get(name) != value), "")
            if name:
                seen = Text(f"按 {asked[name]} 得到 {line.get(name)}", f"asked for {asked[name]}, {line.get(name)}")
                yield Finding(seen, Text(asked[name], asked[name]), name, (exchange,))
                break
        if exchange.step == "counts-of-day" and exchange.status == 200 and not entries(exchange.data):
            seen = Text(f"{asked.get('day')} 没有计数", f"no counts of {asked.get('day')}")
            yield Finding(seen, Text("该日的计数", "those of the day"), exchanges=(exchange,))
    if not judged:
        raise not_exercised("没有对账记录", "there is no line of a reconciliation")


def _totals(page: Exchange) -> Counter[str]:
    """The counts of a resource over all its days."""
    if record(page.data).get("next"):
        raise Undecided(Reason.BUDGET, Text("对账没有读完", "the reconciliation was not read to its end"))
    return Counter({name: sum(whole(line.get(name)) or 0 for line in entries(page.data)) for name in COUNTS})
