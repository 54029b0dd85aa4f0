"""Makes a value of the events of a YAML text, and tells what is wrong with it by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.yaml_scalars import CORE, plain, tagged

MAX_DEPTH = 100
"""How deep lists and mappings may stand in one another; real documents stay below 60."""

TOO_DEEP = Text(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")
_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says where it looks ahead further than that."""

MOST_SHARED = 300_000
"""Values that aliases may stand for, all together; a document of 10 MiB holds some million."""

Path = tuple[str | int, ...]
TABS = Text("缩进用空格，不用制表符", "indent with spaces, not with tabs")
KEEP_ONE = Text("只保留一个", "keep one of them")
WRITE_OUT = Text(
    "先把所引内容写开，例如用 yq 'explode(.)'", "write out what it stands for first, for example with yq 'explode(.)'"
)
# libyaml where there is one, else the same parser in Python: both tell the same events, one in a tenth of the time.
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
"""How an escape of half a surrogate pair begins: JSON writes characters beyond U+FFFF so, libyaml knows none."""
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTAINERS = (None, "!", CORE + "map", CORE + "seq")
_IN_CHINESE = {
    "mapping values are not allowed in this context": "此处不应有冒号",
    "mapping values are not allowed here": "此处不应有冒号",
    "did not find expected key": "缩进不齐，或缺少键",
    "did not find expected '-' indicator": "缩进不齐，或缺少 -",
    "did not find expected ',' or ']'": "缺少 , 或 ]",
    "did not find expected ',' or '}'": "缺少 , 或 }",
    "could not find expected ':'": "缺少冒号",
    "found character that cannot start any token": "此处不能用该字符",
    "found unexpected end of stream": "引号或括号没有结束",
}


def shown(lines: tuple[str, ...], line: int) -> str:
    """The line of a number, empty where there is none; what of it is shown is for the error to say."""
    return lines[line - 1] if 0 < line <= len(lines) else ""


