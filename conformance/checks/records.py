"""What a record must be after each step: the small model sequences are built from and judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.model.sequence import SequenceRules, Step, View, Write

Content = Mapping[str, Any]


@dataclass
class Record:
    """One record as it must be: its versions, oldest first, which of them is in force, and what the feed told.

    `held` is what each writer last saw of it: the number of its versions, and of its revisions. `forced` is the
    revision since which the one in force is.
    """

    state: str
    versions: list[Content] = field(default_factory=list)
    force: int = 0
    revision: int = 0
    forced: int = 0
    told: list[str] = field(default_factory=list)
    held: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def seen_now(self) -> tuple[int, int]:
        return len(self.versions), self.revision

    def hold(self, writer: str, tagged: bool = True) -> None:
        """A writer has read the record; without an entity tag it holds nothing to rest a change on."""
        if tagged:
            self.held[writer] = self.seen_now
        else:
            self.held.pop(writer, None)

    def is_stale(self, writer: str) -> bool:
        """Whether another version has been made since the writer looked."""
        return writer in self.held and self.held[writer][0] < len(self.versions)

    def is_fresh(self, writer: str) -> bool:
        """Whether nothing at all has happened since the writer looked, or it rests on nothing."""
        return self.held.get(writer, self.seen_now) == self.seen_now

    def admits(self, write: Write) -> bool:
        return self.state in write.moves

    def take(self, write: Write, content: Content) -> None:
        """A step was done: what it makes, what it tells others, and the state it leads to."""
        if write.makes == "version":
            before = self.versions[-1] if self.versions else {}
            self.versions.append({**before, **content})
        elif write.makes == "force":
            self.force = len(self.versions)
        self.revision += 1
        if write.makes == "force":
            self.forced = self.revision
        if self.state in write.tells:
            self.told.append(write.tells[self.state])
        self.state = write.moves[self.state]

    def shown(self, view: View) -> int:
        """The number of the version a view shows; 0 where it shows none."""
        return len(self.versions) if view == "latest" else self.force


def follow(rules: SequenceRules, record: Record, step: Step) -> bool:
    """Take a step on the model, as a system that keeps the contract does; whether it changed the record."""
    write = rules.writes.get(step.action)
    if write is None:
        if step.writer and not rules.ends(record.state):
            record.hold(step.writer)
        return False
    if not record.admits(write) or (write.basis and record.is_stale(step.writer)):
        return False
    record.take(write, {})
    if step.writer:
        record.hold(step.writer)
    return True
