"""An OpenAPI document into a Contract. What is broken in it costs its own operation and is kept as a flaw."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.contract import Contract, Flaw, Operation, Parameter, Schema, Undo
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.nullable import without_nullable
from conformance.norms.records import records_of
from conformance.norms.references import References, each_operation, prune
from conformance.norms.yaml_text import MAX_BYTES, read_yaml, too_large

LOCATIONS = ("path", "query", "header")


def parse_document(raw: bytes, file: str) -> Mapping[str, Any]:
    """Bytes of an OpenAPI 3.x document, JSON or YAML, as a dictionary. Raises DataError."""
    if raw.lstrip()[:1] in (b"{", b"["):
        value = _parse_json(raw, file)
    else:
        _refuse_html(raw, file)
        value = read_yaml(raw, file, "openapi").value
    return _checked(value, file)


def _parse_json(raw: bytes, file: str) -> Any:
    if len(raw) > MAX_BYTES:
        raise too_large(raw, file, "openapi")
    parsed = read_json(raw, max_depth=512)
    if parsed.value is None and parsed.problem:
        raise DataError(parsed.problem, file, about="openapi")
    return parsed.value


def _refuse_html(raw: bytes, file: str) -> None:
    head = raw[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise DataError(
            Text("这是网页，不是 OpenAPI 文档", "this is a web page, not an OpenAPI document"),
            file,
            help=Text(
                "给出文档本身的地址，常见为 /openapi.json 或 /v3/api-docs",
                "name the document itself, often /openapi.json or /v3/api-docs",
            ),
            about="openapi",
        )


def _checked(value: Any, file: str) -> Mapping[str, Any]:
    version = value.get("openapi") if isinstance(value, Mapping) else None
    if isinstance(version, str) and version.startswith("3."):
        return value  # type: ignore[no-any-return] # a mapping, as just tested
    if isinstance(value, Mapping) and "swagger" in value:
        text = Text("Swagger 2.0 文档", "a Swagger 2.0 document")
        hint = Text("先转换为 OpenAPI 3.x", "convert it to OpenAPI 3.x first")
    else:
        text = Text("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document")
        hint = Text("文档开头应有 openapi: 3.x", "the document should begin with openapi: 3.x")
    raise DataError(text, file, help=hint, about="openapi")


def read_contract(document: Mapping[str, Any], kind: str = "") -> Contract:
    """A Contract from a parsed document. Never raises for what is broken inside: that is a flaw of the document."""
    digest = hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    plain = without_nullable(document) if str(document.get("openapi", "")).startswith("3.0") else document
    whole, flaws = prune(plain)
    references = References(whole)
    operations: dict[str, Operation] = {}
    for pointer, path, method, item in each_operation(whole):
        raw = item[method]
        identifier = str(raw.get("operationId") or f"{method.upper()} {path}")
        if identifier in operations:
            twice = Text(f"operationId {identifier} 用了两次", f"operationId {identifier} is used twice")
            flaws.append(Flaw(pointer, twice, identifier))
            identifier = f"{method.upper()} {path}"
        operations[identifier] = _operation(identifier, method, path, item, whole, references)
    records, wrong = records_of(document, operations)
    return Contract(
        kind=kind,
        digest=digest,
        document=whole,
        operations=operations,
        flaws=(*flaws, *wrong),
        canary=str(document.get("x-hutong-canary", "")),
        harvest=_harvest(document),
        records=records,
    )


def _harvest(document: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    rules = document.get("x-hutong-harvest", {})
    return {name: (str(rule["operation"]), str(rule["path"])) for name, rule in rules.items()}


def _operation(
    identifier: str,
    method: str,
    path: str,
    item: Mapping[str, Any],
    document: Mapping[str, Any],
    references: References,
) -> Operation:
    raw = item[method]
    body = references.resolve(raw.get("requestBody", {}))
    security = raw.get("security", document.get("security", []))
    return Operation(
        id=identifier,
        method=method.upper(),
        path=path,
        parameters=tuple(_parameters(item, raw, references)),
        body={media: _schema(content, document) for media, content in body.get("content", {}).items()},
        body_required=bool(body.get("required", False)),
        responses={
            str(status).upper().replace("DEFAULT", "default"): {
                media.lower(): _schema(content, document)
                for media, content in references.resolve(answer).get("content", {}).items()
            }
            for status, answer in raw.get("responses", {}).items()
        },
        roles=tuple(raw.get("x-hutong-roles", ())),
        public=not security or {} in security,
        undo=_undo(raw.get("x-hutong-undo")),
        example=_example(body, references),
    )


def _parameters(item: Mapping[str, Any], raw: Mapping[str, Any], references: References) -> Iterator[Parameter]:
    merged: dict[tuple[str, str], Mapping[str, Any]] = {}
    for parameter in (*item.get("parameters", ()), *raw.get("parameters", ())):
        resolved = references.resolve(parameter)
        merged[str(resolved.get("name")), str(resolved.get("in"))] = resolved
    for (name, _), resolved in merged.items():
        location = resolved.get("in")
        if location in LOCATIONS:
            yield Parameter(
                name=name,
                location=location,
                required=bool(resolved.get("required", location == "path")),
                schema=references.resolve(resolved.get("schema", {})),
                live=str(resolved.get("x-hutong-live", "")),
                where=resolved.get("x-hutong-where", {}),
            )


def _schema(content: Any, document: Mapping[str, Any]) -> Schema | None:
    schema = content.get("schema") if isinstance(content, Mapping) else None
    if not schema:
        return None
    return Schema({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, **_shared(document)})


def _shared(document: Mapping[str, Any]) -> Mapping[str, Any]:
    schemas = document.get("components", {}).get("schemas", {})
    return {"components": {"schemas": schemas}} if schemas else {}


def _undo(raw: Mapping[str, Any] | None) -> Undo | None:
    if not raw:
        return None
    parameters = tuple(sorted(raw.get("parameters", {}).items()))
    return Undo(str(raw.get("operation", "")), parameters, str(raw.get("within", "")), raw.get("where", {}))


def _example(body: Mapping[str, Any], references: References) -> Any:
    for content in body.get("content", {}).values():
        if "example" in content:
            return copy.deepcopy(content["example"])
        for named in content.get("examples", {}).values():
            return copy.deepcopy(references.resolve(named).get("value"))
        schema = references.resolve(content.get("schema", {}))
        for example in (*schema.get("examples", ()), schema.get("example")):
            return copy.deepcopy(example)
    return None
