"""Real documents made odd: a node replaced, dropped or put in another's place, as Hypothesis chooses."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from conformance.norms.contract import parse_document
from conformance.norms.data_files import data

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    404,
    1e308,
    float("inf"),
    10**400,
    "",
    "x",
    "目录",
    "a\ud800b",
    "#/components/schemas/Nowhere",
    "/",
    "{",
    [],
    {},
    [None],
    ["x", 1],
    {"": None},
    {"$ref": "#/components/schemas/Nowhere"},
    {"$ref": "#/paths"},
    {"$ref": "#"},
    {"$ref": 5},
    {"$ref": "http://127.0.0.1:9/x.json"},
    {"$ref": "#/info/title"},
    {"type": "strin"},
    {"allOf": [{"$ref": "#/components/schemas/Entry"}]},
    {1: 2, "1": 3},
)

SMALL: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "small", "version": "1"},
    "security": [{"key": []}],
    "x-hutong-canary": "list",
    "x-hutong-harvest": {"entry.id": {"operation": "list", "path": "items[].id"}},
    "paths": {
        "/entries": {
            "parameters": [{"name": "X-Trace", "in": "header", "schema": {"type": "string"}}],
            "get": {
                "operationId": "list",
                "tags": ["entries"],
                "security": [],
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string", "minLength": 1}},
                    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}},
                    {"$ref": "#/components/parameters/Sort"},
                ],
                "responses": {
                    "200": {"$ref": "#/components/responses/Entries"},
                    "4XX": {"description": "refused", "content": {"application/problem+json": {"schema": {}}}},
                },
            },
            "post": {
                "operationId": "make",
                "x-hutong-roles": ["officer"],
                "x-hutong-undo": {"operation": "remove", "parameters": {"id": "id"}},
                "x-hutong-takes": {"name": {"of": "entry.id", "path": "parts[*].name", "where": {"kind": "1"}}},
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Entry"},
                            "example": {"id": "1", "name": "水"},
                        }
                    },
                },
                "responses": {
                    "201": {
                        "description": "made",
                        "headers": {"Location": {"schema": {"type": "string"}}},
                        "links": {"it": {"operationId": "read", "parameters": {"id": "$response.body#/id"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Entry"}}},
                    }
                },
            },
        },
        "/entries/{id}": {
            "get": {
                "operationId": "read",
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "x-hutong-live": "entry.id",
                        "x-hutong-where": {
                            "state": "open",
                            "unit": {"among": "entry.id", "role": "own"},
                            "parts": {"entry": {"a": "1"}},
                        },
                        "schema": {"type": "string", "example": "1", "pattern": "^[0-9]+$"},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "one",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "allOf": [
                                        {"$ref": "#/components/schemas/Entry"},
                                        {"properties": {"kind": {"enum": ["a", None], "nullable": True}}},
                                    ]
                                }
                            }
                        },
                    },
                    "default": {"description": "else"},
                },
            },
            "delete": {
                "operationId": "remove",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "gone"}},
            },
        },
    },
    "components": {
        "parameters": {"Sort": {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["up", "down"]}}},
        "responses": {
            "Entries": {
                "description": "many",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["items"],
                            "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}},
                        }
                    }
                },
            }
        },
        "schemas": {
            "Entry": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "readOnly": True},
                    "name": {"type": "string", "maxLength": 20, "x-hutong-codes": "names"},
                    "size": {"type": "number", "minimum": 0, "exclusiveMinimum": True},
                    "parent": {"$ref": "#/components/schemas/Entry"},
                },
                "additionalProperties": False,
            }
        },
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
}


def sound_documents() -> list[dict[str, Any]]:
    """The small document, and the contracts of the release."""
    folder = data("standards") / "application" / "contracts"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return [SMALL, *(dict(parse_document(file.read_bytes(), file.name)) for file in files)]


@st.composite
def odd_documents(draw: st.DrawFn, documents: list[dict[str, Any]]) -> dict[str, Any]:
    """One of the documents with one to three nodes made odd; seven times of eight it is the small one."""
    chosen = documents[0] if draw(st.integers(0, 7)) else draw(st.sampled_from(documents))
    document = copy.deepcopy(chosen)
    for _ in range(draw(st.integers(1, 3))):
        _make_odd(draw, document)
    return document


def _make_odd(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Go down from the top, at each step further or not, and make odd what is found there."""
    holder: Any = document
    while True:
        names = list(holder) if isinstance(holder, dict) else range(len(holder))
        if not names:
            return
        name = draw(st.sampled_from(list(names)))
        inner = holder[name]
        if isinstance(inner, dict | list) and inner and draw(st.integers(0, 7)):
            holder = inner
            continue
        _change(draw, holder, name)
        return


def _change(draw: st.DrawFn, holder: Any, name: Any) -> None:
    how = draw(st.sampled_from(["replace", "replace", "drop", "double", "wrap", "deep"]))
    if how == "drop":
        del holder[name]
    elif how == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[name]))
    elif how == "double":
        holder[
            draw(st.sampled_from(["$ref", "properties", "items", "schema", "get", "x-hutong-undo", 5, "a\ud800"]))
        ] = copy.deepcopy(holder[name])
    elif how == "wrap":
        holder[name] = [holder[name]] if draw(st.booleans()) else {"x": holder[name]}
    elif how == "deep":
        for _ in range(draw(st.sampled_from([3, 90, 400]))):
            holder[name] = [holder[name]]
    else:
        holder[name] = copy.deepcopy(draw(st.sampled_from(ODD)))
