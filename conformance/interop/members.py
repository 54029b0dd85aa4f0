"""What a schema names, place by place, so that it can be told whether messages have shown all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.norms.references import Broken, References

Place = tuple[str, ...]
ENTRY = "[]"
"""Stands for any entry of a list in a place."""

_SAME_PLACE = ("allOf", "anyOf", "oneOf")
_ALSO_SAME = ("then", "else")


@dataclass(frozen=True, order=True)
class Named:
    """A member, or one value listed for it (as JSON text; empty: any value but null)."""

    place: Place
    value: str = ""

    def __str__(self) -> str:
        where = "".join("[]" if name == ENTRY else f"/{name}" for name in self.place) or "/"
        return f"{where} = {self.value}" if self.value else where


def named(schema: Mapping[str, Any]) -> dict[Named, Any]:
    """Every member a schema names and every value it lists, with that value. A schema within itself counts once."""
    references = References(schema)
    found: dict[Named, Any] = {}
    seen: set[tuple[Place, str]] = set()
    waiting: list[tuple[Any, Place, frozenset[str]]] = [(schema, (), frozenset({"#"}))]
    while waiting:
        part, place, above = waiting.pop()
        if not isinstance(part, Mapping):
            continue
        for value in _listed(part):
            found[Named(place, _text(value))] = value
        for member, inner in _members(part):
            if not _impossible(inner) and not _only_null(inner):
                found.setdefault(Named((*place, member)), None)
            waiting.append((inner, (*place, member), above))
        waiting.extend((inner, place, above) for inner in _beside(part))
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in above and (place, reference) not in seen:
            seen.add((place, reference))
            waiting.append((_followed(reference, references), place, above | {reference}))
    return found


class Unshown:
    """What is named and no message has shown yet."""

    def __init__(self, wanted: Iterable[Named]) -> None:
        self._left: dict[Place, set[str]] = {}
        for each in wanted:
            self._left.setdefault(each.place, set()).add(each.value)
        self._above = {place[:size] for place in self._left for size in range(len(place) + 1)}

    def see(self, messages: Iterable[Any]) -> None:
        """Take off what these messages show: members with a value, and each listed value in its place."""
        for message in messages:
            if not any(self._left.values()):
                return
            self._look(message, ())

    def __iter__(self) -> Iterator[Named]:
        return iter(sorted(Named(place, value) for place, values in self._left.items() for value in values))

    def _look(self, part: Any, place: Place) -> None:
        left = self._left.get(place)
        if left:
            if part is not None:
                left.discard("")
            if left and not isinstance(part, dict | list):
                left.discard(_text(part))
        inner = part.items() if isinstance(part, dict) else ((ENTRY, each) for each in _entries(part))
        for name, each in inner:
            if (*place, name) in self._above:
                self._look(each, (*place, name))


def _entries(part: Any) -> list[Any]:
    return part if isinstance(part, list) else []


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def names(schema: Mapping[str, Any]) -> set[str]:
    """The names of all members a schema names, wherever it does."""
    return {place[-1] for place in (each.place for each in named(schema)) if place and place[-1] != ENTRY}


def _listed(part: Mapping[str, Any]) -> Iterator[Any]:
    values = part.get("enum")
    yield from (value for value in values if not isinstance(value, dict | list)) if isinstance(values, list) else ()
    if "const" in part and not isinstance(part["const"], dict | list):
        yield part["const"]


def _members(part: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = part.get("properties")
    yield from properties.items() if isinstance(properties, Mapping) else ()
    if isinstance(part.get("items"), Mapping):
        yield ENTRY, part["items"]
    prefix = part.get("prefixItems")
    yield from ((ENTRY, inner) for inner in prefix) if isinstance(prefix, list) else ()


def _beside(part: Mapping[str, Any]) -> Iterator[Any]:
    for keyword in _SAME_PLACE:
        branches = part.get(keyword)
        yield from branches if isinstance(branches, list) else ()
    for keyword in _ALSO_SAME:
        yield part.get(keyword)
    dependent = part.get("dependentSchemas")
    yield from dependent.values() if isinstance(dependent, Mapping) else ()


def _impossible(schema: Any) -> bool:
    return schema is False or (isinstance(schema, Mapping) and schema.get("not") in ({}, True))


def _only_null(schema: Any) -> bool:
    if not isinstance(schema, Mapping):
        return False
    return schema.get("type") in ("null", ["null"]) or schema.get("enum") == [None] or schema.get("const", 0) is None


def _followed(reference: str, references: References) -> Any:
    try:
        return references.resolve({"$ref": reference})
    except Broken:
        return None
