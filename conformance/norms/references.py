"""References inside one document. One that dangles or leads out of it is broken; nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.model.pointer import MISSING, at, names_of
from conformance.model.text import Text
from conformance.norms.layout import each_object


class Broken(Exception):  # noqa: N818 - a state of the document, caught where the operation is read
    """What a part of a document is not, which keeps it from being read; `pointer` leads to it where it is known."""

    def __init__(self, zh: str, en: str, pointer: str = "") -> None:
        super().__init__(en)
        self.text = Text(zh, en)
        self.pointer = pointer


Fits = Callable[[Any, str], None]
"""Looks at what a reference of a schema leads to; raises Broken."""

_NOT_FOLLOWED = frozenset({"example", "link"})
"""What decides nothing: where it refers to nothing, nothing is lost."""


class References:
    """Follows `#/…` references of one document; remembers which it has proved whole.

    `spoiled` are the shared schemas, by name, that are none, and why.
    """

    def __init__(self, document: Mapping[str, Any], spoiled: Mapping[str, Text] | None = None) -> None:
        self._document, self._spoiled = document, spoiled or {}
        self._whole: set[tuple[str, str]] = set()
        self._ending: set[str] = set()

    def resolve(self, value: Any) -> Any:
        """The object itself, however many references lead to it. Raises Broken."""
        seen: set[str] = set()
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            reference = value["$ref"]
            if reference in seen:
                raise _back_to_itself(reference)
            seen.add(reference)
            value = self._follow(reference)
        return value

    def check(self, value: Any, kind: str, fits: Fits = lambda found, reference: None) -> None:
        """Prove every reference below a value of a kind whole. Raises Broken for the first that is not, or is unfit.

        `fits` raises Broken for what no schema may refer to.
        """
        waiting, proved = [(value, kind)], set[tuple[str, str]]()
        while waiting:
            for part, of in each_object(*waiting.pop()):
                if of in _NOT_FOLLOWED:
                    continue
                reference, dynamic = part.get("$ref"), part.get("$dynamicRef")
                if isinstance(reference, str) and (reference, of) not in self._whole | proved:
                    proved.add((reference, of))
                    found = self.resolve(part)
                    if of == "schema":
                        fits(found, reference)
                        self._must_end(reference)
                    waiting.append((found, of))
                if isinstance(dynamic, str):
                    _stays_inside(dynamic, "$dynamicRef")
        self._whole |= proved

    def _must_end(self, reference: str) -> None:
        """Raise Broken where a schema is a part of itself in the same place: it states nothing that could be judged."""
        way = {reference: self._part_of(reference)}
        while way:
            last = next(reversed(way))
            following = next((each for each in way[last] if each not in self._ending), None)
            if following in way:
                raise _back_to_itself(following)
            if following is None:
                self._ending.add(last)
                del way[last]
            else:
                way[following] = self._part_of(following)

    def _part_of(self, reference: str) -> Iterator[str]:
        """The references that a schema holds for the very value it is about."""
        waiting = [self._follow(reference)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Mapping):
                if isinstance(part.get("$ref"), str):
                    yield part["$ref"]
                waiting += part["allOf"] if isinstance(part.get("allOf"), list) else ()

    def _follow(self, reference: str) -> Any:
        _stays_inside(reference, "$ref")
        names = names_of(reference)
        why = self._spoiled.get(names[2]) if names[:2] == ["components", "schemas"] and len(names) > 2 else None
        if why:
            raise Broken(f"$ref {reference}：{why.zh}", f"$ref {reference}: {why.en}")
        found = at(self._document, reference)
        if found is MISSING:
            raise Broken(f"$ref {reference} 所指内容不存在", f"$ref {reference} dangles")
        return found


def _back_to_itself(reference: str) -> Broken:
    return Broken(f"$ref {reference} 指回自身", f"$ref {reference} leads back to itself")


def _stays_inside(reference: str, keyword: str) -> None:
    if not reference.startswith("#"):
        zh = f"{keyword} {reference} 指向文档之外，未取"
        raise Broken(zh, f"{keyword} {reference} leads out of the document; it was not fetched")
