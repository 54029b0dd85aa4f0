"""OpenAPI 3.0 schemas as JSON Schema 2020-12: `nullable` and boolean exclusive bounds are said in its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def without_nullable(document: Any) -> Any:
    """A copy of a 3.0 document whose schemas mean the same under JSON Schema 2020-12."""
    if isinstance(document, list):
        return [without_nullable(item) for item in document]
    if not isinstance(document, Mapping):
        return document
    copy = {key: without_nullable(value) for key, value in document.items()}
    if copy.get("nullable") is True and isinstance(copy.get("type"), str):
        del copy["nullable"]
        copy["type"] = [copy["type"], "null"]
        if isinstance(copy.get("enum"), list) and None not in copy["enum"]:
            copy["enum"] = [*copy["enum"], None]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if copy.get(exclusive) is True and bound in copy:
            copy[exclusive] = copy.pop(bound)
        elif copy.get(exclusive) is False:
            del copy[exclusive]
    return copy
