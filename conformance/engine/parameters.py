"""What the checks take: the JSON Schema of their `with:`, and what they are given made of what a clause wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from conformance.model.contract import Schema
from conformance.model.parameters import Names
from conformance.model.statuses import Statuses
from conformance.model.text import Text

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", Schema: "string"}
_WORD = {"type": "string", "minLength": 1}
_STATUS = {"minimum": 100, "maximum": 599, "pattern": r"^[1-5](XX|\d\d(-[1-5]\d\d)?)$"}
_ONE = {"type": ["integer", "string"], **_STATUS}
_WRITTEN: Mapping[Any, Mapping[str, Any]] = {
    Text: {
        "type": "object",
        "required": ["zh", "en"],
        "additionalProperties": False,
        "properties": {"zh": _WORD, "en": _WORD},
        "x-hutong-values": [],
    },
    Statuses: {"type": ["integer", "string", "array"], **_STATUS, "minItems": 1, "items": _ONE},
    re.Pattern[str]: {"type": "string", "x-hutong-names": "pattern"},
}
_MADE: Mapping[Any, Callable[[Any], Any]] = {
    Text: lambda said: Text(said["zh"], said["en"]),
    Statuses: Statuses.of,
    re.Pattern[str]: lambda said: re.compile(said, re.IGNORECASE),
}


def schema_of(hint: Any) -> dict[str, Any]:
    """How an argument of this type is written. Raises TypeError for one that no clause can write."""
    if get_origin(hint) is Annotated:
        plain, mark = get_args(hint)[:2]
        word = {"x-hutong-names": mark.what} if isinstance(mark, Names) else {"x-hutong-values": list(mark.names)}
        return {**schema_of(plain), **word}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint in _WRITTEN:
        return dict(_WRITTEN[hint])
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": schema_of(get_args(hint)[0])}
    if get_origin(hint) in (dict, Mapping):
        key, inner = map(schema_of, get_args(hint))
        return {"type": "object", "propertyNames": key, "additionalProperties": inner}
    raise TypeError(f"a check cannot take a parameter of type {hint}")


def made(function: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a check as it takes them, of what a clause wrote."""
    hints = _hints(function)
    return {name: _made(hints.get(name), value) for name, value in arguments.items()}


def takes(function: Callable[..., Any]) -> frozenset[str]:
    """The names of the parameters of a check."""
    return frozenset(_hints(function)) - {"return"}


@cache
def _hints(function: Callable[..., Any]) -> Mapping[str, Any]:
    return get_type_hints(function)


def _made(hint: Any, value: Any) -> Any:
    if hint in _MADE:
        return _MADE[hint](value)
    return tuple(value) if isinstance(value, list) else value
