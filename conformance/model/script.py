"""Scripts: a probe of one contract as data, with what it composes before its first step and what it asks in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from conformance.model.pointer import MISSING, under

MARK, DIGITS, BEFORE_IT = "{mark}", "{digits}", "{was}"
"""In a text: what tells this run's records apart, the same as five digits, and the text that was there before."""

MOST_BYTES = 64 * 1024
"""What a file of a script may hold, and what composing its inputs may come to."""
MOST_PAGES = 50
"""How many pages of a list are turned at most."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that was composed (`$inputs.NAME`), or an answer gave (`$steps.STEP.outputs.NAME`)."""

    name: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, with a mark in it where it must be unique."""

    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """The day to judge by, or one so many days after it."""

    after: int


@dataclass(frozen=True, slots=True)
class Made:
    """The contract's example of an operation, or a part of an earlier value, without some members and with others.

    `of` is the record an example is about: what the contract takes from such a record is that one's.
    """

    source: str | Reference
    part: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    members: Mapping[str, Any] = field(default_factory=dict)
    of: Reference | None = None


@dataclass(frozen=True, slots=True)
class Existing:
    """A record that a list shows: it has the members of `where`.

    Of several it is one that has those of `prefer` too, and of those the one whose `most` holds most items.
    """

    operation: str
    role: str = ""
    step: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    prefer: Mapping[str, Any] = field(default_factory=dict)
    most: str = ""


Input = Wording | Day | Made | Existing


@dataclass(frozen=True, slots=True)
class Criterion:
    """What an answer is compared with: its status where `part` is None, else the value a JSON pointer leads to."""

    part: tuple[str, ...] | None
    sign: str
    value: Any


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of a step, by its name and place."""

    name: str
    place: Literal["path", "query", "header"]
    value: Any


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One request: `name` is what checks know it by, `outputs` lead to what its answer gives to later steps.

    Where its answer misses a criterion the script can tell nothing more; where it `ends`, nothing more is asked, and
    with a `goto`, the id of the next step, it is asked on. A list that is read `whole` is turned page by page.
    """

    id: str
    operation: str
    role: str = ""
    name: str = ""
    arguments: tuple[Argument, ...] = ()
    body: Any = None
    criteria: tuple[Criterion, ...] = ()
    ends: bool = False
    goto: str = ""
    whole: bool = False
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """A script as its file says it. `contract` is the kind whose operations it asks; `file` and `line` tell where."""

    name: str
    summary: str
    contract: str
    inputs: Mapping[str, Input]
    steps: tuple[ScriptStep, ...]
    file: str = ""
    line: int = 0

    @property
    def sends(self) -> Mapping[str, int]:
        """How often it asks each operation at most."""
        lists = [it.operation for it in self.inputs.values() if isinstance(it, Existing)]
        turned = [step.operation for step in self.steps if step.whole for _ in range(MOST_PAGES - 1)]
        return Counter([*lists, *turned, *(step.operation for step in self.steps)])

    @property
    def words(self) -> frozenset[str]:
        """The names that checks know its requests by."""
        lists = {it.step for it in self.inputs.values() if isinstance(it, Existing)}
        return frozenset(lists | {step.name for step in self.steps})


def references(value: Any) -> Iterator[Reference]:
    """Every reference in a value."""
    if isinstance(value, Reference):
        yield value
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for each in inside:
        yield from references(each)


def part_of(value: Any, steps: tuple[str, ...]) -> Any:
    """What a JSON pointer, as the names and indices it goes by, leads to; None for nothing, which null is here too."""
    found = under(value, steps)
    return None if found is MISSING else found
