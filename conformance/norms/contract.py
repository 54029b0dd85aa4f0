"""An OpenAPI document into a Contract. What is broken in it costs its own operation and is kept as a flaw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from conformance.model.contract import RESERVED_HEADERS, Contract
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms import own_words
from conformance.norms.errors import DataError
from conformance.norms.files import MAX_BYTES
from conformance.norms.nullable import without_nullable
from conformance.norms.operations import read_operations
from conformance.norms.plain_json import plain_json
from conformance.norms.records import records_of
from conformance.norms.references import as_uris
from conformance.norms.soundness import Soundness
from conformance.norms.yaml_reader import MAX_DEPTH
from conformance.norms.yaml_text import read_yaml, too_large


def parse_document(raw: bytes, file: str) -> Mapping[str, Any]:
    """Bytes of an OpenAPI 3.x document, JSON or YAML, as a dictionary. Raises DataError."""
    if raw.lstrip()[:1] in (b"{", b"["):
        value = _parse_json(raw, file)
    else:
        _refuse_html(raw, file)
        value = read_yaml(raw, file, "openapi", placed=False).value
    return _checked(value, file)


def _parse_json(raw: bytes, file: str) -> Any:
    if len(raw) > MAX_BYTES:
        raise too_large(raw, file, "openapi")
    parsed = read_json(raw, MAX_DEPTH)
    if parsed.value is None and parsed.problem:
        raise DataError(parsed.problem, file, about="openapi")
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


def _checked(value: Any, file: str) -> Mapping[str, Any]:
    version = value.get("openapi") if isinstance(value, Mapping) else None
    if isinstance(version, str) and version.startswith("3."):
        return value  # type: ignore[no-any-return] # a mapping, as just tested
    if isinstance(value, Mapping) and "swagger" in value:
        text = Text("Swagger 2.0 文档", "a Swagger 2.0 document")
        hint = Text("先转换为 OpenAPI 3.x", "convert it to OpenAPI 3.x first")
    else:
        text = Text("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document")
        hint = Text("文档开头应有 openapi: 3.x", "the document should begin with openapi: 3.x")
    raise DataError(text, file, help=hint, about="openapi")


GENERAL = "general"
"""The contract of any system, which is of no kind."""


def released(raw: bytes, kind: str, file: str) -> tuple[Contract, list[DataError]]:
    """The contract of a kind as a file of a release holds it, and what is wrong there. Raises DataError for none."""
    contract = read_contract(parse_document(raw, file), "" if kind == GENERAL else kind)
    return contract, [*_flawed(contract, raw, file)]


def _flawed(contract: Contract, raw: bytes, file: str) -> Iterator[DataError]:
    """The flaws of a contract, each at its place in the file it was read from."""
    document = read_yaml(raw, file, "contract", placed=bool(contract.flaws))
    for flaw in contract.flaws:
        text = Text(f"{flaw.pointer}：{flaw.problem.zh}", f"{flaw.pointer}: {flaw.problem.en}")
        yield document.error(document.path(flaw.pointer), text, flaw.hint, "contract", flaw.word)
    if not contract.canary:
        yield DataError(Text("没有写明 x-hutong-canary", "it states no x-hutong-canary"), file, about="contract")


def read_contract(
    document: Mapping[str, Any], kind: str = "", reserved: Collection[str] = RESERVED_HEADERS
) -> Contract:
    """A Contract from a parsed document. What is broken inside is a flaw of the document, and costs its own operation.

    Header parameters named in `reserved` (lower case) are no part of it. Raises DataError only for a document that is
    nested too deeply to be worked with.
    """
    document = plain_json(document)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    said = without_nullable(document) if str(document.get("openapi", "")).startswith("3.0") else document
    soundness = Soundness(as_uris(said), reserved)
    flaws = soundness.flaws
    whole = own_words.without_odd_rules(soundness.whole(), flaws)
    operations = read_operations(whole, flaws)
    harvest = own_words.harvest(whole, flaws)
    records, wrong = records_of(whole, operations, harvest) if kind else ({}, [])
    return Contract(
        kind=kind,
        digest=digest,
        document=whole,
        canary=own_words.canary(whole, operations, flaws),
        harvest=harvest,
        operations=operations,
        flaws=tuple(dict.fromkeys((*flaws, *wrong))),
        records=records,
    )
