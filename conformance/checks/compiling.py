"""A JSON Schema of anybody's, compiled for an engine that never backtracks where it can do without, and its costs.

What it costs to hold a value against a schema is counted, in places and values, never by a clock: so that a verdict is
the same on every machine. What would cost too much is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import Draft202012Validator, FancyRegexOptions, RegexOptions, ValidationError, ValidationErrorKind

from conformance.model.pointer import at
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

BACKTRACKS = 50_000
"""Steps back that the other engine may take for one text, where a pattern looks around or refers back."""
MOST_BACKTRACKING = 5_000
"""Texts of one value that may be held against such patterns."""
MOST_WORK = 250_000_000
"""Characters of one value, times the places of a pattern that may be tried at each."""
UNCOUNTED = 10**9
"""Alternatives beyond which no more are counted."""
MOST_CHOICES = 15_000_000
"""Values within one value, times the alternatives each may be held against."""
CHEAP = 64
"""Places and alternatives up to which nothing is counted: the cap on a body bounds them."""

_EXCLUDING = ("oneOf", "not", "if", "contains")
"""Keywords by which a value may be wrong for keeping to a schema."""
_ENGINE_FAILED = (ValidationErrorKind.BacktrackLimitExceeded, ValidationErrorKind.RegexEngineFailure)


@dataclass(frozen=True)
class Compiled:
    """A validator with what it may cost: places of its widest pattern, how deep its repeats nest, alternatives.

    `by_format`: a format may decide which of its alternatives holds, or that one does not. `size` is how many objects
    of the schema it was made of.
    """

    validator: Draft202012Validator
    places: int
    nested: int
    choices: int
    backtracks: bool
    size: int
    by_format: bool = False

    def afford(self, value: Any) -> None:
        """Raises Undecided where holding this value against the schema would cost too much."""
        if self.places <= CHEAP and self.choices <= CHEAP and not self.backtracks:
            return
        work = values = texts = 0
        for text in _texts(value):
            values += 1
            if text is None:
                continue
            texts += 1
            work += len(text) * min(self.places, max(len(text), 1) ** self.nested)
            if work > MOST_WORK:
                raise _costly(Text("文字与模式", "its texts and the patterns of the schema"))
        if values * self.choices > MOST_CHOICES:
            raise _costly(Text("取值与可选模式", "its values and the alternatives of the schema"))
        if self.backtracks and texts > MOST_BACKTRACKING:
            raise _costly(Text("文字与须回溯的模式", "its texts and patterns that look around"))


def compiled(document: Mapping[str, Any], formats: bool) -> Compiled:
    """A schema compiled, `formats` asserted or not; nothing is fetched.

    ValueError or ReferencingError where it is none.
    """
    stated, nodes = dict(document), [*_nodes(document)]
    weights = [(1, 1), *map(_weight, _patterns(nodes))]
    try:
        validator, backtracks = _linear(stated, formats), False
    except ValueError:
        options = FancyRegexOptions(backtrack_limit=BACKTRACKS)
        validator = Draft202012Validator(stated, validate_formats=formats, offline=True, pattern_options=options)
        backtracks = True
    places, nested = (max(each) for each in zip(*weights, strict=True))
    words = {word for node in nodes for word in (*_EXCLUDING, "format") if word in node}
    by_format = "format" in words and len(words) > 1
    return Compiled(validator, places, nested, _choices(document, nodes), backtracks, len(nodes), by_format)


def _linear(document: dict[str, Any], formats: bool) -> Draft202012Validator:
    return Draft202012Validator(document, validate_formats=formats, offline=True, pattern_options=RegexOptions())


def of_either_reading(errors: list[ValidationError], other: Draft202012Validator, value: Any) -> list[ValidationError]:
    """The errors that another reading of the schema, say with formats asserted, finds in the same places too.

    A date and a time are alternatives by their formats alone: a reader that takes these for remarks finds that both
    hold, one that asserts them finds that one does.
    """
    if not errors:
        return errors
    known = {_place_of(error) for error in other.iter_errors(value)}
    return [error for error in errors if engine_failed(error) or _place_of(error) in known]


def _place_of(error: ValidationError) -> tuple[tuple[str | int, ...], tuple[str | int, ...]]:
    return tuple(error.schema_path), tuple(error.instance_path)


def engine_failed(error: ValidationError) -> bool:
    """Whether an error says nothing of the value: a pattern of the schema was given up."""
    inner = (each for branch in getattr(error.kind, "context", ()) for each in branch)
    return isinstance(error.kind, _ENGINE_FAILED) or any(map(engine_failed, inner))


def given_up() -> Undecided:
    """A pattern of the schema looks back too often to be tried to its end."""
    zh, en = "模式的 pattern 回溯过多，未判定", "a pattern of the schema looks back too often to be judged"
    return Undecided(Reason.BUDGET, Text(zh, en))


def _costly(what: Text) -> Undecided:
    zh, en = f"对照代价过大（{what.zh}），未判定", f"too much to be judged: {what.en}"
    return Undecided(Reason.BUDGET, Text(zh, en))


def _texts(value: Any) -> Iterator[str | None]:
    """Every text within a value, names of members too; None for each other value."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part if isinstance(part, str) else None
        if isinstance(part, Mapping):
            yield from part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


