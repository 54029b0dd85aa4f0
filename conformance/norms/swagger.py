"""A Swagger 2.0 document as one of OpenAPI 3.0: the same operations in the words the reader knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from conformance.norms.layout import METHODS, rewritten
from conformance.norms.references import Broken, References
from conformance.norms.shared_schemas import at_home

HOMES = {
    "#/definitions/": "#/components/schemas/",
    "#/responses/": "#/components/responses/",
    "#/parameters/": "#/components/parameters/",
}
"""Where Swagger keeps its shared parts, and where OpenAPI does."""
ANY = ["*/*"]
"""What an operation sends or takes that does not say."""
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_STYLES = {"ssv": "spaceDelimited", "tsv": "tabDelimited", "pipes": "pipeDelimited"}
_OF_PARAMETERS = frozenset(["name", "in", "required", "description", "collectionFormat", "allowEmptyValue", "schema"])


def is_swagger(document: Any) -> bool:
    return isinstance(document, Mapping) and str(document.get("swagger", "")).strip() in ("2.0", "2")


def as_openapi_3(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document itself, or what one of Swagger 2.0 says, in the words of OpenAPI 3.0."""
    return _Swagger(at_home(document, "swagger")).converted() if is_swagger(document) else document


def as_written(pointer: str, document: Mapping[str, Any]) -> str:
    """A pointer into what was read as one into the document as it was written."""
    for swagger, openapi in HOMES.items() if is_swagger(document) else ():
        if pointer.startswith(openapi[1:]):
            return swagger[1:] + pointer[len(openapi) - 1 :]
    return pointer


class _Swagger:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document, self._references = document, References(document)

    def converted(self) -> dict[str, Any]:
        own = {name: part for name, part in self._document.items() if name.startswith("x-") or name in _SAME}
        produced = self._media("produces")
        parts = {
            "schemas": _each(self._document.get("definitions"), _schema),
            "responses": _each(self._document.get("responses"), partial(self._answer, produces=produced)),
            "parameters": _each(self._document.get("parameters"), _parameter),
            "securitySchemes": _each(self._document.get("securityDefinitions"), _scheme),
        }
        components = {name: part for name, part in parts.items() if part is not None}
        base = self._document.get("basePath")
        servers = {"servers": [{"url": base}]} if isinstance(base, str) else {}
        paths = _each(self._document.get("paths"), self._item)
        return {"openapi": "3.0.3", **own, **servers, "paths": paths, "components": components}

    def _media(self, word: str, holder: Mapping[str, Any] | None = None) -> list[str]:
        """The media types an operation takes or sends: its own, else those of the document."""
        for said in (holder or {}, self._document):
            given = said.get(word)
            if isinstance(given, list) and given:
                return [str(media) for media in given]
        return ANY

    def _item(self, item: Any) -> Any:
        if isinstance(item, Mapping) and "$ref" in item:
            item = self._followed(item)
        if not isinstance(item, Mapping):
            return item
        shared = [*self._resolved(item.get("parameters"))]
        copy = {name: part for name, part in item.items() if name != "parameters" and name not in METHODS}
        plain = [_parameter(each) for each in shared if not _is_of_body(each)]
        of_body = [each for each in shared if _is_of_body(each)]
        methods = {name: self._operation(item[name], of_body) for name in METHODS if name in item}
        return {**copy, **({"parameters": plain} if plain else {}), **methods}

    def _followed(self, item: Mapping[str, Any]) -> Any:
        """A path item with what it refers to laid under it; one that leads nowhere stays for the reader to tell."""
        try:
            under = self._references.resolve({"$ref": item["$ref"]})
        except Broken:
            return item
        over = {name: part for name, part in item.items() if name != "$ref"}
        return {**under, **over} if isinstance(under, Mapping) else item

    def _operation(self, operation: Any, shared: list[Any]) -> Any:
        if not isinstance(operation, Mapping):
            return operation
        given = operation.get("parameters")
        if given is not None and not isinstance(given, list):
            return operation  # which the reader tells
        own = [*self._resolved(given)]
        copy = {name: part for name, part in operation.items() if name not in ("consumes", "produces", "schemes")}
        copy["parameters"] = [_parameter(each) for each in own if not _is_of_body(each)]
        body = self._body([*shared, *(each for each in own if _is_of_body(each))], operation)
        produces = self._media("produces", operation)
        answers = _each(operation.get("responses"), partial(self._answer, produces=produces))
        return {**copy, **({"requestBody": body} if body else {}), "responses": answers}

    def _resolved(self, parameters: Any) -> Iterator[Any]:
        """The parameters of a list, wherever they stand; one that is nowhere stays for the reader to tell."""
        for each in parameters if isinstance(parameters, list) else ():
            try:
                yield self._references.resolve(each)
            except Broken:
                yield each

    def _body(self, parameters: list[Mapping[str, Any]], operation: Mapping[str, Any]) -> dict[str, Any] | None:
        whole = [each for each in parameters if each.get("in") == "body"]
        fields = [each for each in parameters if each.get("in") == "formData" and isinstance(each.get("name"), str)]
        if whole:
            said = {"schema": _schema(whole[-1].get("schema", {}))}
            media = self._media("consumes", operation)
            named = ["application/json"] if media == ANY else media
            return {"required": whole[-1].get("required") is True, "content": dict.fromkeys(named, said)}
        if not fields:
            return None
        has_files = any(each.get("type") == "file" for each in fields)
        named = [media for media in self._media("consumes", operation) if media in (FORM, MULTIPART)]
        properties = {each["name"]: _of_field(each) for each in fields}
        required = [each["name"] for each in fields if each.get("required") is True]
        schema = {"type": "object", "properties": properties, **({"required": required} if required else {})}
        return {
            "required": bool(required),
            "content": {media: {"schema": schema} for media in named or [MULTIPART if has_files else FORM]},
        }

    def _answer(self, answer: Any, produces: list[str]) -> Any:
        if not isinstance(answer, Mapping):
            return answer
        if "$ref" in answer:
            return self._shared_answer(answer, produces)
        copy = {name: part for name, part in answer.items() if name not in ("schema", "examples", "headers")}
        schema = answer.get("schema")
        if schema is None:
            return copy
        is_file = isinstance(schema, Mapping) and schema.get("type") == "file"
        return {**copy, "content": dict.fromkeys(produces, {} if is_file else {"schema": _schema(schema)})}

    def _shared_answer(self, answer: Mapping[str, Any], produces: list[str]) -> Any:
        """A reference to a shared answer, or what it leads to where that is none, or other media types are sent."""
        if produces != self._media("produces") or not str(answer["$ref"]).startswith("#/responses/"):
            with suppress(Broken):  # it stays for the reader to tell, as a reference that is no text does
                found = self._references.resolve(answer)
                if not isinstance(found, Mapping) or "$ref" not in found:
                    return self._answer(found, produces)
        return {"$ref": _home(answer["$ref"])}


