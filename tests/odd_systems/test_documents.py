"""Documents as they are written: what they say is asked and judged, however they say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.odd_systems.running import Answer, Asked, document, ran, reading, refused, told

NUMBER = {"type": "object", "properties": {"n": {"type": "integer"}}}
MATCH, OWN = "support.contract.answers-match", "support.description.own-document"
ACCEPTS, REFUSES = "support.contract.accepts", "support.contract.refuses"
TEXT = told({"n": "text"})


def anything(answer: Answer, *but: str) -> Any:
    """A system that answers so wherever it is asked, but for the root and what it does not know."""

    def route(asked: Asked) -> Answer:
        if asked.path == "/":
            return told({"up": True})
        return refused(404) if asked.path in but or "unknown" in asked.path or "well-known" in asked.path else answer

    return route


def test_schemas_that_are_true_or_false_or_left_empty(tmp_path: Path) -> None:
    text = """
openapi: 3.1.0
info: {title: t, version: "1"}
components:
security:
paths:
  /any: {get: {operationId: any, responses: {"200": {description: "", content: {application/json: {schema: true}}}}}}
  /none: {get: {operationId: none, responses: {"200": {description: "", content: {application/json: {schema: false}}}}}}
  /member:
    parameters:
    get:
      operationId: member
      parameters:
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {type: object, properties: {n: {type: integer}, rest: true, gone: }}}
        "404":
  /empty: {get: {operationId: empty, responses: }}
  /nothing:
"""
    done = ran(tmp_path, anything(TEXT), text)
    assert done.failing(OWN) == done.failing(MATCH) == {"none", "member"}
    assert [pointer for pointer, _ in done.flaws()] == ["/paths/~1empty/get/responses"]
    assert {"/any", "/none", "/member", "/empty"} <= done.targets()


def test_references_lead_wherever_the_document_keeps_things(tmp_path: Path) -> None:
    name = "R«List«用户»»"
    paths = {
        "/shared": {"$ref": "#/components/pathItems/shared"},
        "/again": {"$ref": "#/paths/~1named"},
        "/named": reading("named", {"$ref": f"#/components/schemas/{name}"}),
        "/answer": {"get": {"operationId": "answer", "responses": {"200": {"$ref": "#/components/responses/One"}}}},
        "/of-another": reading("ofAnother", {"$ref": "#/components/responses/One/content/application~1json/schema"}),
        "/目录/{编号}": reading(
            "目录", NUMBER, parameters=[{"name": "编号", "in": "path", "required": True, "schema": {"enum": ["甲 1"]}}]
        ),
        "/gone": {"$ref": "#/components/pathItems/gone"},
    }
    components = {
        "pathItems": {"shared": reading("shared", NUMBER)},
        "schemas": {name: {"allOf": [{"$ref": "#/components/schemas/用户"}]}, "用户": NUMBER},
        "responses": {"One": {"description": "", "content": {"application/json": {"schema": NUMBER}}}},
    }
    done = ran(tmp_path, anything(TEXT), document("3.1.0", paths=paths, components=components))
    assert done.failing(OWN) == {"shared", "named", "answer", "ofAnother", "目录", "GET /named"}
    assert "/%E7%9B%AE%E5%BD%95/%E7%94%B2%201" in done.targets()
    assert ("/paths/~1gone", "") in done.flaws()
    assert "are not tested: /paths/~1gone" in done.notes()


def test_a_default_covers_what_is_not_named(tmp_path: Path) -> None:
    def route(asked: Asked) -> Answer:
        return (
            told({"up": True}) if asked.path == "/" else (204, {}, b"") if "known" not in asked.path else refused(404)
        )

    paths = {"/inbox": reading("inbox", {"type": "array"}, statuses="200 default"), "/strict": reading("strict", {})}
    done = ran(tmp_path, route, document(paths=paths))
    assert done.failing(MATCH) == {"strict"}


def test_shared_answers_are_merged(tmp_path: Path) -> None:
    text = """
openapi: 3.0.3
info: {title: t, version: "1"}
x-ok: &ok {"200": {description: "", content: {application/json: {schema: {properties: {n: {type: integer}}}}}}}
paths:
  /a: {get: &read {operationId: a, responses: {<<: *ok, "404": {description: none}}}}
  /b: {get: {<<: *read, operationId: b}}
  /c: {get: {operationId: c, responses: *ok}}
"""
    done = ran(tmp_path, anything(TEXT), text)
    assert done.failing(OWN) == {"a", "b", "c"}


def test_a_document_that_has_moved_is_followed_on_its_host(tmp_path: Path) -> None:
    moves = {
        "/a.json": (301, "/b.json?v=2"),
        "/b.json": (308, "deep/c.json"),
        "/away.json": (302, "http://127.0.0.2/x"),
    }

    def route(asked: Asked) -> Answer:
        if asked.path in moves:
            status, where = moves[asked.path]
            return told({}, status, Location=where)
        if asked.path == "/deep/c.json":
            return told(document(paths={"/list": reading("list", NUMBER)}))
        return anything(TEXT)(asked)

    done = ran(tmp_path, route, "/a.json", more=("--clause", OWN))
    assert done.failing(OWN) == {"list"}
    away = ran(tmp_path, route, "/away.json")
    assert away.code == 2
    assert "it has moved to http://127.0.0.2/x" in away.said


def test_the_base_path_of_the_document_is_named_where_nothing_answers(tmp_path: Path) -> None:
    servers: list[tuple[list[Any], str]] = [
        ([{"url": "/api/v2"}], "/api/v2"),
        ([{"url": "https://elsewhere.example/{v}/x/", "variables": {"v": {"default": "v3"}}}], "/v3/x"),
    ]

    def route(asked: Asked) -> Answer:
        page = told(b"<!doctype html><html lang=en><title>portal</title>hello</html>", media="text/html")
        return TEXT if asked.path.startswith("/api/v2/list") else page if asked.path == "/" else refused(404)

    for stated, place in servers:
        done = ran(tmp_path, route, document(servers=stated, paths={"/list": reading("list", NUMBER)}))
        assert f"places its operations under {place}, and none answers" in done.notes()
        assert f'{place}"' in done.notes()
    there = ran(
        tmp_path, route, document(servers=servers[0][0], paths={"/list": reading("list", NUMBER)}), base="/api/v2"
    )
    assert there.failing(OWN) == {"list"}
    assert "places its operations" not in there.notes()
    assert "/.well-known/security.txt" in there.targets()


def test_what_the_gate_does_not_ask_for_is_green_in_junit(tmp_path: Path) -> None:
    written = tmp_path / "out.xml"
    done = ran(tmp_path, anything(TEXT), document(paths={"/a": reading("a", NUMBER)}), more=("-o", f"junit:{written}"))
    assert done.code == 0
    assert done.verdict(OWN) == "fail"
    assert "<failure" not in written.read_text(encoding="utf-8")
    assert "<error" not in written.read_text(encoding="utf-8")
