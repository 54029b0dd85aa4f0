"""Walks and rewrites the schemas of an OpenAPI document without taking the name of a property for a keyword."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.norms.references import Broken, References

NAMED = {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"} | {
    "paths",
    "content",
    "headers",
    "schemas",
    "requestBodies",
}
DATA = frozenset({"enum", "const", "default", "required", "example", "examples", "mapping"})

Rewrite = Callable[[dict[str, Any]], dict[str, Any]]


def rewritten(value: Any, rewrite: Rewrite, names: bool = False) -> Any:
    """A deep copy in which every object that is not a map of names has passed through `rewrite`, inner ones first."""
    if isinstance(value, list):
        return [rewritten(item, rewrite) for item in value]
    if not isinstance(value, Mapping):
        return value
    copy = {
        key: part if key in DATA and not names else rewritten(part, rewrite, not names and _holds_names(key, part))
        for key, part in value.items()
    }
    return copy if names else rewrite(copy)


def required(part: Mapping[str, Any]) -> list[str]:
    """The members a schema requires; none of an object that only looks like one."""
    named = part.get("required")
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []


def reachable(schema: Any, references: References) -> Iterator[Mapping[str, Any]]:
    """Every schema object a schema leads to, itself first, each reference followed once."""
    waiting: list[tuple[Any, bool]] = [(schema, False)]
    seen: set[str] = set()
    while waiting:
        part, names = waiting.pop()
        if isinstance(part, list):
            waiting.extend((item, False) for item in part)
        if not isinstance(part, Mapping):
            continue
        if not names:
            yield part
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append((_followed(part, references), False))
        inner = ((key, item) for key, item in part.items() if names or (key not in DATA and key != "components"))
        waiting.extend((item, not names and _holds_names(key, item)) for key, item in inner)


def marked(schema: Any, keywords: frozenset[str], references: References) -> bool:
    """Whether a schema, what it refers to, or an item of it carries one of the keywords."""
    waiting, seen = [schema], set[str]()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        if keywords & part.keys():
            return True
        waiting.append(part.get("items"))
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            waiting.append(_followed(part, references))
    return False


def _followed(schema: Mapping[str, Any], references: References) -> Any:
    try:
        return references.resolve({"$ref": schema["$ref"]})
    except Broken:
        return None


def _holds_names(key: str, value: Any) -> bool:
    return isinstance(value, Mapping) and (key in NAMED or key in ("parameters", "responses"))
