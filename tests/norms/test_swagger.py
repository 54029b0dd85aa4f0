"""Swagger 2.0 documents: the same operations, parameters and answers as in the words of OpenAPI 3."""

from __future__ import annotations

from typing import Any

from conformance.checks.shapes import departures
from conformance.model.contract import Contract, Schema
from conformance.model.text import Text
from conformance.norms.contract import read_contract

DUE = Text("模式", "the schema")
PET = {
    "type": "object",
    "required": ["id", "kind"],
    "discriminator": "kind",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "kind": {"type": "string"},
        "note": {"type": "string", "x-nullable": True},
        "of": {"$ref": "#/definitions/Pet"},
    },
}


def swagger(**more: Any) -> dict[str, Any]:
    return {"swagger": "2.0", "info": {"title": "t", "version": "1"}, **more}


WHOLE = swagger(
    host="elsewhere.example",
    basePath="/api/v1",
    consumes=["application/json"],
    produces=["application/json"],
    security=[{"key": []}],
    securityDefinitions={"key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "plain": {"type": "basic"}},
    parameters={
        "Size": {"name": "size", "in": "query", "type": "integer", "maximum": 100, "default": 20},
        "Pet": {"name": "pet", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Pet"}},
    },
    responses={"Pets": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}},
    definitions={"Pet": PET},
    paths={
        "/pets": {
            "parameters": [{"$ref": "#/parameters/Size"}, {"name": "X-Key", "in": "header", "type": "string"}],
            "get": {
                "operationId": "list",
                "security": [],
                "parameters": [
                    {"name": "kinds", "in": "query", "type": "array", "items": {"type": "string"}},
                    {"name": "tags", "in": "query", "type": "array", "items": {}, "collectionFormat": "multi"},
                    {"name": "bars", "in": "query", "type": "array", "items": {}, "collectionFormat": "pipes"},
                ],
                "responses": {"200": {"$ref": "#/responses/Pets"}, "default": {"description": "else"}},
            },
            "post": {
                "operationId": "make",
                "parameters": [{"$ref": "#/parameters/Pet"}],
                "responses": {"201": {"description": "", "schema": {"$ref": "#/definitions/Pet"}}},
            },
        },
        "/files": {
            "post": {
                "operationId": "send",
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "file", "in": "formData", "type": "file", "required": True},
                    {"name": "note", "in": "formData", "type": "string", "maxLength": 5},
                ],
                "responses": {"200": {"description": "", "schema": {"type": "file"}}},
            }
        },
    },
)


def read() -> Contract:
    contract = read_contract(WHOLE)
    assert not contract.flaws
    return contract


def test_operations_with_their_parameters() -> None:
    contract = read()
    assert [*contract.operations] == ["list", "make", "send"]
    assert [contract.operations[name].public for name in contract.operations] == [True, False, False]
    known = {each.name: each for each in contract.operations["list"].parameters}
    assert {name: (each.style, each.explode) for name, each in known.items()} == {
        "size": ("form", True),
        "kinds": ("form", False),
        "tags": ("form", True),
        "bars": ("pipeDelimited", False),
    }
    assert known["size"].schema == {"type": "integer", "maximum": 100, "default": 20}
    assert known["size"].values == (20,)


def test_bodies_and_answers() -> None:
    contract = read()
    make, send = contract.operations["make"], contract.operations["send"]
    assert make.body_required
    assert [*make.body] == ["application/json"]
    assert [*send.body] == ["multipart/form-data"]
    fields = send.body["multipart/form-data"]
    assert fields is not None
    assert fields.required(fields.document) == {"file"}
    assert send.responses == {"200": {"application/json": None}}
    answered = contract.operations["list"].responses["200"]["application/json"]
    assert isinstance(answered, Schema)
    assert not [*departures([{"id": 1, "kind": "a", "note": None, "of": {"id": 2, "kind": "b"}}], answered, DUE)]
    assert [each.at for each in departures([{"id": "1", "kind": "a", "of": {"id": 2}}], answered, DUE)] == [
        "[0].id",
        "[0].of",
    ]


def test_flaws_point_into_the_document_as_it_was_written() -> None:
    broken = swagger(
        definitions={"Odd": {"type": "strin"}},
        paths={"/a": {"get": {"responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Gone"}}}}}},
    )
    found = {(flaw.pointer, flaw.problem.en.partition(":")[0]) for flaw in read_contract(broken).flaws}
    assert found == {
        ("/definitions/Odd/type", "it is no JSON Schema"),
        ("/paths/~1a/get/responses/200", "$ref #/components/schemas/Gone dangles"),
    }


def test_a_shared_answer_is_of_the_media_types_its_operation_sends() -> None:
    shared = {"no": {"description": "", "schema": {"type": "object"}}}
    answers = {"200": {"description": "", "schema": {"type": "string"}}, "400": {"$ref": "#/responses/no"}}
    gone = {"404": {"$ref": "#/responses/gone"}}
    paths = {
        "/log": {"get": {"operationId": "log", "produces": ["text/plain"], "responses": {**answers, **gone}}},
        "/it": {"get": {"operationId": "it", "responses": answers}},
    }
    contract = read_contract(swagger(produces=["application/json"], responses=shared, paths=paths))
    assert [*contract.operations["log"].responses["400"]] == ["text/plain"]
    assert [*contract.operations["it"].responses["400"]] == ["application/json"]
    assert [flaw.pointer for flaw in contract.flaws] == ["/paths/~1log/get/responses/404"]


def test_what_stands_elsewhere_in_the_document_is_said_in_the_same_words() -> None:
    """Bundlers leave the first use of a part where it is, and refer to it there."""
    number = {"name": "n", "in": "query", "type": "integer"}
    answer = {"description": "", "schema": {"type": "object", "discriminator": "kind", "required": ["kind"]}}
    item = {"get": {"operationId": "shared", "parameters": [number], "responses": {"200": answer}}}
    place = "#/x-items/a/get/responses/200"
    again = {"200": {"description": "", "schema": {"$ref": f"{place}/schema"}}, "default": {"$ref": place}}
    paths = {"/a": {"$ref": "#/x-items/a"}, "/b": {"get": {"operationId": "again", "responses": again}}}
    contract = read_contract(swagger(produces=["application/json"], paths=paths, **{"x-items": {"a": item}}))
    assert not contract.flaws
    (parameter,) = contract.operations["shared"].parameters
    assert parameter.schema == {"type": "integer"}
    for name, status in (("shared", "200"), ("again", "200"), ("again", "default")):
        schema = contract.operations[name].responses[status]["application/json"]
        assert schema is not None
        assert [*departures({}, schema, DUE)]


def test_examples_of_its_parameters_are_read() -> None:
    given = [{"name": "q", "in": "query", "type": "string", "x-examples": {"one": "water"}}]
    item = {"get": {"operationId": "it", "parameters": given, "responses": {"200": {"description": ""}}}}
    (parameter,) = read_contract(swagger(paths={"/it": item})).operations["it"].parameters
    assert parameter.examples == ("water",)
