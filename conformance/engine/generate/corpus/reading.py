"""What a server may read out of a parameter's text, given the types its schema names."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

TRUE = frozenset(["true", "True", "TRUE", "1", "yes", "on", "t", "y"])
FALSE = frozenset(["false", "False", "FALSE", "0", "no", "off", "f", "n"])
_TYPE_NAMES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
    list: "array",
    dict: "object",
}
ANY = ("string", "number", "boolean", "null")
SCALARS = ("integer", "number", "boolean", "null")


def readings(schema: Mapping[str, Any], value: Any) -> list[Any]:
    """Every value a server may take a text (or the texts of a repeated parameter) for, the plain reading first.

    A text that only some servers convert (`007`, `１２`, `on`) has two readings: the value, and the text itself.
    """
    types = _types(schema)
    if "array" in types:
        return _lists(schema, value)
    if isinstance(value, list):
        # A parameter that may stand once stands several times: servers take the first, the last, or all of them.
        return [reading for text in value for reading in readings(schema, text)] + ([value] if len(value) > 1 else [])
    return _scalars(types, value)


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    """The types a schema names, else those of the values it lists, else any a text can be read as."""
    listed = schema.get("enum", [schema["const"]] if "const" in schema else [])
    named = schema.get("type") or [_TYPE_NAMES[type(value)] for value in listed] or ANY
    return frozenset([named] if isinstance(named, str) else named)


def _lists(schema: Mapping[str, Any], value: Any) -> list[Any]:
    items = schema.get("items")
    inner = items if isinstance(items, Mapping) else {}
    spellings = [value] if isinstance(value, list) else [[value], value.split(",")]
    found: list[Any] = []
    for texts in spellings:
        each = [readings(inner, text) for text in texts]
        found.append([reading[0] for reading in each])
        found.append([reading[-1] for reading in each])
    return found


def _scalars(types: frozenset[str], text: str) -> list[Any]:
    found = [value for name in SCALARS if name in types for value in _converted(name, text)]
    if not found or "string" in types or not _is_plain(text):
        found.append(text)
    return found


def _is_plain(text: str) -> bool:
    """Whether every JSON reader converts the text alike."""
    return text in ("true", "false", "null") or bool(re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text))


def _converted(name: str, text: str) -> list[Any]:
    if name == "boolean":
        return [True] if text in TRUE else [False] if text in FALSE else []
    if name == "null":
        return [None] if text in ("", "null") else []
    number = _number(text)
    return [] if number is None or (name == "integer" and isinstance(number, float)) else [number]


def _number(text: str) -> int | float | None:
    for convert in (int, float, json.loads):
        try:
            value = convert(text)
        except ValueError:
            continue
        if isinstance(value, float) and math.isfinite(value):
            return int(value) if value.is_integer() else value
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None
