"""What is odd in a document is told by its pointer, and costs its own operation; the others stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.model.contract import UNREADABLE, Contract
from conformance.norms.contract import read_contract
from conformance.norms.errors import DataError

FINE = {"get": {"operationId": "fine", "responses": {"200": {"description": "ok"}}}}
OK = {"200": {"description": "ok"}}
DROP = object()
A, B = "#/components/schemas/A", "#/components/schemas/B"


def read(paths: Any = DROP, item: Any = DROP, get: Any = DROP, **more: Any) -> Contract:
    """The contract of a document with a sound operation, and beside it a path, or one with an operation to read."""
    there: dict[str, Any] = {"/fine": FINE}
    if get is not DROP:
        there["/odd"] = {"get": {"operationId": "odd", "responses": OK, **get} if isinstance(get, dict) else get}
    if item is not DROP:
        there["/odd"] = item
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": there, **more}
    if paths is not DROP:
        document["paths"] = paths
    return read_contract(document)


def body(schema: Any) -> dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": schema}}}


def query(**fields: Any) -> dict[str, Any]:
    return {"name": "q", "in": "query", **fields}


LOST: dict[str, tuple[dict[str, Any], str, str]] = {
    "item is a number": ({"item": 5}, "/paths/~1odd", "should be a path with its operations"),
    "item refers nowhere": ({"item": {"$ref": "#/nowhere"}}, "/paths/~1odd", "$ref #/nowhere dangles"),
    "item refers to text": ({"item": {"$ref": "#/info/title"}}, "/paths/~1odd", "should be a path"),
    "item refers to an anchor": ({"item": {"$ref": "#odd"}}, "/paths/~1odd", "$ref #odd dangles"),
    "operation is a list": ({"get": []}, "/paths/~1odd/get", "should be an operation"),
    "operation is true": ({"get": True}, "/paths/~1odd/get", "should be an operation"),
    "parameters are a mapping": ({"get": {"parameters": {}}}, "/paths/~1odd/get/parameters", "should be a list"),
    "body is text": ({"get": {"requestBody": "x"}}, "/paths/~1odd/get/requestBody", "should be a request body"),
    "body of a list": (
        {"get": {"requestBody": {"content": []}}},
        "/paths/~1odd/get/requestBody/content",
        "should hold fields",
    ),
    "body of no schema": (
        {"get": {"requestBody": body({"type": "strin"})}},
        "/paths/~1odd/get/requestBody/content/application~1json/schema/type",
        "it is no JSON Schema",
    ),
    "required is text": (
        {"get": {"requestBody": {"content": {}, "required": "yes"}}},
        "/paths/~1odd/get/requestBody/required",
        "should be true or false",
    ),
    "a parameter that is needed": (
        {"get": {"parameters": [query(required=True, schema={"type": 5})]}},
        "/paths/~1odd/get/parameters/0/schema/type",
        "it is no JSON Schema",
    ),
    "path without a slash": ({"paths": {"/fine": FINE, "odd": {}}}, "/paths/odd", "begins with /"),
    "half a brace": ({"paths": {"/fine": FINE, "/{odd": {}}}, "/paths/~1{odd", "braces"),
    "a spoiled schema": (
        {
            "get": {"requestBody": body({"$ref": "#/components/schemas/Odd"})},
            "components": {"schemas": {"Odd": {"properties": []}}},
        },
        "/paths/~1odd/get",
        "$ref #/components/schemas/Odd: it is no JSON Schema",
    ),
    "a schema that is none, elsewhere": (
        {"get": {"requestBody": body({"$ref": "#/info/title"})}},
        "/paths/~1odd/get",
        "$ref #/info/title: it is no JSON Schema",
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_it_costs_its_own_operation(name: str) -> None:
    given, pointer, said = LOST[name]
    contract = read(**given)
    assert [*contract.operations] == ["fine"]
    (flaw,) = (flaw for flaw in contract.flaws if flaw.pointer == pointer)
    assert said in flaw.problem.en
    assert flaw.problem.zh != flaw.problem.en


KEPT: dict[str, tuple[dict[str, Any], str, str]] = {
    "a parameter is null": ({"get": {"parameters": [None]}}, "/parameters/0/name", "the parameter has no name"),
    "a parameter is text": ({"get": {"parameters": ["q"]}}, "/parameters/0", "should be a parameter"),
    "a parameter without a place": ({"get": {"parameters": [{"name": "q"}]}}, "/parameters/0/in", "should be one of"),
    "a parameter with a number for a name": (
        {"get": {"parameters": [{"name": 5, "in": "query"}]}},
        "/parameters/0/name",
        "should be text",
    ),
    "a parameter of no schema": ({"get": {"parameters": [query(schema=[])]}}, "/parameters/0/schema", "no JSON Schema"),
    "no responses": ({"get": {"responses": None}}, "/responses", "no response is described"),
    "responses are a list": ({"get": {"responses": [1]}}, "/responses", "no response is described"),
    "a response is a number": ({"get": {"responses": {"200": 5}}}, "/responses/200", "should be a response"),
    "a response of no schema": (
        {"get": {"responses": {"200": body({"required": True})}}},
        "/responses/200/content/application~1json/schema/required",
        "it is no JSON Schema",
    ),
    "security is text": ({"get": {"security": "bearer"}}, "/security", "taken as absent"),
    "roles are text": ({"get": {"x-hutong-roles": "officer"}}, "/x-hutong-roles", "says nothing"),
    "undo is a list": ({"get": {"x-hutong-undo": [1]}}, "/x-hutong-undo", "says nothing"),
    "undo of what is not there": ({"get": {"x-hutong-undo": {"operation": "none"}}}, "/x-hutong-undo", "does not have"),
}


@pytest.mark.parametrize("name", KEPT)
def test_it_costs_what_it_says_alone(name: str) -> None:
    given, pointer, said = KEPT[name]
    contract = read(**given)
    assert [*contract.operations] == ["fine", "odd"]
    (flaw,) = contract.flaws
    assert (flaw.pointer, said in flaw.problem.en) == (f"/paths/~1odd/get{pointer}", True)
    assert flaw.problem.zh != flaw.problem.en


@pytest.mark.parametrize("responses", [None, [1], 5, "x", {}])
def test_answers_nothing_is_said_of_are_not_judged(responses: Any) -> None:
    assert read(get={"responses": responses}).operations["odd"].responses == {"default": {UNREADABLE: None}}


WHOLE: dict[str, tuple[dict[str, Any], str]] = {
    "paths are null": ({"paths": None}, "/paths"),
    "paths are a list": ({"paths": [1]}, "/paths"),
    "paths are text": ({"paths": "x"}, "/paths"),
    "components are a list": ({"components": [1]}, "/components"),
    "schemas are text": ({"components": {"schemas": "x"}}, "/components/schemas"),
    "an unknown canary": ({"x-hutong-canary": "none"}, "/x-hutong-canary"),
    "a canary that is a list": ({"x-hutong-canary": ["fine"]}, "/x-hutong-canary"),
    "a harvest that is a list": ({"x-hutong-harvest": [1]}, "/x-hutong-harvest"),
    "a rule of harvest that is none": ({"x-hutong-harvest": {"a": {"operation": 5}}}, "/x-hutong-harvest/a"),
    "rules of sequences that are none": ({"x-hutong-sequence": {"start": 1}}, "/x-hutong-sequence"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_it_costs_no_operation_beside_it(name: str) -> None:
    given, pointer = WHOLE[name]
    contract = read(**given)
    assert [*contract.operations] == ([] if "paths" in given else ["fine"])
    assert pointer in {flaw.pointer for flaw in contract.flaws}
    assert (contract.canary, contract.harvest) == ("", {})


SOUND: dict[str, dict[str, Any]] = {
    "parameters are null": {"get": {"parameters": None}},
    "item is null": {"item": None},
    "operation is null": {"item": {"get": None, "parameters": None}},
    "a response is null": {"get": {"responses": {"200": None}}},
    "content is null": {"get": {"responses": {"200": {"content": None}}}},
    "a media type is null": {"get": {"responses": {"200": {"content": {"application/json": None}}}}},
    "components are null": {"components": None},
    "security is null": {"get": {"security": None}},
    "remarks of any kind": {"get": {"summary": 5, "tags": "x", "description": None, "deprecated": "no"}},
    "remarks in a schema": {"get": {"responses": {"200": body({"title": 5, "description": None, "examples": {}})}}},
    "a member required twice": {"get": {"responses": {"200": body({"required": ["a", "b", "a"]})}}},
    "a property left empty": {"get": {"responses": {"200": body({"properties": {"a": None}})}}},
    "schema is true": {"get": {"responses": {"200": body(True)}}},
    "an exclusive bound of none": {"openapi": "3.0.3", "get": {"responses": {"200": body({"exclusiveMinimum": True})}}},
    "words of others": {"get": {"responses": {**OK, "x-other": 5}}, "paths-": 5},
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_left_empty_is_absent(name: str) -> None:
    assert read(**SOUND[name]).flaws == ()


def test_a_schema_that_is_false_lets_nothing_pass() -> None:
    stated = read(get={"responses": {"200": body(False)}}).operations["odd"].responses["200"]["application/json"]
    assert stated is not None
    assert stated.document["not"] == {}


def test_a_numeric_operation_id_is_its_text() -> None:
    assert [*read(get={"operationId": 404}).operations] == ["fine", "404"]
    assert [*read(get={"operationId": ["x"]}).operations] == ["fine", "GET /odd"]


def test_a_path_item_elsewhere_in_the_document_is_read() -> None:
    elsewhere = {"one": {"get": {"operationId": "one", "responses": OK}}}
    contract = read(item={"$ref": "#/x-items/one"}, **{"x-items": elsewhere})
    assert [*contract.operations] == ["fine", "one"]


RESERVED = ["Accept", "Authorization", "CONTENT-TYPE", "Cookie", "Host", "content-length", "Transfer-Encoding"]


@pytest.mark.parametrize("name", RESERVED)
def test_a_header_that_is_the_wires_own_is_no_parameter(name: str) -> None:
    stated = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
    operation = {"operationId": "odd", "parameters": [stated], "responses": OK}
    contract = read(item={"parameters": [stated], "get": operation})
    assert contract.operations["odd"].parameters == ()
    assert contract.flaws == ()
    assert name not in str(contract.document["paths"])


def test_the_header_of_a_credential_is_no_parameter() -> None:
    stated = {"name": "X-Token", "in": "header", "schema": {"type": "string"}}
    operation = {"operationId": "a", "parameters": [stated], "responses": OK}
    document = {"openapi": "3.1.0", "paths": {"/": {"get": operation}}}
    assert read_contract(document).operations["a"].parameters != ()
    assert read_contract(document, reserved={"x-token"}).operations["a"].parameters == ()


def test_a_document_nested_too_deeply_is_refused() -> None:
    deep: Any = {}
    for _ in range(3000):
        deep = {"a": deep}
    with pytest.raises(DataError) as refused:
        read(**{"x-deep": deep})
    assert "nested deeper than 100 levels" in str(refused.value)


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"$ref": B}, "B": {"$ref": A}},
        {"A": {"allOf": [{"type": "object"}, {"$ref": B}]}, "B": {"allOf": [{"$ref": A}]}},
        {"A": {"properties": {"n": {"$ref": B}}}, "B": {"allOf": [{"$ref": B}]}},
    ],
)
def test_a_schema_that_is_a_part_of_itself_is_told_of_its_operation(schemas: Any) -> None:
    contract = read(get={"responses": {"200": body({"$ref": A})}}, components={"schemas": schemas})
    assert [(flaw.pointer, flaw.operation) for flaw in contract.flaws] == [("/paths/~1odd/get/responses/200", "odd")]
    assert "leads back to itself" in contract.flaws[0].problem.en
    assert contract.operations["odd"].responses == {"200": {UNREADABLE: None}}


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"below": {"$ref": A}, "all": {"items": {"allOf": [{"$ref": A}]}}}},
        {"allOf": [{"$ref": B}, {"$ref": B}]},
        {"oneOf": [{"$ref": B}], "properties": {"kind": {}}},
    ],
)
def test_a_schema_that_holds_itself_in_its_members_is_sound(schema: Any) -> None:
    schemas = {"A": schema, "B": {"type": "object"}}
    assert not read(get={"responses": {"200": body({"$ref": A})}}, components={"schemas": schemas}).flaws


def test_two_operations_with_one_name_are_both_there_and_so_is_one_that_is_named_as_the_other() -> None:
    """What an operation without a name is called may be the name of another."""
    named = {path: {"get": {"operationId": name, "responses": OK}} for path, name in (("/x", "GET /b"), ("/a", "same"))}
    contract = read(paths={**named, "/b": {"get": {"operationId": "same", "responses": OK}}})
    assert {it.path for it in contract.operations.values()} == {"/x", "/a", "/b"}
    (flaw,) = contract.flaws
    assert (flaw.pointer, flaw.operation) == ("/paths/~1b/get", "GET /b (2)")
    assert flaw.operation in contract.operations
