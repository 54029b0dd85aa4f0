"""Texts as values of a workflow that no tool can take for anything but text: what may be more is an input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from conformance.model.exchange import Mark
from conformance.model.visible import visible
from conformance.model.workflow import Omission

DESCRIBED = 200
"""Characters of what an input is to hold that its description shows."""

ACTS = re.compile("[${}]")
"""Begins, or encloses, what a tool may take for an expression."""
_INPUT = re.compile("[A-Za-z][A-Za-z0-9_]*")

Pieces = Sequence[str | Mark]
Node = dict[str, Any]
Key = tuple[tuple[str, bool], ...]


class NotStatable(Exception):  # noqa: N818 - it is an answer, not an error
    """What keeps a request from being stated."""

    def __init__(self, why: Omission) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass
class Wording:
    """Says texts with marks as values, and gathers the inputs they need. `outputs` are expressions by variable."""

    outputs: Mapping[str, str] = field(default_factory=dict)
    properties: Node = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    _names: dict[Key, str] = field(default_factory=dict)

    def value(self, pieces: Pieces, why: Omission) -> str:
        """A text as a literal, or as one whole expression: of an input, or of an output of an earlier step.

        What holds a secret is an input as a whole. Text that may be taken for an expression is the default of one.
        """
        marks = [piece for piece in pieces if isinstance(piece, Mark)]
        if not marks:
            text = "".join(map(str, pieces))
            return self._literal(text) if ACTS.search(text) else text
        if not any(mark.given for mark in marks):
            return self._secret(pieces, marks[0])
        if len(pieces) > 1 or marks[0].variable not in self.outputs:
            raise NotStatable(why)
        return self.outputs[marks[0].variable]

    def _secret(self, pieces: Pieces, first: Mark) -> str:
        shown = "".join(f"${piece.variable}" if isinstance(piece, Mark) else piece for piece in pieces)
        named = first.variable if _INPUT.fullmatch(first.variable) else "secret"
        schema = {"type": "string", "format": "password", "description": visible(shown, DESCRIBED)}
        return self._input(_key(pieces), named, schema, needed=True)

    def _literal(self, text: str) -> str:
        return self._input(_key([text]), "text", {"type": "string", "default": text})

    def _input(self, key: Key, named: str, schema: Node, needed: bool = False) -> str:
        """The expression of an input, the same for the same key; of two that want one name the second has a number."""
        if key not in self._names:
            free = (name for name in chain([named], (f"{named}_{n}" for n in count(2))) if name not in self.properties)
            self._names[key] = name = next(free)
            self.properties[name] = schema
            self.required += [name] if needed else []
        return f"$inputs.{self._names[key]}"


def _key(pieces: Pieces) -> Key:
    """What tells two texts apart: one that only looks like the name of a variable holds no secret."""
    return tuple((piece.variable, True) if isinstance(piece, Mark) else (piece, False) for piece in pieces)


def must_be_a_name(name: str, why: Omission) -> None:
    """Refuse names that readers take for more: references and expressions, and what JavaScript keeps for itself."""
    if name == "__proto__" or ACTS.search(name):
        raise NotStatable(why)
