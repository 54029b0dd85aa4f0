"""Sequences: what may be done with the records of a contract step by step, as its `x-hutong-sequence` states it.

A step says what is done to which record by whom, never with which id: `change a by second`, `list b as peer`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

RECORDS = ("a", "b")
WRITERS = ("first", "second")
_STEP = re.compile(r"(\w+) ([a-z])(?: (\d+))?(?: as ([a-z-]+))?(?: by (\w+))?")

Makes = Literal["version", "force", "end", "nothing"]
Of = Literal["record", "version", "list", "feed", "versions"]
View = Literal["latest", "force"]


@dataclass(frozen=True, slots=True)
class Write:
    """A step that changes a record. `moves` maps the states it may be done in to the state it makes.

    It makes a version of what is sent, puts the latest version in force, ends the record, or leaves its content alone.
    `basis` is the header that names what it rests on; `tells` maps the state before to what others' change feed then
    says. `only` names the members of the contract's example that are sent, all of them where it is empty; what is not
    sent stays as it was. In the states `refused` it must be refused, as it must on an ended record.
    """

    name: str
    operation: str
    role: str
    moves: Mapping[str, str]
    makes: Makes = "nothing"
    body: Mapping[str, Any] | None = None
    basis: str = ""
    tells: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A step that looks: at `of`, in the `views` of roles (the latest version, or the one in force).

    `query` holds values as they are, or `$name`: what was sent or answered under that name when the record was made.
    A list may be of what has come of the record: `by` is then the member that names the record, and `holds` are the
    members that are the record's own; none where none is, and all where it is not said.
    """

    name: str
    operation: str
    of: Of
    views: Mapping[str, View]
    query: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    kind: str = ""
    by: str = ""
    holds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The members in which an answer carries what sequences need.

    Where a record has no version `number`, versions are only told apart by what they hold. Where it tells its `state`,
    the states of the rules are its values, and a record that has ended may still be read in that state.
    """

    id: str
    named: str
    varied: str
    items: str
    more: str
    since: str = ""
    number: str = ""
    state: str = ""

    @property
    def content(self) -> tuple[str, str]:
        """The members by which versions are told apart."""
        return self.named, self.varied


@dataclass(frozen=True, slots=True)
class SequenceRules:
    """What may be done, by which role, depending on what, and how it changes the record."""

    start: str
    names: Names
    writes: Mapping[str, Write]
    reads: Mapping[str, Read]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> SequenceRules | None:
        """The rules a document states; None where it states none."""
        raw = document.get("x-hutong-sequence")
        if not isinstance(raw, Mapping):
            return None
        return cls(
            raw["start"],
            Names(**raw["members"]),
            {name: Write(name, **rule) for name, rule in raw["writes"].items()},
            {name: Read(name, **rule) for name, rule in raw["reads"].items()},
        )

    def ends(self, state: str) -> bool:
        """Whether a record in this state is gone for good."""
        return any(write.makes == "end" and state in write.moves.values() for write in self.writes.values())

    @property
    def interleaves(self) -> bool:
        """Whether it matters which writer changes a record."""
        return any(write.basis for write in self.writes.values())

    def operation(self, step: Step) -> str:
        """The operation a step is done with."""
        return (self.writes.get(step.action) or self.reads[step.action]).operation


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done to which record. Reads say as whom, changes by which writer, versions which number."""

    action: str
    record: str
    role: str = ""
    writer: str = ""
    number: int = 0

    def __str__(self) -> str:
        number = f" {self.number}" if self.number else ""
        role = f" as {self.role}" if self.role else ""
        return f"{self.action} {self.record}{number}{role}{f' by {self.writer}' if self.writer else ''}"

    @classmethod
    def parse(cls, text: str) -> Step:
        """The step a text says. Raises ValueError."""
        found = _STEP.fullmatch(text)
        if found is None:
            raise ValueError(f"not a step: {text}")
        action, record, number, role, writer = found.groups(default="")
        return cls(action, record, role, writer, int(number or 0))


@dataclass(frozen=True, slots=True)
class Sequence:
    """Steps in order, under the id their text gives them."""

    id: str
    steps: tuple[Step, ...]
