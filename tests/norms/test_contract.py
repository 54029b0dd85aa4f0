"""Documents as they really come: what is broken costs itself, and nothing is fetched."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.shapes import departures
from conformance.engine.generate.corpus.fairness import ExpectationOracle
from conformance.engine.generate.corpus.question import Stimulus
from conformance.engine.generate.corpus.shapes import Shapes
from conformance.engine.path import shown_of
from conformance.model.contract import UNREADABLE
from conformance.model.text import Text
from conformance.norms import openapi_text
from conformance.norms.contract import parse_document, read_contract
from conformance.norms.errors import DataError
from conformance.probes.own_operations import Needed, needed


def document(**more: Any) -> dict[str, Any]:
    fine = {"get": {"operationId": "fine", "responses": {"200": {"description": "ok"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/fine": fine, **more.pop("paths", {})},
        **more,
    }


def test_a_dangling_body_costs_its_own_operation() -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Missing"}}}}
    contract = read_contract(document(paths={"/bad": {"post": {"operationId": "bad", "requestBody": body}}}))
    assert [*contract.operations] == ["fine"]
    assert [(flaw.operation, flaw.problem.en) for flaw in contract.flaws] == [
        ("bad", "$ref #/components/schemas/Missing dangles")
    ]


def test_a_remote_answer_is_kept_without_its_schema() -> None:
    answer = {"content": {"application/json": {"schema": {"$ref": "http://127.0.0.1:9/schema.json"}}}}
    contract = read_contract(document(paths={"/far": {"get": {"operationId": "far", "responses": {"200": answer}}}}))
    assert contract.operations["far"].responses == {"200": {UNREADABLE: None}}
    assert (
        contract.flaws[0].problem.en
        == "$ref http://127.0.0.1:9/schema.json leads out of the document; it was not fetched"
    )


def test_a_file_reference_is_not_read() -> None:
    parameter = {"$ref": "file:///etc/passwd"}
    item = {"get": {"operationId": "file", "parameters": [parameter], "responses": {}}}
    contract = read_contract(document(paths={"/file": item}))
    assert contract.operations["file"].parameters == ()
    assert "not fetched" in contract.flaws[0].problem.en


def test_a_dynamic_reference_is_not_followed_out_of_the_document() -> None:
    parameter = {"name": "far", "in": "query", "schema": {"$dynamicRef": "http://127.0.0.1:9/schema.json"}}
    item = {"get": {"operationId": "far", "parameters": [parameter], "responses": {}}}
    contract = read_contract(document(paths={"/far": item}))
    assert contract.operations["far"].parameters == ()
    assert contract.flaws[0].problem.en.startswith("$dynamicRef http://127.0.0.1:9/schema.json leads out")


@pytest.mark.parametrize("name", ["用户", "Result«User»", "a b", "100%", "List<Item>", "p|q", "a~1b", "C#", "a%2Fb"])
def test_a_schema_of_any_name_is_held_against_what_is_answered(name: str) -> None:
    inner = {"type": "object", "required": ["id"], "properties": {"of": {"$ref": f"#/components/schemas/{name}"}}}
    answer = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    path = {"/it": {"get": {"operationId": "it", "responses": {"200": answer}}}}
    contract = read_contract(document(paths=path, components={"schemas": {name.replace("~1", "/"): inner}}))
    assert not contract.flaws
    schema = contract.operations["it"].responses["200"]["application/json"]
    assert schema is not None
    due = Text("模式", "the schema")
    assert not [*departures({"id": 1, "of": {"id": 2}}, schema, due)]
    assert [finding.at for finding in departures({"id": 1, "of": {}}, schema, due)] == ["of"]


def test_references_in_a_circle_end() -> None:
    schemas = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    parameter = {"name": "a", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}
    item = {"get": {"operationId": "circle", "parameters": [parameter], "responses": {}}}
    contract = read_contract(document(paths={"/circle": item}, components={"schemas": schemas}))
    assert "fine" in contract.operations
    assert "leads back to itself" in contract.flaws[0].problem.en


@pytest.mark.parametrize("given", [[], [{"$ref": "#/components/parameters/gone"}], [{"name": "id", "in": "query"}]])
def test_an_undeclared_path_parameter_is_any_text_and_is_told(given: list[Any]) -> None:
    item = {"get": {"operationId": "x", "parameters": given, "responses": {}}}
    contract = read_contract(document(paths={"/x/{id}": item}))
    (undeclared,) = [each for each in contract.operations["x"].parameters if each.location == "path"]
    assert (undeclared.name, undeclared.required, undeclared.schema) == ("id", True, {})
    told = [(flaw.operation, flaw.problem.en) for flaw in contract.flaws]
    assert ("x", "path parameter id is not declared, and is taken as any text") in told


@pytest.mark.parametrize("path", ["/x", "/x/:id"])
@pytest.mark.parametrize("holder", ["item", "operation"])
def test_a_path_parameter_without_a_place_is_left_out_and_told(path: str, holder: str) -> None:
    """What cannot be sent cannot be wrong: a question about it would be the plain one, to be refused."""
    stated = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
    operation = {"operationId": "x", "responses": {}, **({"parameters": stated} if holder == "operation" else {})}
    item = {"get": operation, **({"parameters": stated} if holder == "item" else {})}
    contract = read_contract(document(paths={path: item}))
    assert contract.operations["x"].parameters == ()
    assert "the path has no place for the parameter id" in {flaw.problem.en for flaw in contract.flaws}


def test_paths_that_differ_behind_the_fragment_mark_are_one_to_a_server() -> None:
    answer = {"content": {"application/json": {"schema": {"type": "object"}}}}
    item = {"get": {"responses": {"200": answer}}}
    contract = read_contract(document(paths={"/x": item, "/x#part": item, "/y#part": item}))
    stated = {name: [*each.responses["200"]] for name, each in contract.operations.items() if name != "fine"}
    assert stated == {
        "GET /x": ["application/json"],
        "GET /x#part": [UNREADABLE],
        "GET /y#part": ["application/json"],
    }
    assert [flaw.operation for flaw in contract.flaws] == ["GET /x#part"]


def test_an_undeclared_path_parameter_does_not_hide_a_broken_one() -> None:
    """What a document demands and cannot be read costs its operation still."""
    demanded = {"name": "key", "in": "query", "required": True, "schema": {"type": 5}}
    item = {"get": {"operationId": "x", "parameters": [demanded], "responses": {}}}
    assert "x" not in read_contract(document(paths={"/x/{id}": item})).operations


def test_nullable_of_3_0_is_said_in_words_of_2020_12() -> None:
    schema = {"type": "string", "nullable": True, "enum": ["a"]}
    answer = {"content": {"application/json": {"schema": {"type": "object", "properties": {"x": schema}}}}}
    raw = document(paths={"/n": {"get": {"operationId": "n", "responses": {"200": answer}}}})
    stated = read_contract({**raw, "openapi": "3.0.3"}).operations["n"].responses["200"]["application/json"]
    assert stated is not None
    assert stated.document["properties"]["x"] == {"type": ["string", "null"], "enum": ["a", None]}


LAYERS = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
BOMB = f"openapi: 3.1.0\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{LAYERS}".encode()


def test_aliases_and_merge_keys_are_written_out() -> None:
    text = b"""openapi: 3.1.0
