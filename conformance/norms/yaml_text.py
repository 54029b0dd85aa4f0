"""YAML read as data only: no aliases, no tags, no endless documents; every value keeps its line and column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from conformance.model.strict_json import without_halves
from conformance.model.text import Text
from conformance.norms.errors import DataError

MAX_BYTES = 10 * 1024 * 1024
Path = tuple[str | int, ...]
TABS = Text("缩进用空格，不用制表符", "indent with spaces, not with tabs")
_CORE = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Document:
    """The value of a YAML text and where each part stands: path → (line, column), both from 1."""

    value: Any
    places: Mapping[Path, tuple[int, int]]
    file: str
    lines: tuple[str, ...]

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of a path; the beginning where it is not there."""
        return self.places.get(path, (1, 1))

    def error(self, path: Path, text: Text, help: Text | None = None, about: str = "data") -> DataError:  # noqa: A002 - the word the reader sees
        """An error at a path, or at the nearest parent that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.place(path)
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        width = len(str(path[-1])) if path and source[column - 1 :].startswith(str(path[-1])) else 1
        return DataError(text, self.file, line, column, source, width, help, about)


def read_yaml(raw: bytes, file: str, about: str = "data") -> Document:
    """Read one YAML 1.2 document of at most 10 MiB. Raises DataError with the place of what is wrong."""
    if len(raw) > MAX_BYTES:
        raise too_large(raw, file, about)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8"),
            file,
            help=Text("请以 UTF-8 编码另存", "save it in the encoding UTF-8"),
            about=about,
        ) from None
    return _Reader(text, file, about).document()


def too_large(raw: bytes, file: str, about: str) -> DataError:
    """The error for a file of more than 10 MiB."""
    return DataError(
        Text(f"文件有 {len(raw)} 字节，超过 10 MiB", f"the file has {len(raw)} bytes, more than 10 MiB"),
        file,
        help=Text("只保留被测接口的部分", "keep only the part that describes the interfaces under test"),
        about=about,
    )


class _Reader:
    def __init__(self, text: str, file: str, about: str) -> None:
        self.text, self.file, self.about = text, file, about
        self.lines = tuple(text.splitlines())
        self.places: dict[Path, tuple[int, int]] = {}
        self.seen: set[int] = set()

    def document(self) -> Document:
        try:
            node = YAML(typ="safe", pure=True).compose(self.text)
        except MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            text = Text(f"不是合法的 YAML：{error.problem}", f"not valid YAML: {error.problem}")
            raise self._error(text, line, column, TABS if r"'\t'" in str(error.problem) else None) from None
        except (YAMLError, RecursionError) as error:
            what = str(error).partition("\n")[0]
            raise DataError(
                Text(f"不是合法的 YAML：{what}", f"not valid YAML: {what}"), self.file, about=self.about
            ) from None
        value = self._value(node, ()) if node is not None else None
        return Document(value, self.places, self.file, self.lines)

    def _error(self, text: Text, line: int, column: int, hint: Text | None = None) -> DataError:
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return DataError(text, self.file, line, column, source, help=hint, about=self.about)

    def _refuse(self, node: Node, text: Text, hint: Text | None = None) -> DataError:
        return self._error(text, node.start_mark.line + 1, node.start_mark.column + 1, hint)

    def _value(self, node: Node, path: Path) -> Any:
        self.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if id(node) in self.seen:
            hint = Text("把别名写开，或给出 JSON 形式", "write the alias out, or give the document as JSON")
            raise self._refuse(node, Text("不接受别名（&/*）", "aliases (&/*) are not accepted"), hint)
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101 - YAML knows no fourth kind of node
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._plain(key_node) if isinstance(key_node, ScalarNode) else None
            if key is None or key == "<<":
                raise self._refuse(key_node, Text("键须为普通文本", "a key must be plain text"))
            if key in result:
                raise self._refuse(key_node, Text(f"重复的键 `{key}`", f"duplicate key `{key}`"))
            self.places[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self._value(value_node, (*path, key))
        return result

    def _plain(self, node: ScalarNode) -> str:
        """The text of a scalar, two halves of a surrogate pair as JSON escapes them read as the character they are."""
        text = str(node.value)
        if without_halves(text) == text:
            return text
        try:
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise self._refuse(node, Text("含孤立的代理码位", "holds a lone surrogate")) from None

    def _scalar(self, node: ScalarNode) -> Any:
        tag, text = str(node.tag).removeprefix(_CORE), self._plain(node)
        try:
            if tag == "int":
                return int(text.replace("_", ""), 0) if text.lstrip("+-")[:1] == "0" else int(text)
            if tag == "float":
                number = float(text.replace(".inf", "inf").replace(".nan", "nan"))
                return number if math.isfinite(number) else text
        except ValueError:
            return text
        if tag == "bool":
            return text.lower() == "true"
        if tag == "null":
            return None
        if tag in ("str", "timestamp"):
            return text
        raise self._refuse(node, Text(f"不接受标签 `{node.tag}`", f"the tag `{node.tag}` is not accepted"))
