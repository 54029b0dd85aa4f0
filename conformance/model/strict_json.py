"""JSON read strictly: what `json.loads` lets pass is named, never repaired (RFC 8259, RFC 7493)."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from conformance.model.text import Text

MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON text as read: `value` when it is strict JSON, else the `problem` that keeps it from being so.

    A value may be there beside a problem (duplicate key, byte order mark), so that other clauses can still be judged.
    """

    value: Any = None
    problem: Text | None = None


class _NotStrictError(ValueError):
    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


def read_json(body: bytes, max_depth: int = MAX_DEPTH) -> JsonText:
    """Parse one JSON text. Never raises: whatever is wrong with the bytes is the `problem` of the answer."""
    marked = body.startswith(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return JsonText(None, Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8"))
    duplicates: set[str] = set()
    try:
        value = json.loads(text, object_pairs_hook=_members_into(duplicates), parse_constant=_refuse_constant)
    except _NotStrictError as error:
        return JsonText(None, error.problem)
    except RecursionError:
        return JsonText(None, Text("嵌套过深", "nested too deeply"))
    except ValueError as error:
        return JsonText(None, Text(f"不是 JSON：{error}", f"not JSON: {error}"))
    if _deeper_than(value, max_depth):
        return JsonText(None, Text(f"嵌套超过 {max_depth} 层", f"nested deeper than {max_depth} levels"))
    return JsonText(value, _impurity(text, value, marked, duplicates))


def _impurity(text: str, value: object, marked: bool, duplicates: set[str]) -> Text | None:
    if marked:
        return Text("以字节序标记 BOM 开头", "begins with a byte order mark")
    if duplicates:
        return Text(f"重复的键 {min(duplicates)}", f"duplicate key {min(duplicates)}")
    if "\\u" in text and _has_lone_surrogate(value):
        return Text("含孤立的代理码位", "holds a lone surrogate")
    return None


def _members_into(duplicates: set[str]) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            names = [name for name, _ in pairs]
            duplicates.update(name for name in value if names.count(name) > 1)
        return value

    return members


def _refuse_constant(name: str) -> NoReturn:
    raise _NotStrictError(Text(f"{name} 不是 JSON 数值", f"{name} is not a JSON number"))


def _deeper_than(value: object, limit: int) -> bool:
    """Whether containers nest deeper than `limit`, found without recursion."""
    level = [value]
    for _ in range(limit + 1):
        level = [part for item in level if isinstance(item, dict | list) for part in _parts(item)]
        if not level:
            return False
    return any(isinstance(item, dict | list) for item in level)


def _parts(container: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container


def _has_lone_surrogate(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
