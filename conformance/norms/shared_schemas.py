"""Every schema that another refers to, as a shared one of the document, and the few of them that one schema needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from conformance.model.pointer import MISSING, at, escaped, names_of
from conformance.norms.layout import each_object, rewritten

HOME = ["components", "schemas"]
_HOMES = {"document": HOME, "swagger": ["definitions"]}
_OF_URIS = "/%:?&=~!$'()*+,;@-._"
_NO_OCTET = re.compile("%(?![0-9A-Fa-f]{2})")


def at_home(document: Mapping[str, Any], kind: str = "document") -> Any:
    """The same document, in which references of schemas lead to shared schemas, and all are written as URIs.

    Engines take nothing else for a reference: `#/…/用户` is none, and neither is one into a part they do not hold. A
    schema that stands elsewhere, in an answer or a parameter, becomes a shared one under the name of its place.
    """
    homes = _Homes(document, _HOMES[kind])
    said = rewritten(document, kind, homes.written)
    moved = {}
    while homes.waiting:
        name, schema = homes.waiting.popitem()
        moved[name] = rewritten(schema, "schema", homes.written)
    return joined(said, _HOMES[kind], moved) if moved else said


def joined(held: Any, home: list[str], parts: Mapping[str, Any]) -> Any:
    """What is held with more parts at a home in it; as it was, where what stands there holds no names."""
    if not isinstance(held, Mapping | None):
        return held
    under = held or {}
    return {**under, home[0]: joined(under.get(home[0]), home[1:], parts)} if home else {**under, **parts}


class _Homes:
    def __init__(self, document: Mapping[str, Any], home: list[str]) -> None:
        self._document, self._place = document, home
        self.waiting: dict[str, Any] = {}
        self._moved: set[str] = set()

    def written(self, part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        """An object with its reference as a URI, which leads to a shared schema where it is one of a schema."""
        reference = part.get("$ref")
        if not isinstance(reference, str):
            return part
        written = self._home(reference) if kind == "schema" else self._as_uri(reference)
        return part if written == reference else {**part, "$ref": written}

    def _home(self, reference: str) -> str:
        uri = self._as_uri(reference)
        found, names = at(self._document, uri), names_of(uri)
        is_schema = isinstance(found, Mapping | bool)
        is_home = names[: len(self._place)] == self._place
        if is_home or found is MISSING or not is_schema or not self._may_be_moved():
            return uri
        name = "/".join(map(escaped, names))
        if name not in self._moved:
            self._moved.add(name)
            self.waiting[name] = found
        return _as_uri("#/" + "/".join((*self._place, escaped(name))))

    def _may_be_moved(self) -> bool:
        held: Any = self._document
        for name in self._place:
            held = held.get(name) if isinstance(held, Mapping) else held
        return isinstance(held, Mapping | None)

    def _as_uri(self, reference: str) -> str:
        """A reference as a URI: also one that holds a name with `%` as it stands, if only so it leads anywhere."""
        uri, plain = _as_uri(reference), reference.replace("%", "%25")
        is_plain = "%" in reference and at(self._document, uri) is MISSING is not at(self._document, plain)
        return _as_uri(plain) if is_plain else uri


def _as_uri(reference: str) -> str:
    place, mark, names = reference.partition("#")
    return _quoted(place) + mark + _quoted(names)


def _quoted(text: str) -> str:
    return _NO_OCTET.sub("%25", quote(text, safe=_OF_URIS))


class Rewritten(Mapping[str, Any]):
    """Schemas by name, each as `rewrite` makes it, once it is asked for: most are not needed by what is at hand."""

    def __init__(self, schemas: Mapping[str, Any], rewrite: Callable[[Any], Any]) -> None:
        self._schemas, self._rewrite = schemas, rewrite
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._rewrite(self._schemas[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)


class SharedSchemas:
    """The shared schemas of one document."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._order = {name: place for place, name in enumerate(schemas)}
        self._next: dict[str, frozenset[str]] = {}

    def beside(self, schema: Any) -> Mapping[str, Any]:
        """What a schema that is taken out of its document must hold to stand alone."""
        found, waiting = set[str](), [*self._named(schema)]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self._schemas:
                found.add(name)
                if name not in self._next:
                    self._next[name] = frozenset(self._named(self._schemas[name]))
                waiting += self._next[name]
        needed = {name: self._schemas[name] for name in sorted(found, key=self._order.__getitem__)}
        return {"components": {"schemas": needed}} if needed else {}

    @staticmethod
    def _named(schema: Any) -> Iterator[str]:
        for part, _ in each_object(schema, "schema"):
            reference = part.get("$ref")
            names = names_of(reference) if isinstance(reference, str) else []
            if names[:2] == HOME and len(names) > 2:
                yield names[2]
