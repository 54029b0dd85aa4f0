"""What a side takes at the place where it refuses a message."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from conformance.engine.generate.violation import pointer_to
from conformance.model.text import Text

MOST_SHOWN = 20
_LISTS = {"enum": "enum", "const": "enum", "type": "type"}


@dataclass(frozen=True)
class Refusal:
    """One place of a message that is not taken: where, by which keyword of the schema, and the keyword's value."""

    at: str
    keyword: str
    value: Any

    @property
    def due(self) -> Text:
        """What is taken there."""
        said = _SAID.get(self.keyword)
        return said(self.value) if said else _otherwise(self.keyword, self.value)


def refusals(validator: Draft202012Validator, message: Any) -> list[Refusal]:
    """Every place where a message is refused, outermost first."""
    found = {(each.at, each.keyword): each for error in validator.iter_errors(message) for each in _of(error)}
    return [found[key] for key in sorted(found, key=lambda key: (key[0].count("/"), *key))]


def _of(error: ValidationError) -> list[Refusal]:
    """What an error comes to: of alternatives all that list values for one place, else the one missed by least."""
    branches = [[told for inner in branch for told in _of(inner)] for branch in getattr(error.kind, "context", ())]
    branches = [branch for branch in branches if branch]
    if branches:
        return _listed(branches) or min(branches, key=len)
    return [Refusal(pointer_to(error), str(error.kind.name), _value(error))]


def _listed(branches: list[list[Refusal]]) -> list[Refusal]:
    alone = [branch[0] for branch in branches if len(branch) == 1]
    kinds = {(each.at, _LISTS.get(each.keyword, "")) for each in alone}
    if len(alone) < len(branches) or len(kinds) != 1:
        return []
    ((at, keyword),) = kinds
    values = [value for each in alone for value in (each.value if isinstance(each.value, list) else [each.value])]
    return [Refusal(at, keyword, values)] if keyword else []


def _value(error: ValidationError) -> Any:
    value = getattr(error.kind, "value", None)
    return str(value) if isinstance(value, Exception) else value


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _series(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    more = f", … ({len(values)})" if len(values) > MOST_SHOWN else ""
    # Where texts and numbers stand side by side, which is which must show.
    quoted = len({isinstance(each, str) for each in values}) > 1
    return (
        ", ".join(json.dumps(each, ensure_ascii=False) if quoted else _json(each) for each in values[:MOST_SHOWN])
        + more
    )


def _one_of(value: Any) -> Text:
    return Text(f"取值为 {_series(value)} 之一", f"one of {_series(value)}")


def _types(value: Any) -> Text:
    names = " | ".join(sorted(map(str, value))) if isinstance(value, list) else str(value)
    return Text(f"类型为 {names}", f"of type {names}")


def _no_member(value: Any) -> Text:
    return Text(f"没有成员 {_series(value)}", f"no member {_series(value)}")


def _saying(zh: str, en: str) -> Callable[[Any], Text]:
    return lambda value: Text(zh.format(_json(value)), en.format(_json(value)))


def _otherwise(keyword: str, value: Any) -> Text:
    shown = "" if value is None else f" {_json(value)}"
    return Text(f"符合 {keyword}{shown}", f"what {keyword}{shown} admits")


_SAID: Mapping[str, Callable[[Any], Text]] = {
    "enum": _one_of,
    "const": _one_of,
    "type": _types,
    "required": _saying("必有成员 {}", "a member {}"),
    "additionalProperties": _no_member,
    "unevaluatedProperties": _no_member,
    "falseSchema": lambda _: Text("不出现", "nothing at all"),
    "minLength": _saying("至少 {} 个字符", "at least {} characters"),
    "maxLength": _saying("至多 {} 个字符", "at most {} characters"),
    "minimum": _saying("不小于 {}", "at least {}"),
    "maximum": _saying("不大于 {}", "at most {}"),
    "exclusiveMinimum": _saying("大于 {}", "more than {}"),
    "exclusiveMaximum": _saying("小于 {}", "less than {}"),
    "multipleOf": _saying("{} 的倍数", "a multiple of {}"),
    "pattern": _saying("写法为 {}", "written as {}"),
    "format": _saying("格式为 {}", "of format {}"),
    "minItems": _saying("至少 {} 项", "at least {} entries"),
    "maxItems": _saying("至多 {} 项", "at most {} entries"),
    "minProperties": _saying("至少 {} 个成员", "at least {} members"),
    "maxProperties": _saying("至多 {} 个成员", "at most {} members"),
    "uniqueItems": lambda _: Text("各项不重复", "no entry twice"),
}
