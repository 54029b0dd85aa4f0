"""What no error of a hutong.yaml may show, because a secret stands there, or what may be one under a misspelt name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from conformance.model.clause import ROLES
from conformance.norms.errors import DataError
from conformance.norms.yaml_text import Document, Path

_SECRET = ("credentials", "accounts", "token", "secret", "password", "passwd", "authorization", "cookie", "apikey")
_ALIKE = 0.7
_IN_CHINESE = re.compile("令牌|密码|口令|凭据|密钥")
_SPOKEN_OF = re.compile(rf"(?i){'|'.join(_SECRET)}|credential|account|pwd|{_IN_CHINESE.pattern}|//[^/\s]*@")
_REFERENCE = re.compile(r"\s*\$\{(env|file):[^}]*\}\s*")
_USER_IN_ADDRESS = re.compile(r"//[^/\s]*@")
_KNOWN = (*ROLES, "token", "header", "prefix")


def hidden(document: Document) -> Document:
    """The document with every line left empty in which a secret stands, or may stand."""
    starts = sorted({line for line, _ in document.places.values()})
    gone: set[int] = set()
    for path, value in _plain(document.value, ()):
        if _may_be_secret(path, value):
            first = document.place(path)[0]
            after = bisect_right(starts, first)
            last = starts[after] if after < len(starts) else len(document.lines) + 1
            gone.update(range(first, last))
    lines = tuple("" if number in gone else line for number, line in enumerate(document.lines, 1))
    return replace(document, lines=lines)


def without_source(error: DataError, raw: bytes) -> DataError:
    """The error of a file that could not be read, without its line where the file speaks of secrets at all.

    What is no YAML has no paths by which the line of a secret could be told from others.
    """
    if _SPOKEN_OF.search(raw.decode("utf-8", "replace")):
        error.source = ""
    return error


def sayable(path: Path) -> Path:
    """A path without the names below `credentials` that are like none there can be: one of them may be a secret."""
    said: list[str | int] = []
    for place, part in enumerate(path):
        is_below = "credentials" in path[:place] or "accounts" in path[: max(place - 1, 0)]
        said.append(part if not is_below or get_close_matches(str(part), _KNOWN, n=1) else "…")
    return tuple(said)


def _plain(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every value that is neither a list nor a mapping, and its path."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _plain(part, (*path, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _plain(part, (*path, index))
    else:
        yield path, value


def _may_be_secret(path: Path, value: Any) -> bool:
    if isinstance(value, bool):
        return False
    text = "" if value is None else str(value)
    if _USER_IN_ADDRESS.search(text):
        return True
    return not _REFERENCE.fullmatch(text) and any(_names_secret(str(part)) for part in path)


def _names_secret(word: str) -> bool:
    plain = re.sub("[^a-z]", "", word.lower())
    if _IN_CHINESE.search(word) or any(secret in plain for secret in _SECRET):
        return True
    return bool(get_close_matches(plain, _SECRET, n=1, cutoff=_ALIKE))
