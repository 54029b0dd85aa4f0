"""Parameters as documents write them: the system keeps to the letter, and is asked and judged by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.odd_systems.running import Answer, Asked, document, ran, reading, refused, told

ACCEPTS, REFUSES = "support.contract.accepts", "support.contract.refuses"
OWN = "support.description.own-document"
COLOURS = {"red", "green", "blue"}
LIST = {"type": "array", "minItems": 2, "items": {"type": "string", "enum": sorted(COLOURS)}}
RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["low"],
    "properties": {"low": {"type": "integer"}, "high": {"type": "integer"}},
}


def parameter(name: str, where: str, schema: Any, **more: Any) -> dict[str, Any]:
    required = {"required": True} if where == "path" else {}
    return {"name": name, "in": where, "schema": schema, **required, **more}


def is_list(texts: list[str]) -> bool:
    return len(texts) >= 2 and set(texts) <= COLOURS


def is_range(members: dict[str, str]) -> bool:
    return {"low"} <= members.keys() <= {"low", "high"} and all(re.fullmatch("-?[0-9]+", it) for it in members.values())


def pairs(text: str, mark: str) -> dict[str, str]:
    """Members written `low=1`; none where one of them is written otherwise."""
    parts = [part.split("=", 1) for part in text.split(mark)]
    return {part[0]: part[1] for part in parts} if all(len(part) == 2 for part in parts) else {}


def of_query(between: str | None) -> Callable[[Asked], bool]:
    def keeps(asked: Asked) -> bool:
        given = asked.query.get("c")
        if given is None:
            return True
        return is_list(given) if between is None else len(given) == 1 and is_list(given[0].split(between))

    return keeps


def in_brackets(asked: Asked) -> bool:
    return is_range({re.sub(r"^f\[(.*)\]$", r"\1", name): texts[0] for name, texts in asked.query.items()})


def in_path(pattern: str, keeps: Callable[[str], bool]) -> Callable[[Asked], bool]:
    def found(asked: Asked) -> bool:
        match = re.fullmatch(pattern, asked.path)
        return bool(match and keeps(match[1]))

    return found


def as_content(asked: Asked) -> bool:
    try:
        value = json.loads(asked.query["filter"][0])
    except (KeyError, ValueError):
        return False
    return isinstance(value, dict) and is_range({name: json.dumps(each) for name, each in value.items()})


STYLES: dict[str, tuple[dict[str, Any], Callable[[Asked], bool]]] = {
    "/repeated": (parameter("c", "query", LIST), of_query(None)),
    "/commas": (parameter("c", "query", LIST, explode=False), of_query(",")),
    "/pipes": (parameter("c", "query", LIST, style="pipeDelimited", explode=False), of_query("|")),
    "/spaces": (parameter("c", "query", LIST, style="spaceDelimited", explode=False), of_query(" ")),
    "/null-or-list": (parameter("c", "query", {"anyOf": [LIST, {"type": "null"}]}), of_query(None)),
    "/deep": (parameter("f", "query", RANGE, style="deepObject", required=True), in_brackets),
    "/apart": (
        parameter("f", "query", RANGE, required=True),
        lambda asked: is_range({name: texts[0] for name, texts in asked.query.items()}),
    ),
    "/content": (
        {"name": "filter", "in": "query", "required": True, "content": {"application/json": {"schema": RANGE}}},
        as_content,
    ),
    "/label/{c}": (
        parameter("c", "path", {"enum": sorted(COLOURS)}, style="label"),
        in_path(r"/label/\.(.*)", COLOURS.__contains__),
    ),
    "/matrix/{c}": (
        parameter("c", "path", {"enum": sorted(COLOURS)}, style="matrix"),
        in_path("/matrix/;c=(.*)", COLOURS.__contains__),
    ),
    "/simple/{c}": (parameter("c", "path", LIST), in_path("/simple/(.*)", lambda text: is_list(text.split(",")))),
    "/label-object/{c}": (
        parameter("c", "path", RANGE, style="label", explode=True),
        in_path(r"/label-object/\.(.*)", lambda text: is_range(pairs(text, "."))),
    ),
    "/matrix-object/{c}": (
        parameter("c", "path", RANGE, style="matrix", explode=True),
        in_path("/matrix-object/;(.*)", lambda text: is_range(pairs(text, ";"))),
    ),
    "/matrix-apart/{c}": (
        parameter("c", "path", LIST, style="matrix", explode=True),
        in_path("/matrix-apart/;c=(.*)", lambda text: is_list(text.split(";c="))),
    ),
    "/header": (
        parameter("X-Colours", "header", LIST, required=True),
        lambda asked: is_list([each.strip() for each in asked.headers.get("x-colours", "").split(",")]),
    ),
    "/cookie": (
        parameter("region", "cookie", {"type": "string", "enum": ["north", "south"]}, required=True),
        lambda asked: asked.cookies.get("region") in ("north", "south"),
    ),
}


def listed(where: str, how: str, name: str = "c") -> dict[str, Any]:
    """A list as Swagger 2.0 states it."""
    return {"name": name, "in": where, "required": where != "query", "collectionFormat": how, **LIST}


OF_SWAGGER: dict[str, tuple[dict[str, Any], Callable[[Asked], bool]]] = {
    "/csv": (listed("query", "csv"), of_query(",")),
    "/ssv": (listed("query", "ssv"), of_query(" ")),
    "/tsv": (listed("query", "tsv"), of_query("\t")),
    "/pipes": (listed("query", "pipes"), of_query("|")),
    "/multi": (listed("query", "multi"), of_query(None)),
    "/in-path/{c}": (listed("path", "pipes"), in_path("/in-path/(.*)", lambda text: is_list(text.split("|")))),
    "/header": (
        listed("header", "pipes", "X-Colours"),
        lambda asked: is_list([each.strip() for each in asked.headers.get("x-colours", "").split("|")]),
    ),
}


@pytest.mark.parametrize(("version", "styles"), [("3.1.0", STYLES), ("2.0", OF_SWAGGER)])
def test_every_style_is_spoken(
    tmp_path: Path, version: str, styles: dict[str, tuple[dict[str, Any], Callable[[Asked], bool]]]
) -> None:
    kept: set[str] = set()

    def route(asked: Asked) -> Answer:
        first = "/" + asked.path.split("/")[1]
        for path, (_, keeps) in styles.items():
            if path.split("/{")[0] == first:
                kept.update([path] if keeps(asked) else [])
                return told({"n": 1}) if keeps(asked) else refused(400)
        return told({"up": True}) if asked.path == "/" else refused(404)

    paths = {path: reading(path, statuses="200 400 404", parameters=[said]) for path, (said, _) in styles.items()}
    parts = document(version, paths=paths)
    done = ran(tmp_path, route, {**parts, "swagger": parts.pop("openapi")} if version == "2.0" else parts)
    assert not done.flaws()
    assert done.verdict(ACCEPTS) == "pass", done.failing(ACCEPTS)
    assert done.verdict(REFUSES) == "pass", done.failing(REFUSES)
    assert kept == styles.keys()


EXAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "/of-parameter/{id}": ("A-1", parameter("id", "path", {"type": "string"}, example="A-1")),
    "/of-schema/{id}": ("A-2", parameter("id", "path", {"type": "string", "example": "A-2"})),
    "/named/{id}": ("A-3", parameter("id", "path", {"type": "string"}, examples={"one": {"value": "A-3"}})),
    "/elsewhere/{id}": (
        "A 4",
        parameter("id", "path", {"type": "string"}, examples={"one": {"$ref": "#/components/examples/four"}}),
    ),
    "/labelled/{id}": (".A-5", parameter("id", "path", {"type": "string"}, style="label", example="A-5")),
}


def test_what_the_document_shows_is_asked(tmp_path: Path) -> None:
    def route(asked: Asked) -> Answer:
        shown = {f"{path.split('/{')[0]}/{value}" for path, (value, _) in EXAMPLES.items()}
        searched = asked.path == "/search" and asked.query.get("q") == ["water"] and asked.headers.get("x-unit") == "u1"
        if asked.path in shown or (searched and asked.cookies.get("at") == "here"):
            return told({"n": "text"})
        return told({"up": True}) if asked.path == "/" else refused(404)

    schema = {"properties": {"n": {"type": "integer"}}}
    paths = {path: reading(path, schema, parameters=[said]) for path, (_, said) in EXAMPLES.items()}
    plain = {"type": "string"}
    asked = [
        parameter("q", "query", plain, required=True, examples={"one": {"value": "water"}}),
        parameter("X-Unit", "header", plain, required=True, example="u1"),
        parameter("at", "cookie", plain, required=True, example="here"),
    ]
    paths["/search"] = reading("/search", schema, parameters=asked)
    components = {"examples": {"four": {"value": "A 4"}}}
    done = ran(tmp_path, route, document(paths=paths, components=components))
    assert done.failing(OWN) == paths.keys()


def test_credentials_are_nobody_s_to_ask_for(tmp_path: Path) -> None:
    token = "only-for-this-test"

    def route(asked: Asked) -> Answer:
        if asked.path != "/list":
            return told({"up": True}) if asked.path == "/" else refused(404)
        if asked.cookies.get("session") != token:
            return refused(401)
        number = asked.query.get("n", ["0"])[0]
        return told(["one"]) if re.fullmatch("-?[0-9]+", number) and asked.cookies.get("at") == "here" else refused(400)

    plain = {"type": "string"}
    named = [
        *(parameter(name, "header", plain, required=True) for name in ("Accept", "authorization", "Cookie")),
        parameter("session", "cookie", plain, required=True),
        parameter("at", "cookie", {"enum": ["here"]}, required=True),
        parameter("n", "query", {"type": "integer"}),
    ]
    item = reading("list", {"type": "array"}, statuses="200 400 401", parameters=named, security=[{"key": []}])
    components = {"securitySchemes": {"key": {"type": "apiKey", "in": "cookie", "name": "session"}}}
    config = f"""version: 1
targets:
  one:
    address: ORIGIN
    openapi: openapi.yaml
    environment: test
    credentials: {{officer: {{token: {token}, header: Cookie, prefix: 'session='}}}}
"""
    done = ran(tmp_path, route, document(paths={"/list": item}, components=components), config=config)
    for clause in (ACCEPTS, REFUSES):
        assert done.verdict(clause) == "pass", (clause, done.failing(clause))
    sent = [each.headers["cookie"] for each in done.asked if each.path == "/list" and "cookie" in each.headers]
    assert set(sent) & {f"session={token}; at=here"}
    assert {each.count("session=") for each in sent} <= {0, 1}  # none where it is asked as anybody
