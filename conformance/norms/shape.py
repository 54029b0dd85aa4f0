"""Data files against their JSON Schema: every departure with its line, and what was probably meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

import jsonschema_rs

from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, Path

SHOWN = 60
"""Characters of a value that are shown."""

_DUE: Mapping[str, Text] = {
    "minLength": Text("应至少有 {asked} 个字符", "should have {asked} or more characters"),
    "maxLength": Text("应至多有 {asked} 个字符", "should have {asked} or fewer characters"),
    "minItems": Text("应至少有 {asked} 项", "should have {asked} or more items"),
    "maxItems": Text("应至多有 {asked} 项", "should have {asked} or fewer items"),
    "minProperties": Text("应至少有 {asked} 个字段", "should have {asked} or more fields"),
    "maxProperties": Text("应至多有 {asked} 个字段", "should have {asked} or fewer fields"),
    "uniqueItems": Text("各项不得重复", "should hold no item twice"),
    "minimum": Text("应不小于 {asked}", "should be {asked} at least"),
    "maximum": Text("应不大于 {asked}", "should be {asked} at most"),
    "exclusiveMinimum": Text("应大于 {asked}", "should be more than {asked}"),
    "exclusiveMaximum": Text("应小于 {asked}", "should be less than {asked}"),
    "const": Text("应为 {asked}", "should be {asked}"),
    "pattern": Text("的写法应合于 {asked}", "is not written as {asked}"),
}
_NAMES: Mapping[type, Text] = {
    str: Text("该文本", "the text"),
    list: Text("该列表", "the list"),
    dict: Text("该对象", "the object"),
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
    value, asked = _shown(error.instance), error.validator_value
    if error.validator == "enum":
        allowed = ", ".join(map(str, asked))
        return Text(f"{where}：{value.zh} 不在取值范围（{allowed}）内", f"{where}: {value.en} is none of {allowed}")
    if error.validator == "type":
        wanted = [asked] if isinstance(asked, str) else asked
        zh, en = " 或 ".join(wanted), " or ".join(wanted)
        return Text(f"{where}：{value.zh} 的类型应为 {zh}", f"{where}: {value.en} should be of type {en}")
    if error.validator in _DUE:
        due = _DUE[error.validator].filled(asked=asked)
        return Text(f"{where}：{value.zh} {due.zh}", f"{where}: {value.en} {due.en}")
    return Text(f"{where}：{value.zh} 的写法不在允许之列", f"{where}: {error.message}")


def _shown(value: Any) -> Text:
    """A value as a file has it, a long one by what it is."""
    said = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return Text(said, said) if len(said) < SHOWN else _NAMES.get(type(value), Text("该值", "the value"))
