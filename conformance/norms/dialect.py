"""OpenAPI 3.0 schemas as JSON Schema 2020-12, and discriminators as what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.norms.layout import rewritten

LENIENT = "x-hutong-lenient"
"""Marks what a document most likely means though it does not say so: answers may be so, requests need not."""
_BESIDE_A_REFERENCE = ("$ref", "description", "readOnly", "writeOnly", "nullable")


def as_2020_12(document: Mapping[str, Any]) -> Any:
    """The document with schemas that mean the same under JSON Schema 2020-12; what does already stays as it is."""
    is_3_0 = str(document.get("openapi", "")).startswith("3.0")

    def said(part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        if kind != "schema":
            return part
        copy = dict(part)
        if is_3_0:
            _say_reference(copy)
            _say_exclusive(copy)
            _say_null(copy)
        _say_alternatives(copy)
        return part if copy == part else copy

    return rewritten(document, "document", said)


def _say_reference(copy: dict[str, Any]) -> None:
    """In 3.0 what stands beside a reference is ignored, but for remarks."""
    if isinstance(copy.get("$ref"), str):
        for name in [name for name in copy if name not in _BESIDE_A_REFERENCE and not name.startswith("x-")]:
            del copy[name]


def _say_null(copy: dict[str, Any]) -> None:
    """`nullable` adds null to a type; without a type beside it, 3.0.3 gives it no meaning, and everybody means null."""
    if copy.get("nullable") is not True:
        return
    del copy["nullable"]
    if isinstance(copy.get("enum"), list) and None not in copy["enum"]:
        copy["enum"] = [*copy["enum"], None]
    if isinstance(copy.get("type"), str):
        copy["type"] = [copy["type"], "null"]
    narrowing = {name: copy.pop(name) for name in ("$ref", "allOf", "anyOf", "oneOf", "not") if name in copy}
    if narrowing:
        copy["anyOf"] = [narrowing, {"type": "null", LENIENT: True}]


def _say_exclusive(copy: dict[str, Any]) -> None:
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if copy.get(exclusive) is True and bound in copy:
            copy[exclusive] = copy.pop(bound)
        elif isinstance(copy.get(exclusive), bool):
            del copy[exclusive]  # says nothing, without a bound too


def _say_alternatives(copy: dict[str, Any]) -> None:
    """With a discriminator it says which of the alternatives holds: that others would hold as well is no fault."""
    if isinstance(copy.get("discriminator"), Mapping) and "oneOf" in copy and "anyOf" not in copy:
        copy["anyOf"] = copy.pop("oneOf")
