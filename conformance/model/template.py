"""Path templates, `/resources/{id}`: their names, and the values a path gives them, in time linear in the path."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARAMETER = re.compile(r"\{([^{}/]*)\}")


def names(template: str) -> list[str]:
    """The names of the parameters of a template, in their order."""
    return _PARAMETER.findall(template)


def values(template: str, path: str) -> list[str] | None:
    """What a path holds in the place of each parameter; None where it is none of the template.

    A parameter holds one character at least and no `/`. Where several share a segment, the first hold as much as they
    can. No backtracking: a document may put any number of them side by side.
    """
    wanted, given = template.split("/"), path.split("/")
    if len(wanted) != len(given):
        return None
    found: list[str] = []
    for segment, text in zip(wanted, given, strict=True):
        held = _held(_PARAMETER.split(segment)[::2], text)
        if held is None:
            return None
        found += held
    return found


def _held(pieces: list[str], text: str) -> list[str] | None:
    """What stands between the pieces of a segment, found from its end: so the first hold as much as they can."""
    if len(pieces) == 1:
        return [] if text == pieces[0] else None
    first, *between, last = pieces
    if not (text.startswith(first) and text.endswith(last) and len(text) > sum(map(len, pieces))):
        return None
    found = [*_backwards(text, len(first), len(text) - len(last), between)]
    return found[::-1] if len(found) == len(pieces) - 1 else None


def _backwards(text: str, start: int, end: int, between: list[str]) -> Iterator[str]:
    """The values from the last to the first; fewer than there are parameters where they cannot all be placed."""
    for piece in reversed(between):
        place = text.rfind(piece, start + 1, end - 1)
        if place < 0:
            return
        yield text[place + len(piece) : end]
        end = place
    if end > start:
        yield text[start:end]
