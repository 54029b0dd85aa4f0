"""Formats: which of them a validator holds against a value, and which only a system knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from conformance.norms.layout import rewritten

# Formats that say how a value is stored or shown, not which values there are.
FREE = frozenset({"float", "double", "password", "binary", "decimal"})
WIDTHS = {"int32": 31, "int64": 63}


def with_widths(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema in which whole numbers of a stated width (`int32`, `int64` of OpenAPI) have the bounds of it."""

    def bounded(part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        bits = WIDTHS.get(str(part.get("format")))
        if bits is None:
            return part
        bounds = {"minimum": -(1 << bits), "maximum": (1 << bits) - 1}
        return {**part, "allOf": [*part.get("allOf", ()), bounds]}

    whole: dict[str, Any] = rewritten(schema, "schema", bounded)
    return whole


@lru_cache(maxsize=4096)
def is_judged(name: str) -> bool:
    """Whether a format is one the judge of messages knows, or one that leaves all values."""
    if name in FREE or name in WIDTHS:
        return True
    try:
        Draft202012Validator({"format": name}, validate_formats=True, ignore_unknown_formats=False)
    except ValueError:
        return False
    return True
