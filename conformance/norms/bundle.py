"""One document out of several files: what stands in files beside it is taken into its shared parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from conformance.model.pointer import MISSING, at, escaped
from conformance.norms.errors import DataError
from conformance.norms.files import NotRead, read_plain
from conformance.norms.layout import LAYOUT, rewritten
from conformance.norms.openapi_text import read_parts
from conformance.norms.shared_schemas import joined
from conformance.norms.swagger import is_swagger

MOST_FILES = 5_000
"""Files that are read beside a document."""
NOWHERE = Path("/")
"""In the place of a file with a name that none can have."""
MOST_NESTED = 10
"""References in the place of what they refer to, one within another."""

HOMES = {kind: f"components/{home}" for home, (_, kind) in LAYOUT["components"].items()}
HOMES_OF_SWAGGER = {"schema": "definitions", "swagger-parameter": "parameters", "swagger-answer": "responses"}
"""Where the shared parts of each kind stand."""


def bundled(document: Mapping[str, Any], file: Path) -> Mapping[str, Any]:
    """The document in a file, with the parts in files of its folder, or below it, that it refers to.

    Nothing else is read: what leads out of the folder, or is no plain file, stays for the reader to tell.
    """
    kind, homes = ("swagger", HOMES_OF_SWAGGER) if is_swagger(document) else ("document", HOMES)
    bundle = _Bundle(file.resolve(), homes)
    said: Mapping[str, Any] = rewritten(document, kind, partial(bundle.taken, bundle.root))
    while bundle.waiting:
        (of, name), (place, part) = bundle.waiting.popitem()
        bundle.shared.setdefault(homes[of], {})[name] = rewritten(part, of, partial(bundle.taken, place))
    for home, parts in bundle.shared.items():
        said = joined(said, home.split("/"), parts)
    return said


class _Bundle:
    def __init__(self, root: Path, homes: Mapping[str, str]) -> None:
        self.root, self._homes = root, homes
        self.shared: dict[str, dict[str, Any]] = {}
        self.waiting: dict[tuple[str, str], tuple[Path, Any]] = {}
        self._files: dict[Path, Any] = {}
        self._known: set[tuple[str, str]] = set()
        self._nested = 0

    def taken(self, place: Path, part: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
        """An object of a file with its reference into another as one to a shared part."""
        reference = part.get("$ref")
        if not isinstance(reference, str) or "://" in reference:
            return part
        path, _, fragment = reference.partition("#")
        target = _beside(place, unquote(path)) if path else place
        if target == self.root:
            return part if not path else {**part, "$ref": f"#{fragment}"}
        found = at(self._read(target), f"#{fragment}")
        if found is MISSING:
            return part
        if kind not in self._homes:
            return self._in_place(target, found, kind)
        name = f"{target.relative_to(self.root.parent).as_posix()}{'#' + fragment if fragment else ''}"
        if (kind, name) not in self._known:
            self._known.add((kind, name))
            self.waiting[kind, name] = target, found
        return {**part, "$ref": f"#/{self._homes[kind]}/{escaped(name).replace('%', '%25').replace('#', '%23')}"}

    def _in_place(self, place: Path, found: Any, kind: str) -> Mapping[str, Any]:
        """What is not shared stands where it is referred to: an operation in a file of its own."""
        self._nested += 1
        taken: Mapping[str, Any] = found
        if self._nested < MOST_NESTED:
            taken = rewritten(found, kind, partial(self.taken, place))
        self._nested -= 1
        return taken

    def _read(self, file: Path) -> Any:
        """The value of a file beside the document; MISSING where it is none that may be read."""
        if file not in self._files:
            self._files[file] = MISSING
            if self.root.parent in file.parents and len(self._files) <= MOST_FILES:
                try:
                    self._files[file] = read_parts(read_plain(file), file.name)
                except (NotRead, DataError):
                    return MISSING  # the reference to it is told where it is used
        return self._files[file]


def _beside(place: Path, path: str) -> Path:
    """The file a path leads to from another; NOWHERE, where no file can have such a name."""
    try:
        return (place.parent / path).resolve()
    except (OSError, RuntimeError, ValueError):
        return NOWHERE
