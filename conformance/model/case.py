"""The frozen questions of a contract: logical cases, without host, credential or living id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from conformance.model.exchange import Expects, Why
from conformance.model.text import Text

BEFORE = "led-up"
"""The step of what is asked for a case to rest on: no answer of its own is judged there."""


@dataclass(frozen=True)
class Case:
    """One question. A value that names a living object is a slot, `{"live": "resource.id"}`.

    `after` holds the cases it rests on, asked before it in this order. A path value of one of them, or of the case
    itself, may be what an answer to them gave: `{"given": [0, "id"]}` is the member `id` of the first one's.
    `path`, `query`, `headers` and `cookies` map names to values as they go onto the wire (strings, or lists of strings
    for a repeated query parameter). `body` is a JSON value sent as `media`; `media` is empty when no body is sent.
    """

    id: str
    operation: str
    expects: Expects
    why: Why | None = None
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    cookies: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    media: str = ""
    after: tuple[Case, ...] = ()


class Unmade(StrEnum):
    """Why an operation is without questions."""

    NONE = "none-possible"
    STEPS = "steps-taken"
    BUDGET = "budget"
    HANGS = "hangs"
    BROKE_OFF = "broke-off"


OF_THE_CLOCK = frozenset({Unmade.HANGS, Unmade.BROKE_OFF})
"""What another run, or another machine, may not come to: a run with such an operation is compared with no other."""


def not_to_be_compared(cut: Text) -> Text:
    """What the clock cut, and what follows from it."""
    zh, en = "因此本次结果不能与其他结果比较", "so this result is not to be compared with others"
    return Text(f"{cut.zh}；{zh}", f"{cut.en}; {en}")


@dataclass(frozen=True, slots=True)
class Unquestioned:
    """An operation that would have questions, and why it has none."""

    operation: str
    why: Unmade


@dataclass(frozen=True)
class Corpus:
    """The cases of one contract, with what they were built from and the digest that seals them.

    `without` are the operations of which none were made, where they are made of a system's own document.
    """

    kind: str
    contract: str
    seed: int
    versions: Mapping[str, str]
    digest: str
    cases: tuple[Case, ...]
    without: tuple[Unquestioned, ...] = ()
