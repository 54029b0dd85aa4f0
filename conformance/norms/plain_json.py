"""A document as JSON holds it: names are text, numbers finite, text without lone surrogates, and nothing too deep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.norms.errors import DataError
from conformance.norms.yaml_reader import MAX_DEPTH, TOO_DEEP

_MOST = 10**300
"""Beyond it nobody has use for a number, and libraries that take numbers for those of 64 bits break."""


def plain_json(value: Any, depth: int = 0) -> Any:
    """The very value where it is plain, else a copy that is. Raises DataError where it is nested too deeply."""
    if isinstance(value, str):
        return value if value.isascii() else _without_surrogates(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if abs(value) < _MOST else "…" if isinstance(value, int) else str(value)
    if depth > MAX_DEPTH:
        raise DataError(TOO_DEEP, about="openapi")
    if isinstance(value, Mapping):
        return _mapping(value, depth + 1)
    return _list(value, depth + 1) if isinstance(value, list) else str(value)


def _mapping(value: Mapping[Any, Any], depth: int) -> Any:
    copy = {plain_json(str(key)): plain_json(part, depth) for key, part in value.items()}
    is_same = len(copy) == len(value) and all(copy.get(key, copy) is part for key, part in value.items())
    return value if is_same else copy


def _list(value: list[Any], depth: int) -> Any:
    copy = [plain_json(part, depth) for part in value]
    return value if all(new is old for new, old in zip(copy, value, strict=True)) else copy


def _without_surrogates(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
