"""What this tool is made of: one digest over its Python and its data, the same from a checkout and from a wheel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from conformance.norms.data_files import PACKED, data

DATA = ("standards", "profiles")
_LEFT_BEHIND = ("__pycache__", PACKED)
"""Folders of a package that are made where it is installed, or are counted by the name they have in a checkout."""


@cache
def tool_digest() -> str:
    """The SHA-256 over the path and the bytes of every file of the package and its data, in the order of the paths."""
    whole = hashlib.sha256()
    for path, file in sorted(_files(), key=lambda item: item[0]):
        whole.update(f"{path}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files() -> Iterator[tuple[str, Traversable]]:
    for name, root in (("conformance", files("conformance")), *((name, data(name)) for name in DATA)):
        yield from _below(name, root)


def _below(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.name.startswith(".") or item.name in _LEFT_BEHIND:
            continue
        if item.is_dir():
            yield from _below(f"{path}/{item.name}", item)
        else:
            yield f"{path}/{item.name}", item
