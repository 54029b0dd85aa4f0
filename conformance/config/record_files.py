"""Files beside a `hutong.yaml` that say what records look like: schemas and samples, each read once."""

from __future__ import annotations

from pathlib import Path as File
from typing import Any

from conformance.config.file import beside
from conformance.model.contract import Schema
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import NotRead, read_plain
from conformance.norms.record_schema import read_schema, read_value
from conformance.norms.yaml_text import Document, Path


class RecordFiles:
    """Reads the files a config names. What cannot be read is told at the line that names it."""

    def __init__(self, config: Document) -> None:
        self._config = config
        self._schemas: dict[str, Schema] = {}

    def schema(self, name: str, at: Path) -> Schema | None:
        """The schema in a file; None where none is named. Raises DataError."""
        if name and name not in self._schemas:
            raw = self._bytes(name, at)
            try:
                self._schemas[name] = read_schema(raw, name)
            except DataError as error:
                raise self._named(error, name, at) from None
        return self._schemas.get(name)

    def samples(self, name: str, at: Path) -> tuple[Any, ...]:
        """The records in a JSON file, a list of them or a single one; none where no file is named. Raises DataError."""
        if not name:
            return ()
        try:
            value = read_value(self._bytes(name, at), name)
        except DataError as error:
            raise self._named(error, name, at) from None
        return tuple(value) if isinstance(value, list) else (value,)

    def _bytes(self, name: str, at: Path) -> bytes:
        try:
            return read_plain(File(beside(self._config.file, name)))
        except NotRead as error:
            text = Text(f"无法读取 {name}：{error.why.zh}", f"cannot read {name}: {error.why.en}")
            hint = Text("路径从本文件所在的文件夹算起", "a path is taken from the folder of this file")
            raise self._config.error(at, text, error.help or hint, "config") from None

    def _named(self, error: DataError, name: str, at: Path) -> DataError:
        """What is wrong inside a file, told at the line that names it."""
        place = f"{name}:{error.line}" if error.line else name
        text = Text(f"{place}：{error.text.zh}", f"{place}: {error.text.en}")
        return self._config.error(at, text, error.help, error.about)
