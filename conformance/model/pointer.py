"""JSON pointers (RFC 6901) as references inside a document write them: `#/components/schemas/%E7%94%A8%E6%88%B7`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

MISSING: Any = object()
"""What a reference leads to that leads to nothing; null is something."""
_MOST_DIGITS = 9


def steps_of(pointer: str) -> list[str]:
    """The names and indices a JSON pointer goes by, plain."""
    return [_unescaped(token) for token in pointer.split("/")[1:]]


def names_of(reference: str) -> list[str]:
    """The names and indices a reference inside a document goes by, its percent-encoding undone too."""
    return [_unescaped(unquote(token)) for token in reference.removeprefix("#").split("/")[1:]]


def at(document: Any, reference: str) -> Any:
    """What a reference inside a document leads to; MISSING where it leads to nothing or out of the document."""
    if reference != "#" and not reference.startswith("#/"):
        return MISSING
    return under(document, names_of(reference))


def under(document: Any, names: Iterable[str]) -> Any:
    """What names and indices lead to; MISSING where they lead to nothing."""
    for name in names:
        if isinstance(document, list):
            document = document[int(name)] if is_index(name) and int(name) < len(document) else MISSING
        else:
            document = document.get(name, MISSING) if isinstance(document, Mapping) else MISSING
    return document


def is_index(name: str) -> bool:
    """Whether a step of a pointer can be the number of an item."""
    return name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS


def escaped(name: str) -> str:
    """A name as a step of a pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def _unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")