_SAME = frozenset(["info", "tags", "externalDocs", "security"])


def _each(parts: Any, convert: Any) -> Any:
    """A map of names with each part converted; what is none stays for the reader to tell."""
    if not isinstance(parts, Mapping):
        return parts
    return {name: part if name.startswith("x-") else convert(part) for name, part in parts.items()}


def _home(reference: Any) -> Any:
    for swagger, openapi in HOMES.items():
        if isinstance(reference, str) and reference.startswith(swagger):
            return openapi + reference[len(swagger) :]
    return reference


def _schema(schema: Any) -> Any:
    return rewritten(schema, "schema", lambda part, kind: _said(part))


def _said(part: Mapping[str, Any]) -> Mapping[str, Any]:
    copy = dict(part)
    if "$ref" in copy:
        copy["$ref"] = _home(copy["$ref"])
    if copy.pop("x-nullable", None) is True:
        copy["nullable"] = True
    if isinstance(copy.get("discriminator"), str):
        copy["discriminator"] = {"propertyName": copy["discriminator"]}
    return copy


def _scheme(scheme: Any) -> Any:
    """A way to say who asks; of the ways of OAuth only that it is one, since nobody here takes part in them."""
    kind = scheme.get("type") if isinstance(scheme, Mapping) else ""
    return {"type": "http", "scheme": "basic"} if kind == "basic" else scheme


def _is_of_body(parameter: Any) -> bool:
    return isinstance(parameter, Mapping) and parameter.get("in") in ("body", "formData")


def _of_field(parameter: Mapping[str, Any]) -> Any:
    said = _schema({name: part for name, part in parameter.items() if name not in _OF_PARAMETERS})
    return {"type": "string", "format": "binary"} if said.get("type") == "file" else said


def _parameter(parameter: Any) -> Any:
    """A parameter outside the body: what it is stands in a schema of its own."""
    if not isinstance(parameter, Mapping):
        return parameter
    if "$ref" in parameter:
        return {"$ref": _home(parameter["$ref"])}
    if _is_of_body(parameter):
        return parameter  # of a document's shared ones: it is resolved where it is used
    remarks = {name: part for name, part in parameter.items() if name.startswith("x-")}
    kept = {name: parameter[name] for name in ("name", "in", "required", "description") if name in parameter}
    schema = _of_field({name: part for name, part in parameter.items() if name not in remarks})
    shown = {"example": parameter["x-example"]} if "x-example" in parameter else {}
    if isinstance(parameter.get("x-examples"), Mapping):
        shown["examples"] = {name: {"value": value} for name, value in parameter["x-examples"].items()}
    return {**kept, **remarks, **shown, "schema": schema, **_written(parameter)}


def _written(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """How a list is written: with commas, if nothing else is said."""
    if parameter.get("type") != "array":
        return {}
    said = str(parameter.get("collectionFormat", "csv"))
    return {"style": _STYLES[said], "explode": False} if said in _STYLES else {"explode": said == "multi"}
