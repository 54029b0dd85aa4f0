"""JSON read strictly: what `json.loads` lets pass is named, never repaired (RFC 8259, RFC 7493)."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from dataclasses import dataclass
from math import isinf
from typing import Any, NoReturn

from conformance.model.text import Text

MAX_DEPTH = 64

_HALF = re.compile("[\ud800-\udfff]")
# One that does not end is taken to the end, so that nothing is looked at twice.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+\\?"?', re.DOTALL)
_NO_BRACKET = bytes({*range(256)} - {*b"[]{}"})
_SURROGATE = re.compile(r"\\u[dD][89A-Fa-f]")


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON text as read: `value` when it is strict JSON, else the `problem` that keeps it from being so.

    A value may be there beside a problem (duplicate key, byte order mark), so that other clauses can still be judged.
    `has_infinite` says that a number stands in it that readers take for infinite (RFC 8259 section 6), `repeated` is a
    key that one of its objects states twice.
    """

    value: Any = None
    problem: Text | None = None
    has_infinite: bool = False
    repeated: str = ""


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
    too_deep = JsonText(None, Text(f"嵌套超过 {max_depth} 层", f"nested deeper than {max_depth} levels"))
    try:
        value = _read(text)
    except _NotStrictError as error:
        return JsonText(None, error.problem)
    except RecursionError:  # how deep it takes depends on the interpreter; what is said does not
        return too_deep
    except json.JSONDecodeError as error:
        return too_deep if _is_deep(body, max_depth) else JsonText(None, not_json(error))
    counted = _counted_within(value, max_depth)
    if counted is None:
        return too_deep
    members, has_infinite = counted
    duplicates = _duplicates(text, members)
    return JsonText(value, _impurity(text, value, marked, duplicates), has_infinite, min(duplicates, default=""))


def without_halves(value: Any) -> Any:
    """The same value with U+FFFD for each half of a surrogate pair, which UTF-8 and the readers of schemas refuse."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {without_halves(name): without_halves(each) for name, each in value.items()}
    return [without_halves(each) for each in value] if isinstance(value, list) else value


def not_json(error: json.JSONDecodeError) -> Text:
    """Where a text stops being JSON, in the same words whichever Python read it."""
    place = _place(error.doc, error.pos)
    line, column = error.doc.count("\n", 0, place) + 1, place - error.doc.rfind("\n", 0, place)
    return Text(f"不是 JSON：第 {line} 行第 {column} 列有误", f"not JSON: wrong at line {line}, column {column}")


def _place(text: str, place: int) -> int:
    """The place of a comma too many is that of the comma; before 3.13 Python names what comes after it."""
    before = text[:place].rstrip(" \t\n\r")
    return len(before) - 1 if text[place : place + 1] in ("}", "]") and before.endswith(",") else place


def _is_deep(body: bytes, max_depth: int) -> bool:
    """Whether what is no JSON nests so deep that some interpreters give up before they come to what is wrong."""
    left = _STRING.sub(b"", body).translate(None, _NO_BRACKET)
    for _ in range(max_depth):
        before = len(left)
        left = left.replace(b"[]", b"").replace(b"{}", b"")
        if len(left) == before:
            break
    return len(left) > 2 * max_depth


def _impurity(text: str, value: object, marked: bool, duplicates: set[str]) -> Text | None:
    if marked:
        return Text("以字节序标记 BOM 开头", "begins with a byte order mark")
    if duplicates:
        return Text(f"重复的键 {min(duplicates)}", f"duplicate key {min(duplicates)}")
    if _SURROGATE.search(text) and _has_lone_surrogate(value):
        return Text("含孤立的代理码位", "holds a lone surrogate")
    return None


def _duplicates(text: str, members: int) -> set[str]:
    """The keys a text states twice in one object, read again only where it may state more members than were kept.

    Every member ends its name with `":`, unless a blank stands before a colon; what else looks so is inside a string.
    """
    if text.count('":') == members and not any(blank in text for blank in (" :", "\t:", "\n:", "\r:")):
        return set()
    duplicates: set[str] = set()

    def note(pairs: list[tuple[str, Any]]) -> None:
        names = Counter(name for name, _ in pairs)
        duplicates.update(name for name, times in names.items() if times > 1)

    json.loads(text, object_pairs_hook=note, parse_int=len)
    return duplicates


def _refuse_constant(name: str) -> NoReturn:
    raise _NotStrictError(Text(f"{name} 不是 JSON 数值", f"{name} is not a JSON number"))


def _read(text: str) -> Any:
    """The value of a text. A number of more digits than Python turns into one is infinite, as `1e400` is."""
    try:
        return _READER.decode(text)
    except (json.JSONDecodeError, _NotStrictError):
        raise
    except ValueError:
        return _READER_OF_VAST.decode(text)


def _number(digits: str) -> float:
    try:
        return int(digits)
    except ValueError:
        return float(digits)


_READER = json.JSONDecoder(parse_constant=_refuse_constant)
_READER_OF_VAST = json.JSONDecoder(parse_constant=_refuse_constant, parse_int=_number)


def _counted_within(value: object, limit: int) -> tuple[int, bool] | None:
    """How many members the objects hold and whether a number is infinite, found without recursion.

    None where containers nest deeper than `limit`.
    """
    members, has_infinite = 0, False
    level = [value]
    for _ in range(limit + 1):
        below: list[object] = []
        for item in level:
            if type(item) is dict:  # what the reader made, and nothing else; isinstance costs as much as the rest
                members += len(item)
                below += item.values()
            elif type(item) is list:
                below += item
            elif type(item) is float:
                has_infinite = has_infinite or isinf(item)
        if not below:
            return members, has_infinite
        level = below
    return None if any(isinstance(item, dict | list) for item in level) else (members, has_infinite)


def _has_lone_surrogate(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
