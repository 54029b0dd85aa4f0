"""The names of an operation, each read by itself: its id, its path, its summary and its tags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from conformance.model.contract import Operation
from conformance.norms.acts.act import Act
from conformance.norms.acts.chinese import in_chinese
from conformance.norms.acts.english import Word, in_name, in_sentence, tokens

Where = Literal["id", "path", "summary", "tag", "value"]
Found = tuple[Act, int, int] | None

_END = 1000
"""Characters of either end of a name that are read."""

_PARAMETER = re.compile(r"\{[^{}]*\}")
_ADDED = re.compile(
    r"(?i)\b(api|apis|operation|operations|action|actions|endpoint|endpoints|controller)\b|操作|接口|功能|相关|类$|批量|全部|一键|立即|强制"
)


@dataclass(frozen=True, slots=True)
class Said:
    """An act that a name says: the word as it stands there, and where it stands."""

    act: Act
    word: str
    where: Where


def said_by(operation: Operation) -> Said | None:
    """The act an operation's names say, the first that says one; None where none does."""
    for where, name, read in _names(operation):
        plain = unicodedata.normalize("NFKC", _bounded(name))
        found = read(plain)
        if found is not None:
            act, start, end = found
            return Said(act, plain[start:end], where)
    return None


def said_in_value(value: str) -> Said | None:
    """The act that a value of a path or a command says, taken as a name."""
    plain = unicodedata.normalize("NFKC", _bounded(value))
    found = _in_identifier(plain)
    return None if found is None else Said(found[0], plain[found[1] : found[2]], "value")


def _bounded(name: str) -> str:
    """A name, or both ends of one that no person wrote."""
    return name if len(name) <= 2 * _END else f"{name[:_END]} {name[-_END:]}"


def _names(operation: Operation) -> Iterator[tuple[Where, str, Callable[[str], Found]]]:
    if not operation.id.startswith(f"{operation.method} "):  # else it is made of method and path
        yield "id", operation.id, _in_identifier
    yield "path", unquote(_PARAMETER.sub("{}", operation.path)), _in_path
    yield "summary", operation.summary, _in_prose
    for tag in operation.tags:
        yield "tag", tag, _in_tag


def _in_identifier(name: str) -> Found:
    return in_chinese(name) or _first(_clauses(tokens(name)))


def _in_path(path: str) -> Found:
    return in_chinese(path) or _first(_clauses([*_segments(path)]))


def _segments(path: str) -> Iterator[Word]:
    start = 0
    for number, segment in enumerate(path.split("/")):
        yield from tokens(segment, start, number)
        start += len(segment) + 1


def _clauses(found: list[Word]) -> Iterator[list[Word]]:
    """The words cut at `and` and `then`: `listAndDelete` does two things."""
    part: list[Word] = []
    for word in found:
        if word.text in ("and", "then"):
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _first(clauses: Iterator[list[Word]]) -> Found:
    return next(filter(None, map(in_name, clauses)), None)


def _in_prose(text: str) -> Found:
    return in_chinese(text) or in_sentence(text)


def _in_tag(tag: str) -> Found:
    """A tag names what its operations are about; it says an act only where it is nothing else, and no field."""
    bare = _ADDED.sub("", tag).strip()
    found = _in_identifier(bare)
    if found is None or found[0].is_field:
        return None
    rest = bare[: found[1]] + bare[found[2] :]
    return found if not rest.strip(" -_/·") else None
