"""The path of an operation: its parameters filled in, and read out of it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from conformance.model.contract import Operation

WRITTEN = "".join(map(chr, range(0x21, 0x7F)))
"""What stands in a path as the document wrote it; anything else is percent-encoded."""


def fill(operation: Operation, parts: Mapping[str, Any]) -> str:
    """The path of an operation with its parameters filled in and percent-encoded."""
    path = operation.path
    for name, value in parts.items():
        path = path.replace("{" + name + "}", quote(str(value), safe="", errors="surrogatepass"))
    return quote(path, safe=WRITTEN, errors="surrogatepass")


def names_one(part: str) -> bool:
    """Whether a path with this part names one object: with an empty one, or a step up, it would be what holds it."""
    return part not in ("", ".", "..")


def filled(operation: Operation, path: str) -> dict[str, str]:
    """The parameters a path of the operation was filled in with; none where it is no path of it."""
    names = re.findall(r"{([^{}]+)}", operation.path)
    found = _pattern_of(operation.path).fullmatch(path.partition("?")[0])
    return dict(zip(names, map(unquote, found.groups()), strict=True)) if found else {}


def _pattern_of(path: str) -> re.Pattern[str]:
    """What is filled in, part by part. Of several in one segment each ends where what follows it first stands."""
    first, *rest = map(re.escape, re.split(r"{[^{}]+}", path))
    parts = [first]
    for number, after in enumerate(rest, 1):
        is_last = number == len(rest) or "/" in after
        parts.append(f"([^/]*){after}" if is_last else f"(?>([^/]*?){after})" if after else "()")
    return re.compile("".join(parts))
