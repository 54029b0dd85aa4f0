"""What stands where in an OpenAPI document, so that no walk takes data for a schema or a name for a keyword.

What the table does not name is data: examples, defaults, enumerations, extensions. A `$ref` in it refers to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Holds = Literal["one", "list", "named"]
Parts = Mapping[str, tuple[Holds, str]]


def _parts(holds: Holds, kind: str, names: str) -> dict[str, tuple[Holds, str]]:
    return dict.fromkeys(names.split(), (holds, kind))


IN_PLACE = frozenset(["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"])
"""Keywords whose schemas are held against the very value their own schema is held against."""

LAYOUT: Mapping[str, Parts] = {
    "document": _parts("one", "components", "components") | _parts("named", "item", "paths webhooks"),
    "components": {
        **_parts("named", "schema", "schemas"),
        **_parts("named", "answer", "responses"),
        **_parts("named", "parameter", "parameters"),
        **_parts("named", "body", "requestBodies"),
        **_parts("named", "header", "headers"),
        **_parts("named", "item", "pathItems"),
        **_parts("named", "example", "examples"),
        **_parts("named", "link", "links"),
        **_parts("named", "security", "securitySchemes"),
    },
    "item": _parts("list", "parameter", "parameters") | _parts("one", "operation", " ".join(METHODS)),
    "operation": {
        **_parts("list", "parameter", "parameters"),
        **_parts("one", "body", "requestBody"),
        **_parts("named", "answer", "responses"),
    },
    "parameter": {
        **_parts("one", "schema", "schema"),
        **_parts("named", "media", "content"),
        **_parts("named", "example", "examples"),
    },
    "body": _parts("named", "media", "content"),
    "answer": {
        **_parts("named", "media", "content"),
        **_parts("named", "header", "headers"),
        **_parts("named", "link", "links"),
    },
    "media": _parts("one", "schema", "schema") | _parts("named", "example", "examples"),
    "header": {
        **_parts("one", "schema", "schema"),
        **_parts("named", "media", "content"),
        **_parts("named", "example", "examples"),
    },
    "swagger": {
        **_parts("named", "schema", "definitions"),
        **_parts("named", "swagger-parameter", "parameters"),
        **_parts("named", "swagger-answer", "responses"),
        **_parts("named", "swagger-item", "paths"),
    },
    "swagger-item": {
        **_parts("list", "swagger-parameter", "parameters"),
        **_parts("one", "swagger-operation", " ".join(METHODS)),
    },
    "swagger-operation": {
        **_parts("list", "swagger-parameter", "parameters"),
        **_parts("named", "swagger-answer", "responses"),
    },
    "swagger-parameter": _parts("one", "schema", "schema"),
    "swagger-answer": _parts("one", "schema", "schema"),
    "example": {},
    "link": {},
    "security": {},
    "schema": {
        **_parts("named", "schema", "properties patternProperties $defs definitions dependentSchemas"),
        **_parts("list", "schema", "allOf anyOf oneOf prefixItems"),
        **_parts("one", "schema", "additionalItems additionalProperties contains contentSchema else if items not"),
        **_parts("one", "schema", "propertyNames then unevaluatedItems unevaluatedProperties"),
        **_parts("one", "components", "components"),  # where a schema stands alone, what it refers to stands in it
    },
}
"""Of each kind of object the members that hold further ones, how they hold them, and of which kind those are."""

Rewrite = Callable[[Mapping[str, Any], str], Any]


def rewritten(node: Any, kind: str, rewrite: Rewrite) -> Any:
    """A node of which every object has passed through `rewrite` with its kind, inner ones first.

    What stays as it was stays the very same object.
    """
    if not isinstance(node, Mapping):
        return node
    layout = LAYOUT[kind]
    changed = {
        name: below
        for name, (holds, inner) in layout.items()
        if name in node and (below := _below(node[name], holds, inner, rewrite)) is not node[name]
    }
    return rewrite({**node, **changed} if changed else node, kind)


def _below(held: Any, holds: Holds, kind: str, rewrite: Rewrite) -> Any:
    if holds == "named" and isinstance(held, Mapping):
        copy = {name: rewritten(part, kind, rewrite) for name, part in held.items()}
        return held if all(copy[name] is part for name, part in held.items()) else copy
    if isinstance(held, list):  # also where one is due: `items` held several before 2020-12
        parts = [rewritten(part, kind, rewrite) for part in held]
        return held if all(new is old for new, old in zip(parts, held, strict=True)) else parts
    return rewritten(held, kind, rewrite) if holds == "one" else held


def each_object(node: Any, kind: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every object below a node with its kind, itself first; references are not followed."""
    waiting = [(node, kind)]
    while waiting:
        part, of = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        yield part, of
        for name, (holds, inner) in LAYOUT[of].items():
            waiting += [(each, inner) for each in _held(part.get(name), holds)]


def _held(held: Any, holds: Holds) -> list[Any]:
    if isinstance(held, list):
        return held
    named = holds == "named"
    return [*held.values()] if named and isinstance(held, Mapping) else [] if named else [held]
