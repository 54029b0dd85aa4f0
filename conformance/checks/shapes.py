"""Holds a value against a JSON Schema, compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema_rs

from conformance.checks.reading import shown
from conformance.model.contract import Schema
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

MOST_PLACES = 5


def departures(value: Any, schema: Schema, due: Text) -> Iterator[Finding]:
    """The first places in which a value departs from a schema. Raises Undecided for a schema that is none."""
    for error in list(validator(schema).iter_errors(value))[:MOST_PLACES]:
        keyword = str(error.schema_path[-1]) if error.schema_path else "false"
        message = shown(error.message)
        yield Finding(
            seen=Text(f"不符合 {keyword}：{message}", f"breaks {keyword}: {message}"),
            due=due,
            at=place(error.instance_path),
        )


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
