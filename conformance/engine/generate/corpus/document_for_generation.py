"""The document as Schemathesis is handed it: nothing to fetch, no credentials, no value it should not make up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.engine.generate.corpus.schemas import marked, required
from conformance.norms.layout import LAYOUT, rewritten
from conformance.norms.references import References

# Rules no schema states, values that must name a living object, values only the server sets.
NOT_MADE_UP = frozenset({"x-hutong-rule", "x-hutong-live", "readOnly"})
READ_ONLY = frozenset({"readOnly"})

# Addresses, credentials, and whatever leads elsewhere.
LEADS_AWAY = frozenset(["servers", "security", "securitySchemes", "callbacks", "webhooks", "links", "externalDocs"])
_REFERRING = frozenset(["$ref", "$dynamicRef", "$recursiveRef", "operationRef", "externalValue"])
# Values come from the schemas alone.
_SHOWN = frozenset(["example", "examples", "externalValue"])


def handed(document: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a bundled document for generation.

    Answers go, since they are no source of questions; optional properties that cannot be made up go, and so do
    read-only ones, which a request need not hold.
    """
    references = References(document)
    gone = LEADS_AWAY | _SHOWN

    def drop_properties(part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        properties = part.get("properties")
        if kind != "schema" or not isinstance(properties, Mapping):
            return part
        dropped = {name for name, schema in properties.items() if is_dropped(name, schema, part, references)}
        return {
            **part,
            "properties": {name: schema for name, schema in properties.items() if name not in dropped},
            "required": [name for name in required(part) if name not in dropped],
        }

    def drop_keywords(part: Mapping[str, Any], kind: str) -> dict[str, Any]:
        staying_ones = staying(part, kind).items()
        kept = {key: value for key, value in staying_ones if key not in gone and not key.startswith("x-")}
        if isinstance(kept.get("responses"), Mapping):
            kept["responses"] = {"default": {"description": ""}}
        return kept

    copy: dict[str, Any] = rewritten(rewritten(document, "document", drop_properties), "document", drop_keywords)
    # Its schemas are already those of JSON Schema 2020-12, whichever version it was written in.
    return {**copy, "openapi": "3.1.0"}


def is_dropped(name: str, schema: Any, part: Mapping[str, Any], references: References) -> bool:
    if marked(schema, READ_ONLY, references):
        return True
    return name not in required(part) and marked(schema, NOT_MADE_UP, references)


def staying(part: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """An object without the references and the data that lead out of the document: Schemathesis follows both."""
    away = {key for key in part.keys() - LAYOUT[kind].keys() if leads_out(part[key])}
    away |= {key for key in _REFERRING & part.keys() if leads_out({key: part[key]})}
    return {key: value for key, value in part.items() if key not in away}


def leads_out(value: Any) -> bool:
    """Whether anything below a value refers to something outside the document."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            if any(not str(part[key]).startswith("#") or key == "externalValue" for key in _REFERRING & part.keys()):
                return True
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return False
