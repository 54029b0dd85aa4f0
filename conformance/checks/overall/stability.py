"""Whether an identifier once given out ever leads to something else."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import not_exercised, record, succeeded
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.text import Text


def identifiers_are_not_reused(trace: Trace) -> Iterator[Finding]:
    """An entry registered after another was withdrawn gets neither its id nor its code."""
    succeeded(trace, "withdrawn")
    made = [exchange for exchange in trace.at("registered") if isinstance(record(exchange.data).get("id"), str)]
    if len(made) < 2:
        raise not_exercised("没有先后登记两个条目", "two entries were not registered one after the other")
    before, after = record(made[0].data), record(made[1].data)
    for member in ("id", "code"):
        if before.get(member) is not None and before.get(member) == after.get(member):
            yield Finding(
                Text(f"新条目的 {member} 又是 {before[member]}", f"the new {member} is {before[member]} again"),
                Text("从未赋过的标识与代码", "an id and a code never given out before"),
                exchanges=(made[0], made[1]),
            )
