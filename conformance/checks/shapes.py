"""Holds a value against a JSON Schema, compiled once, and tells the first places where it departs from it."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import jsonschema_rs

from conformance.checks.compiling import Compiled, compiled, engine_failed, given_up, of_either_reading
from conformance.checks.keywords import asked
from conformance.checks.reading import and_more, shown
from conformance.model.contract import Schema
from conformance.model.finding import Finding
from conformance.model.strict_json import without_halves
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

MOST_PLACES = 5
MOST_VALUES = 2_000
"""Values of one answer in which places are counted: the engine tells all errors at once, each with what it is about."""

MOST_KEPT = 100_000
"""Objects of the schemas that are kept compiled at once, at some two kilobytes each."""

Place = tuple[str | int, ...]
_BRANCHES = frozenset({"then", "else"})


def departures(value: Any, schema: Schema, due: Text) -> Iterator[Finding]:
    """The first places in which a value departs from a schema, the last of them with the number of those left.

    Raises Undecided for a schema that is none, and for what would cost too much to judge.
    """
    judge = validator(schema)
    judge.afford(value)
    try:
        errors, is_whole = _errors(judge, schema, value)
    except UnicodeEncodeError:  # half a character, which the engine cannot hold; that it is there is for another clause
        errors, is_whole = _errors(judge, schema, without_halves(value))
    if not errors:
        return
    certain = [error for error in errors if not engine_failed(error)]
    shown_ones, left = certain[:MOST_PLACES], max(len(certain) - MOST_PLACES, 0)
    for number, error in enumerate(shown_ones, 1):
        seen = _seen(error)
        yield Finding(
            _rest(seen, left, is_whole) if number == len(shown_ones) else seen, due, place(error.instance_path)
        )
    if not certain:
        raise given_up()


def _errors(judge: Compiled, schema: Schema, value: Any) -> tuple[list[jsonschema_rs.ValidationError], bool]:
    """The errors of a value, and whether these are all: of a value with too many parts, those of its first ones."""
    if judge.validator.is_valid(value) or (judge.by_format and _asserting(schema).validator.is_valid(value)):
        return [], True
    cut: set[Place] = set()
    first_part = _cut(value, (), [MOST_VALUES], cut)
    if not cut:
        found = [*judge.validator.iter_errors(value)]
        found = of_either_reading(found, _asserting(schema).validator, value) if judge.by_format else found
        return [told for error in found for told in _told(error)], True
    around = {at[:depth] for at in cut for depth in range(len(at) + 1)}
    errors = [
        error
        for error in judge.validator.iter_errors(first_part)
        if tuple(error.instance_path) not in around
        and _BRANCHES.isdisjoint(error.schema_path)  # what was cut away may decide which of them holds
    ]
    errors = of_either_reading(errors, _asserting(schema).validator, first_part) if judge.by_format else errors
    return errors or [_first_error(judge, value)], False


def _told(error: jsonschema_rs.ValidationError) -> list[jsonschema_rs.ValidationError]:
    """What is wrong in the one alternative a value can have meant: one whose type it is not is none of them."""
    meant = [
        branch for branch in getattr(error.kind, "context", ()) if not any(_is_other_type(it, error) for it in branch)
    ]
    if len(meant) != 1 or engine_failed(error):
        return [error]
    return [told for inner in meant[0] for told in _told(inner)]


def _is_other_type(inner: jsonschema_rs.ValidationError, error: jsonschema_rs.ValidationError) -> bool:
    return inner.kind.name == "type" and inner.instance_path == error.instance_path


def _first_error(judge: Compiled, value: Any) -> jsonschema_rs.ValidationError:
    try:
        judge.validator.validate(value)
    except jsonschema_rs.ValidationError as error:
        return error
    raise AssertionError("it was invalid a moment ago")


def _cut(value: Any, at: Place, left: list[int], cut: set[Place]) -> Any:
    """The value with no more parts than are left, its places where some are missing noted in `cut`."""
    left[0] -= 1
    if isinstance(value, list):
        kept = [_cut(part, (*at, place), left, cut) for place, part in enumerate(_while(value, left))]
    elif isinstance(value, dict):
        kept = {name: _cut(value[name], (*at, name), left, cut) for name in _while(value, left)}  # type: ignore[assignment] # or an object
    else:
        return value
    if len(kept) < len(value):
        cut.add(at)
    return kept


def _while(parts: Any, left: list[int]) -> Iterator[Any]:
    """Parts, as long as more may be taken."""
    for part in islice(parts, max(left[0], 0)):
        if left[0] <= 0:
            return
        yield part


def _rest(seen: Text, left: int, is_whole: bool) -> Text:
    """What was seen at the last place told, with how many more there are."""
    if is_whole:
        return and_more(seen, left)
    if not left:
        return Text(
            f"{seen.zh}；值过多，其余未逐一查找", f"{seen.en}; it holds too many values to look for more places"
        )
    zh, en = f"；另有至少 {left} 处", f"; and at least {left} more places"
    return Text(seen.zh + zh, seen.en + en)


def _seen(error: jsonschema_rs.ValidationError) -> Text:
    """A value, where it is short enough to be shown, with the keyword it breaks and what that asks for."""
    keyword, value = error.kind.name, error.instance
    simple = "" if isinstance(value, list | dict) else f"{shown(json.dumps(value, ensure_ascii=False))} "
    words = asked(keyword, getattr(error.kind, "value", None))
    zh, en = f"{simple}不符合 {keyword}", f"{simple}breaks {keyword}"
    return Text(f"{zh}：{words.zh}", f"{en}: {words.en}") if words else Text(zh, en)


class _Kept:
    """The schemas compiled last, as many as are not too large together: some lead through hundreds of others."""

    def __init__(self) -> None:
        self._of: OrderedDict[Schema, Compiled] = OrderedDict()
        self._size = 0
        self._changing = threading.Lock()

    def get(self, schema: Schema) -> Compiled | None:
        with self._changing:
            found = self._of.get(schema)
            if found is not None:
                self._of.move_to_end(schema)
            return found

    def keep(self, schema: Schema, made: Compiled) -> None:
        with self._changing:
            if schema not in self._of:
                self._of[schema] = made
                self._size += made.size
            while self._size > MOST_KEPT and len(self._of) > 1:
                self._size -= self._of.popitem(last=False)[1].size


_KEPT, _ASSERTING = _Kept(), _Kept()


def validator(schema: Schema) -> Compiled:
    """A compiled schema. Raises Undecided where it is none: a flaw of the document, not of the answer."""
    return _of(schema, _KEPT, formats=False)


def _asserting(schema: Schema) -> Compiled:
    """A schema that compiles, with its formats asserted."""
    return _of(schema, _ASSERTING, formats=True)


def _of(schema: Schema, kept: _Kept, *, formats: bool) -> Compiled:
    found = kept.get(schema)
    if found is None:
        found = _compiled(schema, formats)
        kept.keep(schema, found)
    return found


def _compiled(schema: Schema, formats: bool) -> Compiled:
    try:
        return compiled(schema.document, formats=formats)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        name, why = f" {schema.name}" if schema.name else "", str(error).partition("\n")[0]
        detail = Text(f"模式{name} 不可用：{why}", f"the schema{name} cannot be used: {why}")
        raise Undecided(Reason.UNREADABLE_DOCUMENT, detail) from error


def place(path: list[str | int]) -> str:
    """A path into a value as findings write it: `items[3].name`."""
    written = ""
    for part in path:
        written += f"[{part}]" if isinstance(part, int) else f".{part}" if written else part
    return written
