"""How a value of a parameter is written on the wire, by its style (OpenAPI 3, Parameter Object; RFC 6570)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.model.contract import Location, Operation, Parameter

BETWEEN: Mapping[str, str] = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
"""What stands between the entries of a list, where it is no comma."""

Sent = Mapping[str, Any]
"""Names as they stand on the wire, each with its text, or with its texts where it is repeated."""


def on_wire(parameter: Parameter, value: Any) -> dict[str, Any]:
    """What is sent of a parameter for a value: one name as a rule, several for an object that is taken apart."""
    name, style = parameter.name, parameter.style
    if parameter.media:
        return {name: json.dumps(value, ensure_ascii=False)}
    if isinstance(value, Mapping):
        if style == "deepObject":
            return {f"{name}[{key}]": text(part) for key, part in value.items()}
        if style == "form" and parameter.explode:
            return {key: text(part) for key, part in value.items()}
        return {name: _prefixed(parameter, _pairs(parameter, value), bool(value) and parameter.explode)}
    if isinstance(value, list | tuple):
        if style in ("form", *BETWEEN) and parameter.explode and parameter.location == "query":
            return {name: [text(part) for part in value]}
        is_named = parameter.style == "matrix" and parameter.explode and bool(value)
        texts = [f"{name}={text(part)}" if is_named else text(part) for part in value]
        return {name: _prefixed(parameter, between(parameter).join(texts), is_named)}
    return {name: _prefixed(parameter, text(value))}


def text(value: Any) -> str:
    """A plain value as it is written; what is none as JSON."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, default=str)


def _pairs(parameter: Parameter, value: Mapping[str, Any]) -> str:
    equals = "=" if parameter.explode else between(parameter)
    pairs = [f"{key}{equals}{text(part)}" for key, part in value.items()]
    return between(parameter).join(pairs)


def between(parameter: Parameter) -> str:
    """What stands between the entries of a list, or between the members of an object, that is written as one text."""
    apart = {"label": ".", "matrix": ";"}.get(parameter.style, ",") if parameter.explode else ","
    return BETWEEN.get(parameter.style, apart)


def _prefixed(parameter: Parameter, said: str, is_named: bool = False) -> str:
    if parameter.style == "label":
        return f".{said}"
    if parameter.style == "matrix":
        return f";{said}" if is_named else f";{parameter.name}={said}"
    return said


def names_on_wire(parameter: Parameter, sent: Iterable[str]) -> list[str]:
    """Of the names that are sent in the place of a parameter those that are its own."""
    if "object" in parameter.types and not parameter.media and parameter.location in ("query", "cookie"):
        if parameter.style == "deepObject":
            return [name for name in sent if name.startswith(f"{parameter.name}[")]
        if parameter.style == "form" and parameter.explode:
            return [name for name in sent if name in parameter.members]
    return [name for name in sent if name == parameter.name]


def owned(operation: Operation, location: Location, names: Iterable[str], sent: Iterable[str]) -> set[str]:
    """The names that are sent for the parameters of a place with these names."""
    wanted, given = set(names), [*sent]
    own = (each for each in operation.parameters if each.location == location and each.name in wanted)
    return {name for parameter in own for name in names_on_wire(parameter, given)}


def cookie(cookies: Mapping[str, Any]) -> dict[str, str]:
    """The header that carries cookies; none without any."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