class Reader:
    """Makes a value of the events of a text, without ever holding more of it than that value.

    Aliases and merge keys are taken where `shares`.
    """

    def __init__(self, text: str, file: str, about: str, placed: bool, shares: bool = False) -> None:
        self._text, self._file, self._about, self._placed = text, file, about, placed
        self.places: dict[Path, tuple[int, int]] = {}
        self._events: Iterator[Event] = iter(())
        self._shared = Shared() if shares else None
        self._has_halves = bool(_HALF.search(text))

    def value(self) -> Any:
        """The value of the only document of the text. Raises DataError."""
        self._refuse_unprintable()
        self._events = iter(yaml.parse(self._text, Loader=yaml.BaseLoader if self._has_halves else _PARSER))
        try:
            return self._only()
        except yaml.MarkedYAMLError as error:
            raise self._not_yaml(error) from None
        except yaml.YAMLError as error:
            said = str(error).partition("\n")[0]
            raise self._error(Text(f"不是合法的 YAML：{said}", f"not valid YAML: {said}"), 0, 0) from None

    def _refuse_unprintable(self) -> None:
        found = _UNPRINTABLE.search(self._text)
        if found:
            before = self._text[: found.start()]
            column = found.start() - max(before.rfind("\n"), before.rfind("\r"))
            code = f"U+{ord(found.group()):04X}"
            text = Text(f"有控制字符 {code}", f"it holds the control character {code}")
            raise self._error(text, before.count("\n") + 1, column)

    def _only(self) -> Any:
        nodes = (event for event in self._events if isinstance(event, NodeEvent))
        first = next(nodes, None)
        value = None if first is None else self._node(first, (), 0)
        second = next(nodes, None)
        if second is not None:
            raise self._refuse(second, Text("文件中有不止一个文档", "the file holds more than one document"), KEEP_ONE)
        return value

    def _not_yaml(self, error: yaml.MarkedYAMLError) -> DataError:
        mark, problem = error.problem_mark, str(error.problem)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if problem == _TOO_DEEP:
            raise self._error(TOO_DEEP, line, column)
        source = shown(tuple(self._text.splitlines()), line)
        text = Text(f"不是合法的 YAML：{_IN_CHINESE.get(problem, problem)}", f"not valid YAML: {problem}")
        return self._error(text, line, column, TABS if source[column - 1 : column] == "\t" else None)

    def _error(self, text: Text, line: int, column: int, hint: Text | None = None) -> DataError:
        source = shown(tuple(self._text.splitlines()), line)
        return DataError(text, self._file, line, column, source, help=hint, about=self._about)

    def _refuse(self, event: Event, text: Text, hint: Text | None = None) -> DataError:
        return self._error(text, event.start_mark.line + 1, event.start_mark.column + 1, hint)

    def _node(self, event: Event, path: Path, depth: int) -> Any:
        if isinstance(event, AliasEvent):
            return self._aliased(event)
        value = self._stated(event, path, depth)
        if self._shared is not None:
            self._shared.keep(getattr(event, "anchor", None), value)
        return value

    def _aliased(self, event: AliasEvent) -> Any:
        """What an alias stands for: the very value, as often as the whole may grow by it."""
        if self._shared is None:
            raise self._refuse(event, Text("不接受别名（&/*）", "aliases (&/*) are not accepted"), WRITE_OUT)
        try:
            return self._shared.value(event.anchor)
        except KeyError:
            text = Text(
                f"别名 *{event.anchor} 之前没有 &{event.anchor}", f"no &{event.anchor} stands before *{event.anchor}"
            )
            raise self._refuse(event, text) from None
        except OverflowError:
            text = Text("别名展开后过大", "what the aliases stand for is too large")
            raise self._refuse(event, text, WRITE_OUT) from None

    def _stated(self, event: Event, path: Path, depth: int) -> Any:
        if isinstance(event, ScalarEvent):
            self._note(event, path)
            return self._scalar(event)
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)  # noqa: S101 - YAML knows no fourth kind of node
        if event.tag not in _CONTAINERS:
            raise self._unknown_tag(event, event.tag)
        if depth == MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP)
        self._note(event, path)
        inside = self._mapping if isinstance(event, MappingStartEvent) else self._sequence
        return inside(path, depth + 1)

    def _note(self, event: Event, path: Path) -> None:
        if self._placed and path not in self.places:
            self.places[path] = event.start_mark.line + 1, event.start_mark.column + 1

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._node(event, (*path, len(found)) if self._placed else path, depth))
        return found

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: list[Any] = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            if self._shared is not None and _is_merge(event):
                merged += self._to_merge(event, path, depth)
                continue
            key = self._key(event, found)
            below = (*path, key) if self._placed else path
            self._note(event, below)
            found[key] = self._node(next(self._events), below, depth)
        for under in merged:  # what stands in the mapping itself wins, then what is merged first
            found |= {name: part for name, part in under.items() if name not in found}
        return found

    def _to_merge(self, key: Event, path: Path, depth: int) -> list[Any]:
        """The mappings a merge key (YAML 1.1) names."""
        held = self._node(next(self._events), path, depth)
        several = [each for each in (held if isinstance(held, list) else [held]) if each is not None]
        if not all(isinstance(each, Mapping) for each in several):
            text = Text("合并键 `<<` 只能合并“键: 值”的内容", "the merge key `<<` merges mappings only")
            raise self._refuse(key, text, WRITE_OUT)
        return several

    def _key(self, event: Event, found: Mapping[str, Any]) -> str:
        name = self._aliased(event) if isinstance(event, AliasEvent) and self._shared else None
        if isinstance(event, ScalarEvent):
            name = self._whole(event)
        if not isinstance(name, str):
            raise self._refuse(event, Text("键须为普通文本", "a key must be plain text"))
        if _is_merge(event):
            text = Text("不接受合并键 `<<`", "the merge key `<<` is not accepted")
            raise self._refuse(event, text, WRITE_OUT)
        if name in found:
            raise self._refuse(event, Text(f"重复的键 `{name}`", f"duplicate key `{name}`"), KEEP_ONE)
        return intern(name)

    def _scalar(self, event: ScalarEvent) -> Any:
        text = self._whole(event)
        if event.tag is None:
            return plain(text) if event.implicit[0] else text
        try:
            return tagged(text, event.tag)
        except ValueError:
            raise self._unknown_tag(event, event.tag) from None

    def _whole(self, event: ScalarEvent) -> str:
        """The text of a scalar, in which two halves of a surrogate pair are the character they stand for."""
        text = str(event.value)
        try:
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le") if self._has_halves else text
        except UnicodeDecodeError:
            raise self._refuse(event, Text("含孤立的代理码位", "holds a lone surrogate")) from None

    def _unknown_tag(self, event: Event, tag: str) -> DataError:
        """An error that repeats no more than the tags of YAML itself: what else begins with `!` may be a secret."""
        shown_tag = f" `{tag}`" if tag.startswith(CORE) else ""
        text = Text(f"不接受标签{shown_tag}", f"the tag{shown_tag or ' (!…)'} is not accepted")
        hint = Text("以 ! 开头的文字请加引号", "put text that begins with ! in quotes")
        return self._refuse(event, text, None if shown_tag else hint)


def _is_merge(event: Event) -> bool:
    """Whether a key is `<<`, plain or with the tag that programs write before it."""
    is_one = isinstance(event, ScalarEvent) and event.value == "<<"
    return is_one and (bool(event.implicit[0]) or event.tag == CORE + "merge")


class Shared:
    """What anchors name. An alias takes no room, and costs whatever walks over it as much as what it stands for."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Any, int]] = {}
        self._sizes: dict[int, tuple[int, Any]] = {}
        self._left = MOST_SHARED

    def keep(self, anchor: str | None, value: Any) -> None:
        """Note how large a value is, and its anchor."""
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        size = 1 + sum(self._sizes.get(id(part), (1, part))[0] for part in inner)
        if size > 1:
            self._sizes[id(value)] = size, value
        if anchor:
            self._held[anchor] = value, size

    def value(self, anchor: str) -> Any:
        """What an anchor names. Raises KeyError for one not there yet, OverflowError where all grows too large."""
        value, size = self._held[anchor]
        self._left -= size
        if self._left < 0:
            raise OverflowError
        return value
