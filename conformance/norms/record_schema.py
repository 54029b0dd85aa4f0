"""The schema of a record as a file holds it: JSON or YAML, proved to be a schema that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from conformance.model.contract import Schema
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import MAX_BYTES
from conformance.norms.references import Broken, References
from conformance.norms.yaml_text import read_yaml, too_large

ABOUT = "schema"
REFERRING = ("$ref", "$dynamicRef")


def read_schema(raw: bytes, file: str) -> Schema:
    """A JSON Schema (2020-12) out of the bytes of a file. Raises DataError for what is none or leads out of itself."""
    value = read_value(raw, file) if raw.lstrip()[:1] in (b"{", b"[") else read_yaml(raw, file, ABOUT).value
    if not isinstance(value, Mapping):
        raise DataError(Text("模式应为一个对象", "a schema should be an object"), file, about=ABOUT)
    try:
        Draft202012Validator.check_schema(value)
        stands_alone(value)
    except SchemaError as error:
        place = "/" + "/".join(map(str, error.absolute_path))
        text = Text(f"不是 JSON Schema：{place}：{error.message}", f"not a JSON Schema: {place}: {error.message}")
        raise DataError(text, file, about=ABOUT) from None
    except Broken as broken:
        hint = Text("把所引模式放进同一文件的 $defs", "put what it refers to into $defs of the same file")
        raise DataError(broken.text, file, help=hint, about=ABOUT) from None
    except RecursionError:
        raise DataError(Text("模式嵌套过深", "the schema is nested too deeply"), file, about=ABOUT) from None
    return Schema(value, file)


def read_value(raw: bytes, file: str) -> Any:
    """The value of a JSON file. Raises DataError where it is not strict JSON."""
    if len(raw) > MAX_BYTES:
        raise too_large(raw, file, ABOUT)
    parsed = read_json(raw)
    if parsed.problem is not None:
        raise DataError(parsed.problem, file, about=ABOUT)
    return parsed.value


def stands_alone(document: Mapping[str, Any]) -> None:
    """Prove that every reference of a schema is a JSON pointer into it. Raises Broken for the first that is not."""
    for reference in _references(document):
        if reference != "#" and not reference.startswith("#/"):
            zh, en = (
                f"$ref {reference} 指向文档之外，未取",
                f"$ref {reference} leads out of the document; it was not fetched",
            )
            raise Broken(zh, en)
    References(document).check(document, "schema")


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            yield from (part[name] for name in REFERRING if isinstance(part.get(name), str))
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
