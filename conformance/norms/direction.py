"""Schemas as one direction must meet them: what only the other one sends is neither required nor judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from conformance.norms.layout import IN_PLACE, LAYOUT
from conformance.norms.references import Broken, References

Mark = Literal["readOnly", "writeOnly"]
_DEEP = 3
"""How often a reference within what stands in the place of one is resolved in its turn."""


def freed(schema: Any, mark: Mark, references: References, names: frozenset[str] = frozenset(), depth: int = 0) -> Any:
    """A schema without the demands on members that carry the mark, wherever beside it they are declared or required.

    `names` are such members of the value as schemas around this one declare. What is not concerned stays as it was.
    """
    if not isinstance(schema, Mapping):
        return schema
    own = names | frozenset(_marked(schema, mark, references))
    copy = {word: _part(word, part, mark, references, own, depth) for word, part in schema.items()}
    if own:
        copy = _inlined(_without_demands(copy, own, mark, references), mark, references, own, depth)
    is_same = len(copy) == len(schema) and all(copy.get(word, copy) is part for word, part in schema.items())
    return schema if is_same else copy


def is_marked(schema: Any, mark: Mark, references: References) -> bool:
    """Whether a schema, or one it must also keep, carries the mark."""
    return any(part.get(mark) is True for part in _beside(schema, references, ("allOf",)))


def _part(word: str, part: Any, mark: Mark, references: References, own: frozenset[str], depth: int) -> Any:
    holds, kind = LAYOUT["schema"].get(word, ("", ""))
    names = own if word in IN_PLACE else frozenset[str]()
    if kind != "schema":
        return part
    if holds == "named" and isinstance(part, Mapping):
        named = {name: freed(each, mark, references, names, depth) for name, each in part.items()}
        return part if all(named[name] is each for name, each in part.items()) else named
    if isinstance(part, list):
        parts = [freed(each, mark, references, names, depth) for each in part]
        return part if all(new is old for new, old in zip(parts, part, strict=True)) else parts
    return freed(part, mark, references, names, depth) if holds == "one" else part


def _without_demands(copy: dict[str, Any], own: frozenset[str], mark: Mark, references: References) -> dict[str, Any]:
    required, properties = copy.get("required"), copy.get("properties")
    if isinstance(required, list) and not own.isdisjoint(map(str, required)):
        copy["required"] = [name for name in required if name not in own]
    dependent = copy.get("dependentRequired")
    if isinstance(dependent, Mapping):
        copy["dependentRequired"] = {
            name: [each for each in due if each not in own] if isinstance(due, list) else due
            for name, due in dependent.items()
            if name not in own
        }
    if isinstance(properties, Mapping) and not own.isdisjoint(properties):
        free = {name for name in own & properties.keys() if is_marked(properties[name], mark, references)}
        copy["properties"] = {name: {} if name in free else part for name, part in properties.items()}
    return copy


def _inlined(copy: dict[str, Any], mark: Mark, references: References, own: frozenset[str], depth: int) -> Any:
    """The schema with what it refers to in its place, where that demands what it does not know to be marked."""
    if not isinstance(copy.get("$ref"), str) or depth == _DEEP:
        return copy
    try:
        there = references.resolve({"$ref": copy["$ref"]})
    except Broken:
        return copy
    unknown = own - frozenset(_marked(there, mark, references))
    if unknown.isdisjoint(_required(there, references)):
        return copy
    beside = {word: part for word, part in copy.items() if word != "$ref"}
    return {**beside, "allOf": [*beside.get("allOf", ()), freed(there, mark, references, own, depth + 1)]}


def _marked(schema: Any, mark: Mark, references: References) -> Iterator[str]:
    """The members that a schema, or one that must hold beside it, declares with the mark."""
    for part in _beside(schema, references, ("allOf",)):
        properties = part.get("properties")
        if isinstance(properties, Mapping):
            yield from (name for name, each in properties.items() if is_marked(each, mark, references))


def _required(schema: Any, references: References) -> Iterator[str]:
    for part in _beside(schema, references, ("allOf", "anyOf", "oneOf")):
        required = part.get("required")
        yield from map(str, required) if isinstance(required, list) else ()


def _beside(schema: Any, references: References, words: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """A schema and those held against the same value with it, each reference followed once."""
    waiting, seen = [schema], set[str]()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        yield part
        waiting += [each for word in words if isinstance(part.get(word), list) for each in part[word]]
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            try:
                waiting.append(references.resolve({"$ref": reference}))
            except Broken:
                continue
