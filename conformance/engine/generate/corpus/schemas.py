"""What the schemas of an OpenAPI document lead to, and which of them carry a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.norms.layout import each_object
from conformance.norms.references import Broken, References


def required(part: Mapping[str, Any]) -> list[str]:
    """The members a schema requires; none of an object that only looks like one."""
    named = part.get("required")
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []


def reachable(schema: Any, references: References) -> Iterator[Mapping[str, Any]]:
    """Every schema object a schema leads to, itself first, each reference followed once."""
    own = {key: part for key, part in schema.items() if key != "components"} if isinstance(schema, Mapping) else schema
    waiting, seen = [own], set[str]()
    while waiting:
        for part, _ in each_object(waiting.pop(), "schema"):
            yield part
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(_followed(part, references))


def marked(schema: Any, keywords: frozenset[str], references: References) -> bool:
    """Whether a schema, what it refers to, or an item of it carries one of the keywords."""
    waiting, seen = [schema], set[str]()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        if any(part.get(keyword) for keyword in keywords):
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
