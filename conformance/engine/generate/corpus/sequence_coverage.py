"""What makes one sequence unlike another: the situations in which its steps find the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance.checks.records import Record, follow
from conformance.model.sequence import RECORDS, SequenceRules, Step, View

MOST = 3
"""From here on more versions, or more that has changed since a look, is alike."""

HOLD, TOLD = "hold", "told"
DECISIVE = frozenset({HOLD, TOLD})
"""What only a long past brings about: how a writer's hold stands to the record, and what the feed has told."""

Trait = tuple[object, ...]


@dataclass
class _Past:
    """One record with what was last done to it, and how it stood when it was last looked at in each way."""

    record: Record
    last: str = ""
    looks: dict[tuple[str, str], int] = field(default_factory=dict)


def traits(rules: SequenceRules, steps: tuple[Step, ...]) -> set[Trait]:
    """The situations that a sequence shows."""
    pasts = {name: _Past(Record(rules.start)) for name in RECORDS}
    shown: set[Trait] = set()
    for step in steps:
        past = pasts[step.record]
        others = tuple(other.record.state for other in pasts.values() if other is not past)
        shown.update(_changes(past, step, others) if step.action in rules.writes else _looks(rules, past, step))
        if follow(rules, past.record, step):
            past.last = step.action
    return shown


def _changes(past: _Past, step: Step, others: tuple[str, ...]) -> Iterator[Trait]:
    """What a write meets: the state, what was done before, the other records, and the writer's hold on this one."""
    record = past.record
    yield step.action, record.state, past.last
    yield step.action, record.state, others
    if step.writer in record.held:
        versions, revision = record.held[step.writer]
        in_force = versions == record.force and revision >= record.forced
        yield HOLD, record.state, record.is_fresh(step.writer), record.is_stale(step.writer), in_force
    elif step.writer:
        yield HOLD, record.state, None


def _looks(rules: SequenceRules, past: _Past, step: Step) -> Iterator[Trait]:
    """What a look finds: whether more is there than at the one before, and what there is to see."""
    record, read, way = past.record, rules.reads[step.action], (step.action, step.role)
    now = len(record.told) if read.of == "feed" else _there(rules, record, read.views[step.role])
    before = past.looks.get(way)
    past.looks[way] = now
    yield step.action, step.role, record.state, past.last
    yield step.action, step.role, rules.ends(record.state), before is not None and min(now - before, MOST)
    if read.by:
        yield step.action, step.role, record.state, min(record.force, MOST)
    if read.of == "feed":
        yield TOLD, tuple(record.told[-MOST:])
    if step.number:
        yield step.action, min(step.number, MOST), min(len(record.versions), MOST), step.number == record.force


def _there(rules: SequenceRules, record: Record, view: View) -> int:
    """How much there is to see: the versions, or every step since where the record tells its state."""
    return record.revision if rules.names.state else record.shown(view)
