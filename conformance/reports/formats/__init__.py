"""Formats a report can be filed in: one file each, named as `-o` calls it, a projection of the JSON document."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from typing import Any

from conformance.model.text import Lang
from conformance.reports.reading import Document, seen

Rendered = bytes | Mapping[str, bytes]
"""One file, or the files of a folder by their relative path."""


def kinds() -> tuple[str, ...]:
    """The formats by name, sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__)))


def suffix(kind: str) -> str:
    """How a file of a format ends, with its dot; empty for a folder."""
    ending: str = _writer(kind).SUFFIX
    return ending


def of_network(kind: str) -> bool:
    """Whether a format is made of the results of a network too, and not of one system's only."""
    return bool(getattr(_writer(kind), "NETWORK", False))


def lacks(kind: str) -> str:
    """The extra without which a format cannot be made here; empty where nothing is missing."""
    writer = _writer(kind)
    needed = getattr(writer, "NEEDS", "")
    return str(writer.EXTRA) if needed and importlib.util.find_spec(needed) is None else ""


def render(kind: str, document: Document, lang: Lang) -> Rendered:
    """The document in a format, its sentences in one language. Raises ImportError where an extra is not installed.

    A document of a network goes only into a format that is `of_network`.
    """
    writer = _writer(kind)
    rendered: Rendered = writer.render(document if getattr(writer, "EXACT", False) else seen(document), lang)
    return rendered


def _writer(kind: str) -> Any:
    return importlib.import_module(f"{__name__}.{kind.replace('-', '_')}")
