"""What in a value breaks its schema, told in one order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from conformance.checks.compiling import engine_failed, of_either_reading
from conformance.model.exchange import Why


def violations(
    validator: Draft202012Validator,
    value: Any,
    location: str,
    under: str = "",
    other: Draft202012Validator | None = None,
) -> list[Why]:
    """Where a value breaks its schema, by `other` as well where another reading is given, and by which keyword.

    Outermost first. Of alternatives (`oneOf`, `anyOf`) the one that was missed by least is told. A missing or
    unexpected member is pointed at by its own name. None, where a pattern of the schema had to be given up: then
    nothing is certain.
    """
    errors = [*validator.iter_errors(value)]
    if any(map(engine_failed, errors)):
        return []
    if other is not None:
        errors = of_either_reading(errors, other, value)
    found = sorted({told for error in errors for told in _told(error)}, key=_rank)
    return [Why(location, under + pointer, keyword) for pointer, keyword in found]


def _rank(told: tuple[str, str]) -> tuple[int, str, bool, str]:
    pointer, keyword = told
    return pointer.count("/"), pointer, keyword != "type", keyword


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    branches = [[told for inner in branch for told in _told(inner)] for branch in getattr(error.kind, "context", ())]
    if branches:
        yield from min(branches, key=len)
        return
    yield pointer_to(error), str(error.kind.name)


def pointer_to(error: ValidationError) -> str:
    """Where in the value an error is, a missing or unexpected member by its own name."""
    tokens = [str(token) for token in error.instance_path]
    if member := getattr(error.kind, "property", None):
        tokens.append(str(member))
    elif unexpected := getattr(error.kind, "unexpected", None):
        tokens.append(min(map(str, unexpected)))
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)
