"""A small contract that holds one of everything the corpus must be fair about."""

from __future__ import annotations

from typing import Any

from conformance.model.contract import Contract
from conformance.norms.contract import read_contract

ENTRY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "class", "serial"],
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 20},
        "class": {"type": "string", "enum": ["1", "2", "3"]},
        "serial": {"type": "string", "readOnly": True},
        "amount": {"type": "integer", "minimum": 1, "maximum": 9},
        "since": {"type": "string", "format": "date"},
        "tags": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "string", "maxLength": 8}},
        "uscc": {"$ref": "#/components/schemas/Uscc"},
        "related": {"type": "array", "items": {"type": "string", "x-hutong-live": "entry.code"}},
    },
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Entries", "version": "1"},
    "servers": [{"url": "http://192.0.2.1/elsewhere"}],
    "security": [{"bearer": []}],
    "paths": {
        "/about": {"get": {"operationId": "about", "responses": {"200": {"description": ""}}}},
        "/entries": {
            "get": {
                "operationId": "list",
                "parameters": [
                    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50}},
                    {"name": "open", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 30}},
                    {"name": "class", "in": "query", "schema": {"type": "array", "items": {"enum": ["1", "2"]}}},
                    {"name": "X-Reason", "in": "header", "required": True, "schema": {"enum": ["audit"]}},
                    {"name": "If-None-Match", "in": "header", "schema": {"type": "string", "maxLength": 9}},
                ],
                "responses": {"200": {"description": ""}},
            },
            "post": {
                "operationId": "add",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Entry"},
                            "examples": {"one": {"externalValue": "http://192.0.2.1/example.json"}},
                        }
                    },
                },
                "responses": {"201": {"description": ""}},
            },
        },
        "/entries/{id}": {
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "x-hutong-live": "entry.id",
                    "schema": {"type": "string", "pattern": "^e-[0-9]{4}$"},
                }
            ],
            "get": {"operationId": "read", "responses": {"200": {"description": ""}}},
        },
    },
    "components": {
        "schemas": {
            "Entry": ENTRY,
            "Uscc": {"type": "string", "pattern": "^[0-9A-Z]{18}$", "x-hutong-rule": "uscc"},
        },
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    },
}


def small_contract() -> Contract:
    """The document as the project reads it."""
    return read_contract(DOCUMENT, "small")
