"""Schemas of documents as they are written: direction, dialect, places and names, and data that only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.shapes import departures
from conformance.model.contract import Contract, Schema
from conformance.model.text import Text
from conformance.norms.contract import read_contract

DUE = Text("模式", "the schema")
SECRET = {"type": "string", "writeOnly": True}
MEMBERS = {"name": {"type": "string"}, "secret": SECRET}
REF = "#/components/schemas/"


def answering(schema: Any, version: str = "3.0.3", **more: Any) -> Contract:
    answer = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    item = {"get": {"operationId": "it", "responses": {"200": answer}}}
    paths = {"/it": item, **more.pop("paths", {})}
    return read_contract({"openapi": version, "info": {"title": "t", "version": "1"}, "paths": paths, **more})


def of(contract: Contract) -> Schema:
    schema = contract.operations["it"].responses["200"]["application/json"]
    assert schema is not None
    return schema


def places(contract: Contract, value: Any) -> list[str]:
    return [f"{finding.at}: {finding.seen.en}" for finding in departures(value, of(contract), DUE)]


OBJECT = {"type": "object", "required": ["name", "secret"], "properties": MEMBERS}
WRITE_ONLY: dict[str, tuple[Any, Any]] = {
    "plain": (OBJECT, {"name": "a"}),
    "in a list": ({"type": "array", "items": OBJECT}, [{"name": "a"}]),
    "nested": ({"type": "object", "properties": {"of": OBJECT}}, {"of": {"name": "a"}}),
    "shared": ({"$ref": REF + "Shared"}, {"name": "a"}),
    "declared in one part, required in another": (
        {"allOf": [{"properties": MEMBERS}, {"required": ["name", "secret"]}]},
        {"name": "a"},
    ),
    "declared beside, required by what is referred to": (
        {"allOf": [{"$ref": REF + "Requires"}], "properties": MEMBERS},
        {"name": "a"},
    ),
    "marked by what the member refers to": (
        {"required": ["name", "secret"], "properties": {"name": {}, "secret": {"$ref": REF + "Secret"}}},
        {"name": "a"},
    ),
    "marked beside a reference": (
        {
            "required": ["name", "secret"],
            "properties": {"name": {}, "secret": {"allOf": [{"$ref": REF + "Plain"}, {"writeOnly": True}]}},
        },
        {"name": "a"},
    ),
    "required beside another member": (
        {"allOf": [{"required": ["name"], "properties": MEMBERS, "dependentRequired": {"name": ["secret"]}}]},
        {"name": "a"},
    ),
    "in an alternative": ({"oneOf": [OBJECT, {"type": "string"}]}, {"name": "a"}),
}
SHARED = {
    "Shared": OBJECT,
    "Requires": {"required": ["name", "secret"]},
    "Secret": SECRET,
    "Plain": {"type": "string"},
}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("name", WRITE_ONLY)
def test_what_is_only_written_is_not_required_of_an_answer(name: str, version: str) -> None:
    schema, value = WRITE_ONLY[name]
    contract = answering(schema, version, components={"schemas": SHARED})
    assert not contract.flaws
    assert places(contract, value) == []
    assert len(places(contract, _without_names(value))) == 1


def _without_names(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_names(part) for part in value]
    return {key: _without_names(part) for key, part in value.items() if key != "name"}


def test_a_mark_that_is_false_frees_nothing() -> None:
    schema = {"required": ["name"], "properties": {"name": {"type": "string", "writeOnly": False}}}
    assert len(places(answering(schema), {})) == 1


NULLABLE: dict[str, Any] = {
    "type": {"type": "string", "nullable": True},
    "allOf": {"nullable": True, "allOf": [{"$ref": REF + "Text"}]},
    "oneOf": {"nullable": True, "oneOf": [{"$ref": REF + "Text"}, {"type": "integer"}]},
    "anyOf": {"nullable": True, "anyOf": [{"$ref": REF + "Text"}]},
    "reference": {"nullable": True, "$ref": REF + "Text"},
    "values alone": {"nullable": True, "enum": ["a", "b"]},
    "type beside allOf": {"type": "string", "nullable": True, "allOf": [{"$ref": REF + "Text"}]},
}


@pytest.mark.parametrize("name", NULLABLE)
def test_nullable_admits_null_whatever_it_stands_beside(name: str) -> None:
    schema = {"properties": {"it": NULLABLE[name]}}
    contract = answering(schema, components={"schemas": {"Text": {"type": "string"}}})
    assert not contract.flaws
    assert places(contract, {"it": None}) == []
    assert places(contract, {"it": "a"}) == []
    assert places(contract, {"it": [1]}) != []


def test_in_3_0_what_stands_beside_a_reference_says_nothing() -> None:
    schema = {"properties": {"it": {"$ref": REF + "Text", "maxLength": 1}}}
    text = {"schemas": {"Text": {"type": "string"}}}
    assert places(answering(schema, components=text), {"it": "long"}) == []
    assert len(places(answering(schema, "3.1.0", components=text), {"it": "long"})) == 1


def test_alternatives_told_apart_by_a_discriminator_may_overlap() -> None:
    both = {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"]}
    schema = {"oneOf": [{"$ref": REF + "Cat"}, {"$ref": REF + "Dog"}], "discriminator": {"propertyName": "kind"}}
    contract = answering(schema, components={"schemas": {"Cat": both, "Dog": both}})
    assert places(contract, {"kind": "Cat"}) == []
    assert len(places(contract, {})) == 1


ELSEWHERE: dict[str, str] = {
    "an answer": "#/paths/~1other/get/responses/200/content/application~1json/schema",
    "a shared answer": "#/components/responses/One/content/application~1json/schema",
    "a parameter": "#/components/parameters/One/schema",
    "a part of a schema": "#/components/schemas/Whole/properties/part",
    "an alternative": "#/components/schemas/Whole/anyOf/1",
    "a place of the document's own": "#/x-schemas/One",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_schema_is_found_wherever_it_stands(name: str) -> None:
    number = {"type": "integer"}
    content = {"content": {"application/json": {"schema": number}}}
    other = {"get": {"operationId": "other", "responses": {"200": {"description": "", **content}}}}
    contract = answering(
        {"properties": {"n": {"$ref": ELSEWHERE[name]}}},
        "3.1.0",
        paths={"/other": other},
        components={
            "schemas": {"Whole": {"properties": {"part": number}, "anyOf": [{}, number]}},
            "responses": {"One": {"description": "", **content}},
            "parameters": {"One": {"name": "n", "in": "query", "schema": number}},
        },
        **{"x-schemas": {"One": number}},
    )
    assert not contract.flaws
    assert places(contract, {"n": 1}) == []
    assert len(places(contract, {"n": "x"})) == 1


def test_what_stands_in_an_example_is_data() -> None:
    data = {"$ref": "#/components/schemas/Nowhere", "nullable": True, "type": "string"}
    schema = {"type": "object", "example": data, "default": data, "properties": {"example": {"type": "integer"}}}
    contract = answering(schema, components={"examples": {"one": {"value": data}}})
    assert not contract.flaws
    assert of(contract).document["example"] == data
    assert len(places(contract, {"example": "x"})) == 1


@pytest.mark.parametrize("name", ["用户", "Page<User>", "R«List«用户»»", "a%20b", "a/b"])
def test_members_are_found_under_any_name(name: str) -> None:
    shared = {name: {"properties": {"id": {"type": "integer"}}, "required": ["id"]}}
    contract = answering({"$ref": REF + name.replace("/", "~1").replace("%", "%25")}, components={"schemas": shared})
    assert [*dict(of(contract).members(of(contract).document))] == ["id"]
    assert of(contract).required(of(contract).document) == {"id"}


def test_a_schema_holds_no_more_than_it_needs() -> None:
    shared = {"A": {"properties": {"b": {"$ref": REF + "B"}}}, "B": {"type": "integer"}, "C": {"type": "string"}}
    contract = answering({"$ref": REF + "A"}, components={"schemas": shared})
    assert [*of(contract).document["components"]["schemas"]] == ["A", "B"]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("2026-03-02", []),
        ("2026-03-02T09:30:00Z", []),
        ("soon", ['"soon" breaks oneOf']),
        (5, ["5 breaks oneOf"]),
        (["2026-03-02"], ["breaks oneOf"]),
    ],
)
def test_alternatives_may_be_told_apart_by_their_formats(value: Any, seen: list[str]) -> None:
    """Each by itself is a text where formats are remarks: then both hold, and a lawful answer would break `oneOf`."""
    either = {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    assert [finding.seen.en for finding in departures(value, Schema(either), Text("模式", "the schema"))] == seen


@pytest.mark.parametrize(
    ("value", "places"), [("", []), ({"when": "2026-03-02", "n": 1}, []), ({"when": "2026-03-02", "n": "x"}, ["n"])]
)
def test_what_else_is_wrong_is_told_beside_them(value: Any, places: list[str]) -> None:
    either = {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    schema = Schema({"properties": {"when": either, "n": {"type": "integer"}, "at": {"format": "date"}}})
    assert [finding.at for finding in departures(value, schema, Text("模式", "the schema"))] == places
