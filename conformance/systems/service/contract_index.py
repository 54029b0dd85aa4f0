"""What the contract asks of a request, compiled once: operations, their parameters, and the schemas of their bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs

from conformance.systems.contracts import contract
from conformance.systems.service.record_forms import ListForm, RecordForm, record_forms

Acts = Mapping[str, tuple[RecordForm, str]]
METHODS = ("get", "post", "put", "delete")
DONE = ("200", "201", "202")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter: where it stands, whether it is a whole number, and the validator of its value."""

    name: str
    location: str
    required: bool
    integer: bool
    default: Any
    validator: jsonschema_rs.Draft202012Validator


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the contract states it.

    `produces` are the media types of its success, best first; `created` is the status of what it makes. `list` says how
    its pages are made up, `form` which records it serves, `act` what it does with them; it may serve none.
    """

    id: str
    method: str
    path: str
    roles: frozenset[str]
    public: bool
    parameters: tuple[Parameter, ...]
    body: str
    produces: tuple[str, ...]
    created: int
    list: ListForm
    form: RecordForm | None
    act: str

    @property
    def handler(self) -> str:
        """The name of the method that carries it out: `list_resources` for listResources."""
        return re.sub("([A-Z])", lambda found: "_" + found[1].lower(), self.id)


@dataclass(frozen=True)
class ContractIndex:
    """The compiled contract: operations by path and method, a validator for every schema, the kinds of record."""

    paths: dict[str, dict[str, Operation]]
    schemas: dict[str, jsonschema_rs.Draft202012Validator]
    records: Mapping[str, RecordForm]


def contract_index(kind: str) -> ContractIndex:
    """The index of a kind's contract; the mappings are the caller's own to change. Raises FileNotFoundError."""
    compiled = _compiled(kind)
    paths = {path: dict(methods) for path, methods in compiled.paths.items()}
    return ContractIndex(paths, dict(compiled.schemas), compiled.records)


@cache
def _compiled(kind: str) -> ContractIndex:
    document = contract(kind)
    records = record_forms(document)
    acts = {identifier: (form, act) for form in records.values() for act, identifier in form.operations.items()}
    paths = {path: dict(_operations(path, item, document, acts)) for path, item in document["paths"].items()}
    names = document["components"]["schemas"]
    schemas = {name: _validator({"$ref": f"#/components/schemas/{name}"}, document) for name in names}
    return ContractIndex(paths, schemas, records)


def _operations(
    path: str, item: Mapping[str, Any], document: Mapping[str, Any], acts: Acts
) -> list[tuple[str, Operation]]:
    found = []
    for method in METHODS:
        if method in item:
            declared = (*item.get("parameters", ()), *item[method].get("parameters", ()))
            parameters = tuple(_parameter(_follow(part, document), document) for part in declared)
            found.append((method.upper(), _operation(path, method, item[method], parameters, acts)))
    return found


def _operation(
    path: str, method: str, raw: Mapping[str, Any], parameters: tuple[Parameter, ...], acts: Acts
) -> Operation:
    content = raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    form, act = acts.get(raw["operationId"], (None, ""))
    done: Mapping[str, Any] = next((raw["responses"][code] for code in DONE if code in raw["responses"]), {})
    return Operation(
        id=raw["operationId"],
        method=method.upper(),
        path=path,
        roles=frozenset(raw["x-hutong-roles"]),
        public=not raw["security"],
        parameters=parameters,
        body=content.get("schema", {}).get("$ref", "").rpartition("/")[2],
        produces=tuple(done.get("content", ())),
        created=202 if "202" in raw["responses"] else 201,
        list=form.list if form and act == "list" else ListForm(),
        form=form,
        act=act,
    )


def _parameter(raw: Mapping[str, Any], document: Mapping[str, Any]) -> Parameter:
    schema = raw["schema"]
    whole = schema.get("type") == "integer"
    required = raw.get("required", False)
    return Parameter(raw["name"], raw["in"], required, whole, schema.get("default"), _validator(schema, document))


def _follow(part: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    found: Mapping[str, Any] = document["components"]["parameters"][part["$ref"].rpartition("/")[2]]
    return found


def _validator(schema: Mapping[str, Any], document: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    whole = {**schema, "components": document["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
