"""The path of an operation: its parameters filled in, and read out of it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from conformance.model.contract import Operation, Parameter
from conformance.model.spelling import on_wire
from conformance.model.template import names, values

WRITTEN = "".join(map(chr, range(0x21, 0x7F)))
"""What stands in a path as the document wrote it; anything else is percent-encoded."""


def spelled(path: str) -> str:
    """A path, or the template of one, as it stands in an address."""
    return quote(path, safe=WRITTEN, errors="surrogatepass")


def fill(operation: Operation, parts: Mapping[str, Any]) -> str:
    """The path of an operation with its parameters filled in and percent-encoded."""
    path = operation.path
    for name, value in parts.items():
        path = path.replace("{" + name + "}", quote(str(value), safe="", errors="surrogatepass"))
    return spelled(path)


def names_one(part: str) -> bool:
    """Whether a path with this part names one object: with an empty one, or a step up, it would be what holds it."""
    return part not in ("", ".", "..")


def shown_of(parameter: Parameter) -> str | None:
    """The first value that the document tells of a path parameter and that names one object; None without one."""
    texts = (str(text) for value in parameter.values for text in on_wire(parameter, value).values())
    return next(filter(names_one, texts), None)


def filled(operation: Operation, path: str) -> dict[str, str]:
    """The parameters a path of the operation was filled in with; none where it is no path of it."""
    held = values(spelled(operation.path), path.partition("?")[0])
    return dict(zip(names(operation.path), map(unquote, held), strict=True)) if held else {}
