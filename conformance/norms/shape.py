"""Data files against their JSON Schema: every departure with its line, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

import jsonschema_rs

from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, Path

_LENGTHS: Mapping[str, Text] = {
    "minLength": Text("应至少有 {} 个字符", "should have at least {} characters"),
    "maxLength": Text("应至多有 {} 个字符", "should have at most {} characters"),
    "minItems": Text("应至少有 {} 项", "should have at least {} items"),
    "maxItems": Text("应至多有 {} 项", "should have at most {} items"),
    "uniqueItems": Text("各项不得重复", "should hold no item twice"),
}


class Departure(NamedTuple):
    """Where a value departs from its schema, how, what was probably meant, and the word that is wrong."""

    path: Path
    text: Text
    hint: Text | None = None
    word: str = ""


def departures(document: Document, schema: Mapping[str, Any], about: str) -> Iterator[DataError]:
    """What keeps the document from the schema, in the order of the file."""
    found = departed(document.value, schema)
    return (document.error(path, text, hint, about, word) for path, text, hint, word in found)


def departed(value: Any, schema: Mapping[str, Any]) -> Iterator[Departure]:
    """What keeps a value from the schema, in the order of its paths: a name that is not known, before one missing.

    A name of which another was probably meant is missing no more.
    """
    if jsonschema_rs.is_valid(dict(schema), value):
        return
    import jsonschema  # loading it takes longer than reading a release, and only what is wrong needs it

    validator = jsonschema.Draft202012Validator(schema)
    for error in sorted(validator.iter_errors(value), key=_order):
        yield from _departure(error)


def _order(error: Any) -> tuple[list[str], bool]:
    return [*map(str, error.absolute_path)], error.validator == "required"


def _departure(error: Any) -> Iterator[Departure]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = sorted(error.schema.get("properties", {}))
        for name in _unknown(error):
            yield Departure((*path, name), Text(f"未知字段 `{name}`", f"unknown field `{name}`"), near(name, known))
        return
    if error.validator == "required":
        lacking = [name for name in error.validator_value if name not in error.instance]
        missing = [name for name in lacking if not any(get_close_matches(it, [name]) for it in _unknown(error))]
        if missing and str(error.message).startswith(f"'{missing[0]}'"):
            names = ", ".join(f"`{name}`" for name in missing)
            yield Departure(path, Text(f"缺少字段 {names}", f"missing field {names}"), Text("补上", "add it"))
        return
    hint = near(str(error.instance), error.validator_value) if error.validator == "enum" else None
    plain = isinstance(error.instance, str | int | float) and path
    yield Departure(path, _said(error), hint, str(error.instance) if plain else "")


def _unknown(error: Any) -> list[str]:
    """The names in an object that its schema, which knows all it may have, does not know."""
    known = error.schema.get("properties", {})
    closed = error.schema.get("additionalProperties") is False
    return [name for name in error.instance if name not in known] if closed else []


def _said(error: Any) -> Text:
    if error.instance is None and not error.absolute_path:
        return Text("文件为空", "the file is empty")
    where = ".".join(map(str, error.absolute_path)) or "document"
    value = repr(error.instance) if len(repr(error.instance)) < 60 else type(error.instance).__name__
    if error.validator == "enum":
        allowed = ", ".join(map(str, error.validator_value))
        return Text(f"{where}：{value} 不在取值范围（{allowed}）内", f"{where}: {value} is none of {allowed}")
    if error.validator == "type":
        wanted = error.validator_value
        return Text(f"{where}：{value} 的类型应为 {wanted}", f"{where}: {value} should be of type {wanted}")
    if error.validator == "pattern":
        return Text(f"{where}：{value} 的写法不对", f"{where}: {value} is not written as {error.validator_value}")
    if error.validator in _LENGTHS:
        due = _LENGTHS[error.validator]
        zh, en = due.zh.format(error.validator_value), due.en.format(error.validator_value)
        return Text(f"{where}：{value} {zh}", f"{where}: {value} {en}")
    return Text(f"{where}：{error.message}", f"{where}: {error.message}")
