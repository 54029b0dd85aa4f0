"""Holds a value against a JSON Schema, compiled once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema_rs

from conformance.checks.keywords import asked
from conformance.checks.reading import shown
from conformance.model.contract import Schema
from conformance.model.finding import Finding
from conformance.model.strict_json import without_halves
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

MOST_PLACES = 5


def departures(value: Any, schema: Schema, due: Text) -> Iterator[Finding]:
    """The first places in which a value departs from a schema. Raises Undecided for a schema that is none."""
    for error in list(_errors(value, schema))[:MOST_PLACES]:
        yield Finding(seen=_seen(error), due=due, at=place(error.instance_path))


def _errors(value: Any, schema: Schema) -> Iterator[jsonschema_rs.ValidationError]:
    """What is wrong with a value. A name that is no Unicode text ends the validator: it is read with U+FFFD instead."""
    try:
        return iter(validator(schema).iter_errors(value))
    except UnicodeEncodeError:
        return iter(validator(schema).iter_errors(without_halves(value)))


def _seen(error: jsonschema_rs.ValidationError) -> Text:
    """A value, where it is short enough to be shown, with the keyword it breaks and what that asks for."""
    keyword, value = error.kind.name, error.instance
    simple = "" if isinstance(value, list | dict) else f"{shown(json.dumps(value, ensure_ascii=False))} "
    words = asked(keyword, getattr(error.kind, "value", None))
    zh, en = f"{simple}不符合 {keyword}", f"{simple}breaks {keyword}"
    return Text(f"{zh}：{words.zh}", f"{en}: {words.en}") if words else Text(zh, en)


@lru_cache(maxsize=512)
def validator(schema: Schema) -> Any:
    """A compiled schema. Raises Undecided where it is none: a flaw of the document, not of the answer."""
    try:
        return jsonschema_rs.Draft202012Validator(dict(schema.document), validate_formats=False, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        detail = Text(f"模式 {schema.name} 不可用：{error}", f"the schema {schema.name} cannot be used: {error}")
        raise Undecided(Reason.UNREADABLE_DOCUMENT, detail) from error


def place(path: list[str | int]) -> str:
    """A path into a value as findings write it: `items[3].name`."""
    written = ""
    for part in path:
        written += f"[{part}]" if isinstance(part, int) else f".{part}" if written else part
    return written
