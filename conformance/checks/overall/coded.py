"""Finds the coded fields of an answer: the contract's schema says which published list stands behind which field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.contract import Schema
from conformance.model.exchange import Exchange

MAX_DEPTH = 8


def coded_values(exchange: Exchange) -> Iterator[tuple[str, str, Any]]:
    """(list, place, value) of every coded field of an answer."""
    schema = (exchange.operation.response(exchange.status) or {}).get("application/json")
    if schema is not None and exchange.data is not None:
        yield from _inside(schema.document, schema, exchange.data, "", 0)


def coded_lists(document: Any) -> dict[str, set[str]]:
    """The code lists a document names, each with the codes it enumerates for it."""
    found: dict[str, set[str]] = {}
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            if isinstance(node.get("x-hutong-codes"), str):
                enumerated = node.get("enum")
                codes = enumerated if isinstance(enumerated, list) else []
                found.setdefault(node["x-hutong-codes"], set()).update(map(str, codes))
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def _inside(node: Any, schema: Schema, value: Any, at: str, depth: int) -> Iterator[tuple[str, str, Any]]:
    node = _followed(node, schema)
    if not isinstance(node, Mapping) or depth > MAX_DEPTH or value is None:
        return
    if isinstance(node.get("x-hutong-codes"), str):
        yield node["x-hutong-codes"], at, value
    if isinstance(value, Mapping):
        properties = node.get("properties")
        for name, part in properties.items() if isinstance(properties, Mapping) else ():
            if name in value:
                yield from _inside(part, schema, value[name], f"{at}.{name}" if at else name, depth + 1)
    if isinstance(value, list) and "items" in node:
        for index, item in enumerate(value):
            yield from _inside(node["items"], schema, item, f"{at}[{index}]", depth + 1)


def _followed(node: Any, schema: Schema) -> Any:
    """The schema a node stands for; a name for a list beside the reference is kept."""
    for _ in range(MAX_DEPTH):
        reference = node.get("$ref") if isinstance(node, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return node
        node = schema.document
        for token in reference[2:].split("/"):
            key = token.replace("~1", "/").replace("~0", "~")
            node = node.get(key, {}) if isinstance(node, Mapping) else {}
    return node
