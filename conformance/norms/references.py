"""References inside one document. One that dangles or leads out of it is broken; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from conformance.model.text import Text

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MOST_DIGITS = 9
_OF_URIS = "#/%:?&=~!$'()*+,;@-._"
_NO_OCTET = re.compile("%(?![0-9A-Fa-f]{2})")


class Broken(Exception):  # noqa: N818 - a state of the document, caught where the operation is read
    """What a part of a document is not, which keeps it from being read; `pointer` leads to it where it is known."""

    def __init__(self, zh: str, en: str, pointer: str = "") -> None:
        super().__init__(en)
        self.text = Text(zh, en)
        self.pointer = pointer


Fits = Callable[[Any, str], None]
"""Looks at what a reference leads to; raises Broken."""


class References:
    """Follows `#/…` references of one document; remembers which it has proved whole.

    `spoiled` are the shared schemas, by name, that are none, and why.
    """

    def __init__(self, document: Mapping[str, Any], spoiled: Mapping[str, Text] | None = None) -> None:
        self._document, self._spoiled = document, spoiled or {}
        self._whole: set[str] = set()
        self._fitting: set[str] = set()

    def resolve(self, value: Any) -> Any:
        """The object itself, however many references lead to it. Raises Broken."""
        seen: set[str] = set()
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            reference = value["$ref"]
            if reference in seen:
                raise Broken(f"$ref {reference} 指回自身", f"$ref {reference} leads back to itself")
            seen.add(reference)
            value = self._follow(reference)
        return value

    def check(self, value: Any, fits: Fits | None = None) -> None:
        """Prove every reference below a value whole. Raises Broken for the first that is not, or that is unfit.

        `fits` raises Broken for what no reference below the value may lead to.
        """
        whole = self._whole if fits is None else self._fitting
        waiting, proved = [value], set[str]()
        while waiting:
            part = waiting.pop()
            if isinstance(part, Mapping):
                reference = part.get("$ref")
                if isinstance(reference, str) and reference not in whole and reference not in proved:
                    proved.add(reference)
                    waiting.append(self._fit(part, reference, fits))
                dynamic = part.get("$dynamicRef")
                if isinstance(dynamic, str):
                    _stays_inside(dynamic, "$dynamicRef")
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
        whole |= proved

    def _fit(self, part: Mapping[str, Any], reference: str, fits: Fits | None) -> Any:
        found = self.resolve(part)
        if fits is not None:
            fits(found, reference)
        return found

    def _follow(self, reference: str) -> Any:
        _stays_inside(reference, "$ref")
        value: Any = self._document
        tokens = [_unescaped(unquote(token)) for token in reference[1:].split("/")]
        self._refuse_spoiled(reference, tokens)
        if tokens[0]:
            raise _dangling(reference)  # the name of an anchor, which nothing here is found by
        for key in tokens[1:]:
            if isinstance(value, Mapping) and key in value:
                value = value[key]
            elif isinstance(value, list) and is_index(key) and int(key) < len(value):
                value = value[int(key)]
            else:
                raise _dangling(reference)
        return value

    def _refuse_spoiled(self, reference: str, tokens: list[str]) -> None:
        why = self._spoiled.get(tokens[3]) if tokens[1:3] == ["components", "schemas"] and len(tokens) > 3 else None
        if why:
            raise Broken(f"$ref {reference}：{why.zh}", f"$ref {reference}: {why.en}")


def steps_of(pointer: str) -> list[str]:
    """The names and indices a JSON pointer (RFC 6901) goes by, plain."""
    return [_unescaped(token) for token in pointer.split("/")[1:]]


def _unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def is_index(key: str) -> bool:
    """Whether a step of a pointer can be the number of an item."""
    return key.isascii() and key.isdigit() and len(key) <= _MOST_DIGITS


def _dangling(reference: str) -> Broken:
    return Broken(f"$ref {reference} 所指内容不存在", f"$ref {reference} dangles")


def _stays_inside(reference: str, keyword: str) -> None:
    if not reference.startswith("#"):
        zh = f"{keyword} {reference} 指向文档之外，未取"
        raise Broken(zh, f"{keyword} {reference} leads out of the document; it was not fetched")


def as_uris(node: Any) -> Any:
    """The same value, its references written as URIs, which engines take nothing else for: `#/…/用户` is none."""
    if isinstance(node, list):
        parts = [as_uris(part) for part in node]
        return node if all(part is before for part, before in zip(parts, node, strict=True)) else parts
    if not isinstance(node, Mapping):
        return node
    copy = {name: _as_uri(part) if name == "$ref" else as_uris(part) for name, part in node.items()}
    return node if all(copy[name] is part for name, part in node.items()) else copy


def _as_uri(reference: Any) -> Any:
    if not isinstance(reference, str):
        return as_uris(reference)
    written = _NO_OCTET.sub("%25", quote(reference, safe=_OF_URIS))
    return reference if written == reference else written
