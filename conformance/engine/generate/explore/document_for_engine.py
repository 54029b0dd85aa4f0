"""The document as the Schemathesis engine is handed it: its answers and examples kept, nothing that leads away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from conformance.engine.generate.corpus.document_for_generation import LEADS_AWAY, is_dropped, leads_out, staying
from conformance.engine.generate.corpus.schemas import required
from conformance.model.contract import Operation
from conformance.norms.layout import METHODS, rewritten
from conformance.norms.references import Broken, References

# An `$id` would give every reference below it another base.
_GONE = (LEADS_AWAY - {"links"}) | {"$id", "$schema", "discriminator", "externalValue"}


def whole(document: Mapping[str, Any], operations: Collection[Operation]) -> dict[str, Any]:
    """A copy of a bundled document with only these operations.

    What is left out of it cannot be asked, fetched or read: other operations, references out of the document, examples
    that stand elsewhere, links to what is left out, addresses and credentials.
    """
    references = References(document)
    kept = {(operation.path, operation.method.lower()) for operation in operations}
    names = {operation.id for operation in operations}

    def drop(part: Mapping[str, Any], kind: str) -> dict[str, Any]:
        part = {key: value for key, value in part.items() if key not in _GONE and not key.startswith("x-")}
        if isinstance(part.get("examples"), Mapping):
            part["examples"] = {name: each for name, each in part["examples"].items() if _stands_here(each)}
        part = staying(part, kind)
        if isinstance(part.get("links"), Mapping):
            part["links"] = _links(part["links"], references, names)
        return _without_made_up(part, references) if kind == "schema" else part

    plain = {
        path: {key: value for key, value in item.items() if key not in METHODS or (path, key) in kept}
        for path, item in document.get("paths", {}).items()
        if any(path == of for of, _ in kept)
    }
    copy: dict[str, Any] = rewritten({**document, "paths": plain}, "document", drop)
    return {**copy, "openapi": "3.1.0"}


def _without_made_up(part: dict[str, Any], references: References) -> dict[str, Any]:
    """A schema without the members no request can make up."""
    properties = part.get("properties")
    if not isinstance(properties, Mapping):
        return part
    gone = {name for name, schema in properties.items() if is_dropped(name, schema, part, references)}
    return {
        **part,
        "properties": {name: schema for name, schema in properties.items() if name not in gone},
        "required": [name for name in required(part) if name not in gone],
    }


def _links(links: Mapping[str, Any], references: References, names: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, link in links.items():
        try:
            resolved = references.resolve(link)
        except Broken:
            continue
        if isinstance(resolved, Mapping) and str(resolved.get("operationId")) in names:
            found[name] = {key: value for key, value in resolved.items() if key not in ("server", "operationRef")}
    return found


def _stands_here(example: Any) -> bool:
    return isinstance(example, Mapping) and "value" in example and not leads_out(example)
