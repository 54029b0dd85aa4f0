"""Whether what one step answered stays in the next ones, and what was sent is what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from conformance.checks.moments import are_alike
from conformance.checks.places import served, value_at
from conformance.checks.reading import not_exercised, record, sent_body, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Place, Step, Values
from conformance.model.text import Text

OfTwo = Annotated[Text, Values(("name", "value", "due"))]
OfDue = Annotated[Text, Values(("due",))]

BECAME = Text("{name} 成为 {value}", "{name} has become {value}")
AS_IT_WAS = Text("{due}", "{due}")


def steps_keep_members(
    trace: Trace,
    *,
    steps: tuple[Step, ...],
    of: Step,
    members: tuple[Member, ...],
    control: tuple[Place, ...] = (),
    due: OfDue = AS_IT_WAS,
    seen: OfTwo = BECAME,
) -> Iterator[Finding]:
    """Members of the answer of one step are the same in the answers of others."""
    served(trace, control)
    start = succeeded(trace, of)
    wanted = {name: value_at(start.data, name) for name in members}
    if all(value is None for value in wanted.values()):
        raise not_exercised(f"步骤 {of} 的应答没有可比的内容", f"the answer of the step {of} holds nothing to compare")
    for step in steps:
        now = succeeded(trace, step)
        said = {name: value_at(now.data, name) for name in wanted}
        yield from _changed(wanted, said, (start, now), due, seen)


def steps_keep_what_was_sent(
    trace: Trace,
    *,
    sent: Step,
    steps: tuple[Step, ...],
    control: tuple[Place, ...] = (),
    due: OfDue = AS_IT_WAS,
    seen: OfTwo = BECAME,
) -> Iterator[Finding]:
    """Every member sent in one step is answered unchanged, there or in others."""
    served(trace, control)
    written = succeeded(trace, sent)
    wanted = sent_body(written)
    if not wanted:
        raise not_exercised("没有提交内容", "nothing was sent")
    for step in steps:
        now = succeeded(trace, step)
        said = {name: record(now.data).get(name) for name in wanted}
        yield from _changed(wanted, said, (written,) if now is written else (written, now), due, seen)


def _changed(
    wanted: Mapping[str, Any], said: Mapping[str, Any], proof: tuple[Exchange, ...], due: Text, seen: Text
) -> Iterator[Finding]:
    for name in sorted(wanted):
        if not are_alike(said[name], wanted[name]):
            told = {"name": name, "value": shown(said[name]), "due": shown(wanted[name])}
            yield Finding(seen.filled(**told), due.filled(due=told["due"]), at=name, exchanges=proof)
