"""Schemas of a document as JSON Schema 2020-12 reads them: what is left empty is absent, what is no schema is told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from conformance.model.pointer import escaped
from conformance.norms.layout import LAYOUT
from conformance.norms.references import Broken

_HOLDS_NULL = frozenset(["const", "default", "example"])
# Remarks, which decide nothing: one that is no remark is left out.
_REMARKS: Mapping[str, type] = {
    "$comment": str,
    "deprecated": bool,
    "description": str,
    "examples": list,
    "format": str,
    "readOnly": bool,
    "title": str,
    "writeOnly": bool,
}
_MOST_SAID = 80


def sound(schema: Any, pointer: str) -> Any:
    """A schema, the very one where nothing in it is left empty. Raises Broken, with its pointer, for what is none."""
    tidied = _tidied(schema)
    for error in _metaschema().iter_errors(tidied):
        place = "".join(f"/{escaped(str(part))}" for part in error.instance_path)
        said = error.message if len(error.message) <= _MOST_SAID else error.message[:_MOST_SAID] + "…"
        raise Broken(f"不是 JSON Schema：{said}", f"it is no JSON Schema: {said}", pointer + place)
    return tidied


@cache
def _metaschema() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})


def _tidied(schema: Any) -> Any:
    if schema is None:
        return {}
    if not isinstance(schema, Mapping):
        return schema
    copy = {key: _part(key, part) for key, part in schema.items() if not _is_left_out(key, part)}
    is_same = len(copy) == len(schema) and all(copy[key] is part for key, part in schema.items())
    return schema if is_same else copy


def _is_left_out(key: str, part: Any) -> bool:
    if part is None:
        return key not in _HOLDS_NULL
    return key in _REMARKS and not isinstance(part, _REMARKS[key])


def _part(key: str, part: Any) -> Any:
    if key == "required" and isinstance(part, list) and all(isinstance(name, str) for name in part):
        once = [*dict.fromkeys(part)]  # a name said twice says nothing more
        return part if once == part else once
    holds, kind = LAYOUT["schema"].get(key, ("", ""))
    if kind != "schema":
        return part
    if holds == "list" and isinstance(part, list):
        parts = [_tidied(each) if each is not None else each for each in part]
        return part if all(new is old for new, old in zip(parts, part, strict=True)) else parts
    if holds == "named" and isinstance(part, Mapping):
        named = {name: _tidied(each) for name, each in part.items()}
        return part if all(named[name] is each for name, each in part.items()) else named
    return _tidied(part) if holds == "one" else part
