"""What no schema of OSCAL says: identifiers are single, and whatever points somewhere points at what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

Files = Mapping[str, Any]

POINTERS = {
    "observation-uuid": "observations",
    "risk-uuid": "risks",
    "party-uuid": "parties",
    "subject-uuid": "components",
    "actor-uuid": "components",
    "component-uuid": "components",
}
"""Member → the list in which what it names must stand."""

TIMES = ("last-modified", "start", "end", "collected", "deadline")


def problems(files: Files) -> Iterator[str]:
    """Everything wrong with the files of a folder, by name."""
    declared = [(name, *found) for name, whole in files.items() for found in _declared(whole)]
    yield from _of_identifiers([uuid for _, _, uuid in declared])
    kinds = {uuid: kind for _, kind, uuid in declared}
    resources = {(name, f"#{uuid}") for name, kind, uuid in declared if kind == "resources"}
    controls, parts = _named(files, "controls"), _named(files, "parts")
    rules: dict[str, Callable[[str, Any], bool]] = {
        **{pointer: lambda _, value, kind=kind: kinds.get(value) == kind for pointer, kind in POINTERS.items()},
        **dict.fromkeys(("control-id", "with-ids"), lambda _, value: value in controls),
        **dict.fromkeys(("statement-ids", "target-id"), lambda _, value: value in parts),
        **dict.fromkeys(TIMES, lambda _, value: datetime.fromisoformat(value).tzinfo is not None),
        "href": lambda name, value: value in files or (name, value) in resources,
    }
    for name, whole in files.items():
        for key, value in _members(whole):
            rule = rules.get(key, lambda _, value, key=key: bool(value) and not key.endswith("-uuid"))
            if not rule(name, value):
                yield f"{name}: {key} {value!r} points nowhere, has no offset, or is empty"


def _of_identifiers(uuids: list[str]) -> Iterator[str]:
    for uuid, times in Counter(uuids).items():
        if times > 1:
            yield f"{uuid} stands {times} times"
        if not re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", uuid):
            yield f"{uuid} is no uuid5"


def _members(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every member with its value; of a list of texts, each text."""
    if isinstance(node, dict):
        for name, value in node.items():
            if not isinstance(value, list) or not value:
                yield name, value
            yield from _members(value, name)
    elif isinstance(node, list):
        for item in node:
            if isinstance(item, str):
                yield key, item
            yield from _members(item, key)


def _declared(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every identifier with the name of the list it stands in."""
    if isinstance(node, dict):
        if "uuid" in node:
            yield key, node["uuid"]
        for name, value in node.items():
            yield from _declared(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from _declared(item, key)


def _named(files: Files, kind: str) -> set[str]:
    return {one["id"] for whole in files.values() for one in _lists(whole, kind) if "id" in one}


def _lists(node: Any, kind: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == kind:
                yield from value
            yield from _lists(value, kind)
    elif isinstance(node, list):
        for item in node:
            yield from _lists(item, kind)