def _nodes(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every object of a schema, and of what it refers to within its document."""
    waiting: list[Any] = [{name: part for name, part in document.items() if name != "components"}]
    seen: set[str] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        if not isinstance(part, Mapping):
            continue
        yield part
        waiting.extend(part.values())
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            waiting.append(at(document, reference))


def _patterns(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        if isinstance(node.get("patternProperties"), Mapping):
            yield from (name for name in node["patternProperties"] if isinstance(name, str))


def _choices(document: Mapping[str, Any], nodes: Iterable[Mapping[str, Any]]) -> int:
    """The alternatives one value may be held against, those within alternatives counted each time they are met."""
    known: dict[int, int] = {}
    for node in nodes:
        waiting = [node]
        while waiting:
            part = waiting[-1]
            inner = _of_same_value(document, part)
            unknown = [each for each in inner if id(each) not in known]
            if id(part) not in known and unknown:
                known[id(part)] = 1  # met again on its own way: a circle
                waiting += unknown
                continue
            known[id(part)] = min(max(sum(known[id(each)] for each in inner), 1), UNCOUNTED)
            waiting.pop()
    return max(known.values(), default=1)


def _of_same_value(document: Mapping[str, Any], node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schemas a value is held against besides, by a schema it is held against."""
    listed = (node.get(word) for word in ("anyOf", "oneOf", "allOf"))
    inner = [each for found in listed if isinstance(found, list) for each in found]
    inner += [node.get(word) for word in ("not", "if", "then", "else")]
    if isinstance(node.get("$ref"), str):
        inner.append(at(document, node["$ref"]))
    return [each for each in inner if isinstance(each, Mapping)]


def _weight(pattern: str) -> tuple[int, int]:
    """Places a text may be at in a pattern, at most, with its counted repeats written out; and how deep these nest.

    Read without regard to what the engine makes of it: a pattern it cannot compile is no schema anyway.
    """
    open_ones: list[list[int]] = [[0, 0, 0, 0]]  # sum so far, the last part, nesting so far, that of the last part
    at = 0
    while at < len(pattern):
        char, group = pattern[at], open_ones[-1]
        if char == "(":
            open_ones.append([0, 0, 0, 0])
        elif char == ")" and len(open_ones) > 1:
            done, nested = _closed(open_ones.pop())
            _part(open_ones[-1], done, nested)
        elif char == "{" and (end := pattern.find("}", at)) > 0:
            most = _most(pattern[at + 1 : end])
            group[1:] = [group[1] * max(most, 1), group[2], group[3] + (most > 1)]
            at = end
        elif char not in "*+?|^$":
            _part(group, 1, 0)
            at = _end_of_part(pattern, at)
        at += 1
    while len(open_ones) > 1:
        _part(open_ones[-2], *_closed(open_ones.pop()))
    return _closed(open_ones[0])


def _part(group: list[int], places: int, nested: int) -> None:
    """A further part of a sequence."""
    group[:] = [group[0] + group[1], max(places, 1), max(group[2], group[3]), nested]


def _closed(group: list[int]) -> tuple[int, int]:
    return group[0] + group[1], max(group[2], group[3])


def _most(bounds: str) -> int:
    """The most of a counted repeat, `2,5`; 1 where it is none."""
    numbers = [part for part in bounds.split(",") if part.isascii() and part.isdigit()]
    return min(int(numbers[-1][:9]), 10**9) if numbers else 1


def _end_of_part(pattern: str, at: int) -> int:
    """The place of the last character of an escape or a class."""
    if pattern[at] == "\\":
        return at + 1
    if pattern[at] != "[":
        return at
    at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at