x-common: &common {"200": {description: ok}, "404": {description: none}}
x-other: &other {"404": {description: other}, "500": {description: broken}}
paths:
  /a: {get: {responses: {<<: [*common, *other], "200": {description: own}}}}
  /b: {get: {responses: *common}}
"""
    read = parse_document(text, "openapi.yaml")
    said = {status: each["description"] for status, each in read["paths"]["/a"]["get"]["responses"].items()}
    assert said == {"200": "own", "404": "none", "500": "broken"}
    assert [*read_contract(read).operations] == ["GET /a", "GET /b"]


def test_merge_keys_and_aliases_stand_where_programs_and_hands_write_them() -> None:
    text = b"""openapi: 3.1
x-path: &path /a
x-empty: &empty
x-answers: &answers {"200": {description: ok}}
paths:
  *path : {get: {responses: {<<: *empty, !!merge <<: *answers}}}
"""
    contract = read_contract(parse_document(text, "openapi.yaml"))
    assert [*contract.operations["GET /a"].responses] == ["200"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<!doctype html><html></html>", "this is a web page, not an OpenAPI document"),
        (b"swagger: '1.2'\npaths: {}\n", "not an OpenAPI 3.x document"),
        (b"[1, 2]", "not an OpenAPI 3.x document"),
        (b'{"openapi": NaN}', "NaN is not a JSON number"),
        (b"openapi: 3.1.0\npaths: *a\n", "no &a stands before *a"),
        (b"openapi: 3.1.0\npaths: {<<: 5}\n", "the merge key `<<` merges mappings only"),
        (BOMB, "what the aliases stand for is too large"),
        (b"openapi: 3.1.0\ninfo: !!python/name:os.system x\n", "the tag `tag:yaml.org,2002:python/name:os.system`"),
        (b"openapi: 3.1.0\npaths: {}\n" + b"# x\n" * 2_700_000, "more than 10 MiB"),
    ],
    ids=["html", "swagger 1", "list", "nan", "alias", "merge", "bomb", "tag", "10 MB of yaml"],
)
def test_what_is_no_document_is_refused_by_name(raw: bytes, said: str) -> None:
    with pytest.raises(DataError) as refused:
        parse_document(raw, "openapi.yaml")
    assert said in refused.value.render("en")
    assert "openapi.yaml" in refused.value.render("zh")


def test_json_of_more_than_its_bound_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = b'{"openapi": "3.1.0", "x": "' + b"x" * (2 << 20) + b'"}'
    assert parse_document(raw, "openapi.json")["openapi"] == "3.1.0"
    monkeypatch.setattr(openapi_text, "MOST_OF_A_DOCUMENT", 1 << 20)
    with pytest.raises(DataError) as refused:
        parse_document(raw, "openapi.json")
    assert "more than 1 MiB" in refused.value.render("en")


@pytest.mark.parametrize("where", ["header", "cookie"])
@pytest.mark.parametrize("name", ["编号", "a b", "a:b", "a;b"])
def test_a_name_no_header_can_have_is_told(where: str, name: str) -> None:
    asked = [{"name": name, "in": where, "schema": {"type": "string"}}]
    item = {"get": {"operationId": "odd", "parameters": asked, "responses": {"200": {"description": ""}}}}
    contract = read_contract(document(paths={"/odd": item}))
    assert contract.operations["odd"].parameters == ()
    assert [(flaw.pointer, flaw.operation) for flaw in contract.flaws] == [
        ("/paths/~1odd/get/parameters/0/name", "odd")
    ]


def test_an_operation_may_stand_elsewhere() -> None:
    paths = {"/a": {"get": {"$ref": "#/x-operations/one"}}}
    one = {"operationId": "one", "responses": {"200": {"description": ""}}}
    contract = read_contract(document(paths=paths, **{"x-operations": {"one": one}}))
    assert [*contract.operations] == ["fine", "one"]


def test_what_is_shown_of_the_parts_of_a_parameter_is_shown_of_it() -> None:
    word = {"type": "string", "example": "w"}
    schemas: list[tuple[Any, Any]] = [
        ({"type": "array", "items": word}, ["w"]),
        ({"type": "array", "items": {"allOf": [{"type": "string"}, {"examples": ["v"]}]}}, ["v"]),
        ({"properties": {"of": word, "other": {"type": "string"}}}, {"of": "w"}),
    ]
    for schema, shown in schemas:
        given = [{"name": "q", "in": "query", "schema": schema}]
        item = {"get": {"operationId": "it", "parameters": given, "responses": {"200": {"description": ""}}}}
        (parameter,) = read_contract(document(paths={"/it": item})).operations["it"].parameters
        assert parameter.examples == (shown,)


def test_a_path_item_that_refers_to_no_text_is_told() -> None:
    contract = read_contract(document(paths={"/it": {"$ref": 5}}))
    assert contract.flaws[0].pointer == "/paths/~1it/$ref"


@pytest.mark.parametrize(
    ("given", "unread"),
    [
        ({"$ref": "shared.yaml#/gone"}, True),
        ({"$ref": "#/components/parameters/gone"}, True),
        ({"name": "q", "in": "query", "required": "yes"}, True),
        ({"name": "q", "in": "query", "schema": {"type": "strin"}}, False),
    ],
)
@pytest.mark.parametrize("holder", ["operation", "item"])
def test_a_parameter_that_may_be_demanded_and_cannot_be_read_leaves_open_what_is_accepted(
    given: dict[str, Any], unread: bool, holder: str
) -> None:
    number = {"name": "n", "in": "query", "schema": {"type": "integer"}}
    raw = {"operationId": "it", "responses": {"200": {"description": ""}}}
    of_item, own = ([given], [number]) if holder == "item" else ([number], [given])
    item = {"parameters": of_item, "get": {**raw, "parameters": own}}
    contract = read_contract(document(paths={"/it": item, "/sound": {"get": {**raw, "operationId": "sound"}}}))
    operation = contract.operations["it"]
    assert (operation.unread, contract.operations["sound"].unread) == (unread, False)
    oracle = ExpectationOracle(Shapes(contract.document), operation, frozenset())
    assert oracle.judge(Stimulus({}, {"n": "1"}, {}, {}, None, "")).is_clean is not unread
    assert oracle.judge(Stimulus({}, {"n": "one"}, {}, {}, None, "")).breaches


def test_what_is_shown_of_a_parameter_is_taken_where_it_can_be_sent() -> None:
    def asked(name: str, where: str, *shown: Any, **more: Any) -> dict[str, Any]:
        examples = {str(place): {"value": value} for place, value in enumerate(shown)}
        return {"name": name, "in": where, "required": True, "schema": {}, "examples": examples, **more}

    given = [
        asked("id", "path", "..", "", "a 1"),
        asked("of", "path", {"a": 1, "b": 2}, style="form"),
        asked("X-Unit", "header", "单位", "unit"),
        asked("at", "cookie", "a;b", "here"),
        asked("n", "query", 0),
    ]
    item = {"get": {"operationId": "it", "parameters": given, "responses": {"200": {"description": ""}}}}
    operation = read_contract(document(paths={"/{id}/{of}": item})).operations["it"]
    assert [shown_of(each) for each in operation.parameters[:2]] == ["a 1", "a,1,b,2"]
    assert needed(operation) == Needed({"n": "0"}, {"X-Unit": "unit", "Cookie": "at=here"})
