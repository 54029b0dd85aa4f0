"""Which exchanges count (`when`) and which of their values are judged one by one (`each`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from conformance.model.clause import Each, When
from conformance.model.contract import Operation, Schema
from conformance.model.exchange import Exchange, Trace, Value

MAX_SCHEMA_DEPTH = 8


def counts(when: When, exchange: Exchange) -> bool:
    """Whether an exchange counts, its answer included."""
    return counts_answered(when, exchange) and concerns(when, exchange)


def counts_answered(when: When, exchange: Exchange) -> bool:
    """Whether an answer counts, of a question that the clause is about."""
    response = exchange.response
    return (
        response is not None
        and exchange.failure is None
        and (not when.status or response.status in when.status)
        and not (when.content and not response.size)
        and (not when.media or any(_is_of(response.media, word) for word in when.media))
    )


def _is_of(media: str, word: str) -> bool:
    """Whether a media type is the one a word names, or ends as a word that begins with an asterisk does."""
    return media == word or (word.startswith("*") and media.endswith(word[1:]))


def concerns(when: When, exchange: Exchange) -> bool:
    """Whether the question was one the clause is about, whatever came back."""
    return (
        (not when.operation or exchange.operation.id in when.operation)
        and (not when.method or exchange.request.method in when.method)
        and (not when.role or exchange.role in when.role)
        and (not when.expects or exchange.expects in when.expects)
        and (not when.why or (exchange.why is not None and exchange.why.keyword in when.why))
        and (not when.step or exchange.step in when.step)
        and not (when.contract and exchange.operation.general)
    )


def is_about(when: When, trace: Trace) -> bool:
    """Whether a trace is about a kind of record the clause is about."""
    return not when.record or (trace.record is not None and trace.record.id in when.record)


def values(each: Each, exchange: Exchange, wire: bool) -> Iterator[Value]:
    """The values a clause selects out of one answer: from the wire, or after envelope and binding.

    By a format only what is given counts: null stands for no value, and whether it may is the contract's affair.
    """
    if wire:
        data = exchange.response.json.value if exchange.response and exchange.response.is_json else None
    else:
        data = exchange.data
    if data is None:
        return
    for path in (each.path,) if each.path else formatted_paths(exchange.operation, exchange.status, each.format):
        for value, at, record in walk(data, path):
            if value is not None or each.path:
                yield Value(value, at, exchange, record)


def walk(data: Any, path: str) -> Iterator[tuple[Any, str, Any]]:
    """(value, place, record) of every value at a path such as `items[].provider.uscc`, one by one; `@` is the whole."""
    if path == "@":
        yield data, "", data
    else:
        yield from _walk(data, "", data, path.replace("[*]", "[]").split("."))


def _walk(value: Any, at: str, record: Any, segments: Sequence[str]) -> Iterator[tuple[Any, str, Any]]:
    if not segments:
        yield value, at, record
        return
    name = segments[0].removesuffix("[]")
    if name:
        if not isinstance(value, Mapping) or name not in value:
            return
        value, at = value[name], f"{at}.{name}" if at else name
    if not segments[0].endswith("[]"):
        yield from _walk(value, at, record, segments[1:])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            within = item if isinstance(item, Mapping) else record
            yield from _walk(item, f"{at}[{index}]", within, segments[1:])


@lru_cache(maxsize=4096)
def formatted_paths(operation: Operation, status: int, wanted: str) -> tuple[str, ...]:
    """The paths at which the contract's answer schema states a `format` (or a code list of that name)."""
    answers = operation.response(status) or {}
    schema = next((schema for media, schema in answers.items() if schema and "json" in media), None)
    return tuple(dict.fromkeys(_formatted(schema.document, schema, "", wanted, 0))) if schema else ()


def _formatted(node: Any, schema: Schema, path: str, wanted: str, depth: int) -> Iterator[str]:
    node = schema.inside(node)
    if not isinstance(node, Mapping) or depth > MAX_SCHEMA_DEPTH:
        return
    if wanted in (node.get("format"), node.get("x-hutong-codes")):
        yield path or "@"
    for name, part in node.get("properties", {}).items():
        yield from _formatted(part, schema, f"{path}.{name}" if path else name, wanted, depth + 1)
    if "items" in node:
        yield from _formatted(node["items"], schema, f"{path}[]" if path else "[]", wanted, depth + 1)
    for word in ("allOf", "anyOf", "oneOf"):
        for part in node.get(word, ()):
            yield from _formatted(part, schema, path, wanted, depth + 1)
