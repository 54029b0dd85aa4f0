"""YAML read as data only: no aliases, no tags, no endless documents; every value keeps its line and column."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import MAX_BYTES
from conformance.norms.yaml_reader import Path as Path  # those who read a document speak of its paths
from conformance.norms.yaml_reader import Reader, shown


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

    def error(
        self,
        path: Path,
        text: Text,
        help: Text | None = None,  # noqa: A002 - the word the reader sees
        about: str = "data",
        word: str = "",
    ) -> DataError:
        """An error at a path, or at the nearest parent that has a place; there at a word, where its line holds it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.place(path)
        source = shown(self.lines, line)
        marked, at = str(path[-1]) if path else "", source.find(word, column - 1) if word else -1
        if at >= 0:
            marked, column = word, at + 1
        width = len(marked) if marked and source.startswith(marked, column - 1) else 1
        return DataError(text, self.file, line, column, source, width, help, about)


def read_yaml(raw: bytes, file: str, about: str = "data", placed: bool = True, shares: bool = False) -> Document:
    """Read one YAML 1.2 document of at most 10 MiB. Raises DataError with the place of what is wrong.

    Without `placed` it keeps no places, which take more memory than the values. Aliases and merge keys are taken where
    `shares`: documents written by hand hold them, our own data never.
    """
    if len(raw) > MAX_BYTES:
        raise too_large(raw, file, about)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            _encoding(raw, error), file, help=Text("请以 UTF-8 编码另存", "save it in the encoding UTF-8"), about=about
        ) from None
    reader = Reader(text, file, about, placed, shares)
    value = reader.value()
    return Document(value, reader.places, file, tuple(text.splitlines()) if placed else ())


def _encoding(raw: bytes, error: UnicodeDecodeError) -> Text:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Text("文件是 UTF-16 编码，不是 UTF-8", "the file is in UTF-16, not in UTF-8")
    return Text(f"第 {error.start} 字节不是 UTF-8", f"byte {error.start} is not UTF-8")


def too_large(raw: bytes, file: str, about: str, most: int = MAX_BYTES) -> DataError:
    """The error for a file of more bytes than are read."""
    bound = f"{most >> 20} MiB"
    return DataError(
        Text(f"文件有 {len(raw)} 字节，超过 {bound}", f"the file has {len(raw)} bytes, more than {bound}"),
        file,
        help=Text("只保留被测接口的部分", "keep only the part that describes the interfaces under test"),
        about=about,
    )
