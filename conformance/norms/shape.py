"""Data files against their JSON Schema: every departure with its line, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema
import jsonschema_rs

from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, Path

_LENGTHS: Mapping[str, Text] = {
    "minLength": Text("应至少有 {} 个字符", "should have at least {} characters"),
    "maxLength": Text("应至多有 {} 个字符", "should have at most {} characters"),
    "minItems": Text("应至少有 {} 项", "should have at least {} items"),
    "uniqueItems": Text("各项不得重复", "should hold no item twice"),
}


Departure = tuple[Path, Text, Text | None]
"""Where a value departs from its schema, how, and what was probably meant."""


def departures(document: Document, schema: Mapping[str, Any], about: str) -> Iterator[DataError]:
    """What keeps the document from the schema, in the order of the file."""
    return (document.error(path, text, hint, about) for path, text, hint in departed(document.value, schema))


def departed(value: Any, schema: Mapping[str, Any]) -> Iterator[Departure]:
    """What keeps a value from the schema, in the order of its paths."""
    if jsonschema_rs.is_valid(dict(schema), value):
        return
    validator = jsonschema.Draft202012Validator(schema)
    for error in sorted(validator.iter_errors(value), key=lambda error: [*map(str, error.absolute_path)]):
        yield from _departure(error)


def _departure(error: Any) -> Iterator[Departure]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = sorted(error.schema.get("properties", {}))
        for name in (name for name in error.instance if name not in known):
            text = Text(f"未知字段 `{name}`", f"unknown field `{name}`")
            yield (*path, name), text, near(name, known)
        return
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        if str(error.message).startswith(f"'{missing[0]}'"):
            names = ", ".join(f"`{name}`" for name in missing)
            yield path, Text(f"缺少字段 {names}", f"missing field {names}"), None
        return
    text = _said(error)
    hint = near(str(error.instance), error.validator_value) if error.validator == "enum" else None
    yield path, text, hint


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
