"""The text of an OpenAPI 3.x document, JSON or YAML, as a value; what is none is told for what it seems to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import MOST_OF_A_DOCUMENT
from conformance.norms.plain_json import plain_json
from conformance.norms.swagger import is_swagger
from conformance.norms.yaml_reader import KEEP_ONE, MAX_DEPTH
from conformance.norms.yaml_text import Document, read_yaml, too_large


def read_openapi(raw: bytes, file: str, placed: bool = False) -> Document:
    """The document in bytes of JSON or YAML, with the places of its parts where `placed`. Raises DataError."""
    if raw.lstrip()[:1] in (b"{", b"["):
        document = Document(_parse_json(raw, file), {}, file, ())
    else:
        _refuse_html(raw, file)
        document = read_yaml(raw, file, "openapi", placed, shares=True)
    _must_be_openapi(document)
    return document


def read_parts(raw: bytes, file: str) -> Any:
    """The value of a file that holds parts of a document. Raises DataError."""
    is_json = raw.lstrip()[:1] in (b"{", b"[")
    return plain_json(_parse_json(raw, file) if is_json else read_yaml(raw, file, "openapi", False, shares=True).value)


def _parse_json(raw: bytes, file: str) -> Any:
    if len(raw) > MOST_OF_A_DOCUMENT:
        raise too_large(raw, file, "openapi", MOST_OF_A_DOCUMENT)
    parsed = read_json(raw, MAX_DEPTH)
    if parsed.value is None and parsed.problem:
        raise DataError(parsed.problem, file, about="openapi")
    if parsed.repeated:  # as in YAML: what one of them holds would be lost without a word
        twice = Text(f"重复的键 `{parsed.repeated}`", f"duplicate key `{parsed.repeated}`")
        raise DataError(twice, file, help=KEEP_ONE, about="openapi")
    return parsed.value


def _refuse_html(raw: bytes, file: str) -> None:
    head = raw[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise DataError(
            Text("这是网页，不是 OpenAPI 文档", "this is a web page, not an OpenAPI document"),
            file,
            help=Text(
                "给出文档本身的地址，常见为 /openapi.json 或 /v3/api-docs",
                "name the document itself, often /openapi.json or /v3/api-docs",
            ),
            about="openapi",
        )


def _must_be_openapi(document: Document) -> None:
    value = document.value
    version = value.get("openapi") if isinstance(value, Mapping) else None
    if is_swagger(value) or str(version).startswith("3."):  # a number, where `openapi: 3.1` is written without quotes
        return
    text = Text("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document")
    hint = Text("文档开头应有 openapi: 3.x", "the document should begin with openapi: 3.x")
    if document.lines:
        raise document.error(("openapi",), text, hint, "openapi")
    raise DataError(text, document.file, help=hint, about="openapi")
