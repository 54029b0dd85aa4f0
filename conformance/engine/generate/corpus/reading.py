"""What a server may read out of a parameter's text, given the types its schema names."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from conformance.model.contract import Parameter
from conformance.model.spelling import between

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


def readings(parameter: Parameter, sent: Mapping[str, Any]) -> list[Any]:
    """Every value a server may take what is sent of a parameter for, the plain reading first; none where who knows.

    `sent` are its names on the wire with their texts. A text that only some servers convert (`007`, `on`) has
    two readings: the value, and the text itself.
    """
    value = sent.get(parameter.name)
    if parameter.media:
        return _content(parameter, value)
    found = _objects(parameter, sent) if "object" in parameter.types else []
    if value is None:
        return found
    said = without_prefix(parameter, value)
    if said is None:
        return found
    if "array" in parameter.types:
        found += _lists(parameter, said)
    plain = parameter.types - {"object", "array"}
    return found + _repeated(parameter.schema, plain, said) if plain or not parameter.types else found


def _content(parameter: Parameter, value: Any) -> list[Any]:
    if not isinstance(value, str) or "json" not in parameter.media:
        return []
    try:
        return [json.loads(value)]
    except (ValueError, RecursionError):
        return [value]


def without_prefix(parameter: Parameter, value: Any) -> Any:
    """What is sent without what its style puts before it; None where that is not there."""
    if parameter.style == "label":
        return value[1:] if isinstance(value, str) and value.startswith(".") else None
    if parameter.style == "matrix":
        before = f";{parameter.name}="
        return value[len(before) :] if isinstance(value, str) and value.startswith(before) else None
    return value


def _repeated(schema: Mapping[str, Any], plain: frozenset[str], value: Any) -> list[Any]:
    types = plain or _types(schema)
    if isinstance(value, list):
        # A parameter that may stand once stands several times: servers take the first, the last, or all of them.
        return [reading for each in value for reading in _scalars(types, each)] + ([value] if len(value) > 1 else [])
    return _scalars(types, value)


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    """The types a schema names, else those of the values it lists, else any a text can be read as."""
    listed = schema.get("enum", [schema["const"]] if "const" in schema else [])
    named = schema.get("type") or [_TYPE_NAMES[type(value)] for value in listed] or ANY
    return frozenset([named] if isinstance(named, str) else named)


def _lists(parameter: Parameter, value: Any) -> list[Any]:
    items = _member(parameter.schema, "items")
    found: list[Any] = []
    for texts in _entries(parameter, value):
        each = [_scalars(_types(items), text) for text in texts]
        found.append([reading[0] for reading in each])
        found.append([reading[-1] for reading in each])
    return found


def _entries(parameter: Parameter, value: Any) -> list[list[str]]:
    """The ways in which a list may be taken apart: by its style, and as many servers do where that leaves it open."""
    mark = f";{parameter.name}=" if parameter.style == "matrix" and parameter.explode else between(parameter)
    if isinstance(value, list):  # repeated, though its style may say otherwise
        parted = [part for each in value for part in each.split(mark)]
        return [value] if parameter.explode else [value, parted]
    parted = [part.strip() for part in value.split(mark)] if parameter.location == "header" else value.split(mark)
    is_repeatable = parameter.location == "query" and parameter.explode
    return [[value], value.split(",")] if is_repeatable else [parted]


def _objects(parameter: Parameter, sent: Mapping[str, Any]) -> list[Any]:
    """What is sent as an object: its members by name, each read by its own schema. None where members are nested."""
    held = _pairs(parameter, sent)
    if not held or not all(isinstance(value, str) for value in held.values()):
        return []
    each = {name: _scalars(_types(_member(parameter.schema, "properties", name)), text) for name, text in held.items()}
    return [
        {name: reading[0] for name, reading in each.items()},
        {name: reading[-1] for name, reading in each.items()},
    ]


def _pairs(parameter: Parameter, sent: Mapping[str, Any]) -> dict[str, Any]:
    name, value = parameter.name, sent.get(parameter.name)
    if parameter.style == "deepObject":
        inner = {key[len(name) + 1 : -1]: part for key, part in sent.items() if key != name and key.endswith("]")}
        return inner if not any("[" in key for key in inner) else {}
    if parameter.style == "form" and parameter.explode:
        return {key: part for key, part in sent.items() if key in parameter.members}
    is_apart = parameter.style == "matrix" and parameter.explode
    said = str(value).removeprefix(";") if is_apart else without_prefix(parameter, value)
    parts = said.split(between(parameter)) if isinstance(said, str) else []
    if parameter.explode:
        return dict(part.split("=", 1) for part in parts) if all("=" in part for part in parts) else {}
    return dict(zip(parts[::2], parts[1::2], strict=True)) if len(parts) % 2 == 0 else {}


def _member(schema: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """What stands under names in a schema or in one of its forms; an empty schema where nothing does."""
    for form in (schema, *(each for word in ("allOf", "anyOf", "oneOf") for each in schema.get(word, ()))):
        part: Any = form
        for name in names:
            part = part.get(name) if isinstance(part, Mapping) else None
        if isinstance(part, Mapping):
            return part
    return {}


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
