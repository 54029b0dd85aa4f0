"""OpenAPI 3.0 schemas as JSON Schema 2020-12: `nullable` and boolean exclusive bounds are said in its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def without_nullable(document: Any) -> Any:
    """A 3.0 document whose schemas mean the same under JSON Schema 2020-12; parts that do already stay as they are."""
    if isinstance(document, list):
        items = [without_nullable(item) for item in document]
        return document if all(new is old for new, old in zip(items, document, strict=True)) else items
    if not isinstance(document, Mapping):
        return document
    copy = {key: without_nullable(value) for key, value in document.items()}
    _say_null(copy)
    _say_exclusive(copy)
    is_same = len(copy) == len(document) and all(copy.get(key, copy) is part for key, part in document.items())
    return document if is_same else copy


def _say_null(copy: dict[str, Any]) -> None:
    if copy.get("nullable") is True and isinstance(copy.get("type"), str):
        del copy["nullable"]
        copy["type"] = [copy["type"], "null"]
        if isinstance(copy.get("enum"), list) and None not in copy["enum"]:
            copy["enum"] = [*copy["enum"], None]


def _say_exclusive(copy: dict[str, Any]) -> None:
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if copy.get(exclusive) is True and bound in copy:
            copy[exclusive] = copy.pop(bound)
        elif isinstance(copy.get(exclusive), bool):
            del copy[exclusive]  # says nothing, without a bound too
